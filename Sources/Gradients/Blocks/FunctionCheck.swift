// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import RealModule

/// Every row of the rule table and every activation on blocks of many rows: derivatives to the third order,
/// and what a tape hands back through them, near zero, where they bend, far out in their tails and after
/// thousands of turns; against Taylor coefficients in extended precision that know nothing of the table.
package enum FunctionCheck {
  package static func results() -> [GradientResult] {
    FunctionTrial<DoubleLanes>(.float64).results() + FunctionTrial<FloatLanes>(.float32).results()
  }

  private static let positive: [Double] = [
    1e-20, 1e-7, 1e-3, 0.1, 0.4, 0.75, 1, 1.3, 2, 2.9, 3.8, 4.2, 4.6, 5, 6, 6.5, 7.5, 9, 11,
  ]
  private static let everywhere: [Double] = [0] + positive + positive.map { -$0 }
  /// Where exponentials leave single precision, and double.
  private static let tails: [Double] =
    [14, 20, 33, 42, 44, 70, 86, 90, 103, 120, 340, 351, 360, 690, 720, 745, 800].flatMap { [$0, -$0] }
  /// Many turns away, at multiples of a quarter and between them: as many together as fill every lane of a
  /// vector whose arguments are all reduced in parts; then such as are not, in single precision and in
  /// double.
  private static let turns: [Double] = {
    let near = (0..<40).map { k in
      let quarters = (13 * Double.pow(1.16, Double(k))).rounded()
      return (k % 2 == 0 ? 1 : -1) * (quarters * (.pi / 2) + [0, 0.3, -0.7][k % 3])
    }
    return near + near.map { 64 * $0 } + [8191.75, 8192.5, -524287.5, 524290, 1e6, -1e9, 1e15]
  }()

  /// Where a row is smooth.
  static func places(_ f: Elementary) -> [Double] {
    let far = everywhere + tails
    return switch f {
    case .sin, .cos: everywhere + turns
    case .log, .sqrt, .realPower, .nonNegative: far.filter { $0 > 1e-6 }
    case .root(let n): everywhere.filter { $0 > 1e-6 || $0 < -1e-6 && n % 2 == 1 }
    case .logOnePlus: far.filter { $0 > -0.9 }
    case .asin, .acos, .atanh: everywhere.filter { abs($0) < 0.9 }
    case .acosh: far.filter { $0 > 1.1 }
    case .tan: everywhere.filter { abs($0) < 1.4 }
    case .reciprocal: far.filter { abs($0) > 1e-6 }
    case .abs, .sign, .leakyRelu, .leakySlope, .eluDerivative, .binade: far.filter { $0 != 0 }
    case .power(let n): everywhere.filter { n >= 0 || abs($0) > 1e-6 }
    default: far
    }
  }
  static func places(_ f: Activation) -> [Double] {
    switch f {
    case .sin, .cos: everywhere + turns
    default: everywhere + tails
    }
  }
}

/// A function by name, for numbers of any type.
private enum TableFunction {
  case row(Elementary)
  case activation(Activation)

  var name: String {
    switch self {
    case .row(let f): "\(f)"
    case .activation(let f): "activation \(f.rawValue)"
    }
  }
  var places: [Double] {
    switch self {
    case .row(let f): FunctionCheck.places(f)
    case .activation(let f): FunctionCheck.places(f)
    }
  }
  /// Whether vectors have a kernel for it, which is right to a few units at the argument as it stands,
  /// however large.
  var hasKernel: Bool {
    switch self {
    case .row(.sin), .row(.cos), .row(.tanh): true
    case .activation(.sin), .activation(.cos), .activation(.tanh): true
    default: false
    }
  }
  func callAsFunction<S: Scalar>(_ x: S) -> S {
    switch self {
    case .row(let f): S.apply(f, to: x)
    case .activation(let f): f(x)
    }
  }
  func coefficients(at x: Double) -> [Double] {
    let all =
      switch self {
      case .row(let f): PlainSeries<Extended>.coefficients(of: f, at: Extended(x), 4)
      case .activation(let f): PlainSeries<Extended>.coefficients(of: f, at: Extended(x), 4)
      }
    return all.map { Double($0) }
  }
}

private struct FunctionTrial<L: Lanes> {
  private let precision: GradientPrecision
  private let tiny: Double
  private let large: Double
  /// Rows enough for more vectors than the loops over a block take at a time.
  private static var rows: Int { 13 }
  private static var groups: Int { 16 }

  init(_ precision: GradientPrecision) {
    self.precision = precision
    tiny = precision == .float32 ? Double(Float.leastNormalMagnitude) : .leastNormalMagnitude
    large = precision == .float32 ? 0x1p120 : 0x1p1000
  }

  func results() -> [GradientResult] {
    (Elementary.table.map(TableFunction.row) + Activation.allCases.map(TableFunction.activation)).compactMap(
      result)
  }

  /// A place, the coefficients there and their units.
  private struct Known {
    let x: Double
    let right: [Double]
    let units: [Double]
  }

  /// nil for a function that is not known here.
  private func result(_ f: TableFunction) -> GradientResult? {
    var known = f.places.map { truth(of: f, at: Double(L.Element($0))) }
    if known.contains(where: { !$0.right[0].isFinite && abs($0.x) < 12 }) { return nil }
    known.removeAll { !$0.right.allSatisfy { abs($0) < large } }
    // An odd number of places, one after another, come to stand in every lane.
    if known.count % 2 == 0 { known.append(known[0]) }
    let points = Self.groups * L.count
    let arena = Arena(groups: Self.groups)
    func place(_ row: Int, _ point: Int) -> Known { known[(row * points + point) % known.count] }
    let block = Block<L>(
      stacking: (0..<Self.rows).map { row in Block(in: arena) { L.Element(place(row, $0).x) } })

    var worst = JudgedError()
    func judge(_ found: Block<L>, _ what: String, _ right: (Known) -> (value: Double, unit: Double)) {
      for row in 0..<Self.rows {
        for point in 0..<points {
          let own = place(row, point)
          let (value, unit) = right(own)
          worst.take(Double(found[row, point]), value, max(2 * precision.unitRoundoff * unit, tiny)) {
            "\(what) at \(own.x)"
          }
        }
      }
    }
    let series = f(Taylor3(block, slope: block.unit))
    for k in 0...3 { judge(series[k], "coefficient \(k)") { ($0.right[k], $0.units[k]) } }

    // The argument is read by f alone, before it, after it, and by the product too.
    for way in 0..<4 {
      let tape = Tape<Block<L>>()
      let x = tape.variable(block)
      let before = way == 1 ? x.scaled(by: 0.5) : x
      let y = f(x)
      let root =
        switch way {
        case 0: y
        case 1: y + before
        case 2: y + x.scaled(by: 0.5)
        default: y * x
        }
      let adjoint = withExtendedLifetime(tape) { tape.pullback(root, seed: block.unit, to: [x])[0] }
      judge(adjoint, "the adjoint, way \(way),") {
        let (y, slope, unit) = ($0.right[0], $0.right[1], $0.units[1])
        return switch way {
        case 0: (slope, unit)
        case 3: (slope * $0.x + y, unit * abs($0.x) + $0.units[0])
        default: (slope + 0.5, unit + 0.5)
        }
      }
    }
    return GradientResult(
      family: "functions", strategy: "functions", nesting: "blocks", case: f.name, order: 3, precision,
      units: worst.units, message: worst.message)
  }

  private func truth(of f: TableFunction, at x: Double) -> Known {
    let right = f.coefficients(at: x)
    let units = (0...3).map { k in
      // An argument that is off by one unit moves a coefficient by the next; beside a zero of an even or odd
      // function a curvature is the difference of slopes.
      let moved = f.hasKernel ? 0 : abs(x) * Double(k + 1) * abs(right[k + 1])
      return abs(right[k]) + moved + (k < 2 ? 0 : abs(right[k - 1]))
    }
    return Known(x: x, right: right, units: units)
  }
}
