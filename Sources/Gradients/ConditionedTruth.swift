// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import RealModule
import Sampling
import Strategies

/// The number type that gradients are judged in: 64 bits of significand where the machine has them.
#if arch(x86_64) && !os(Windows) && !os(Android)
  public typealias Extended = Float80
#else
  public typealias Extended = Double
#endif

/// The true gradient of a question, and the units that errors are measured in.
///
/// No gradient can be better than its question: θ and x are rounded to the working precision. So the unit of
/// a component, κ·u, is how far the true one moves when every parameter, every coordinate and every constant
/// of the function moves by one unit in the last place, measured in extended precision over several draws of
/// the signs. Near a minimum the residuals cancel and κ is large; a fixed tolerance would then call a right
/// gradient wrong.
package struct ConditionedTruth: Sendable {
  /// In extended precision, at the parameters rounded to the precision.
  package let truth: [Extended]
  /// κ·u of each component.
  package let units: [Double]
  /// How far the truth moves where every inner derivative is in error as an approximate strategy's model
  /// says; nil for exact ones.
  package let modelled: [Double]?

  /// How many draws of the signs.
  static let draws = 6

  /// Whether the chain rule has no answer at the point, though the function may: no number is then not wrong.
  package private(set) var isSingular = false

  /// - Parameters:
  ///   - stated: the right value where it is known from elsewhere; computed by nested duals under a tape if
  ///     nil.
  ///   - isSingular: that it has to be known from elsewhere, as the chain rule gives no number.
  package init(
    _ question: Question, _ precision: GradientPrecision, stated: [Extended]? = nil, isSingular: Bool = false
  ) throws {
    if let stated, isSingular {
      let u = precision.unitRoundoff
      truth = stated
      units = stated.map { u * max(Double($0.magnitude), u) }
      modelled = nil
      self.isSingular = true
      return
    }
    let theta: [Extended] = question.parameters().map { Self.rounded($0, precision) }
    let judged = try Self.judge(question, theta)
    truth = stated ?? judged
    units = try Self.units(question, theta, judged, precision)
    modelled = nil
  }

  init(truth: [Extended], units: [Double], modelled: [Double]? = nil) {
    self.truth = truth
    self.units = units
    self.modelled = modelled
  }

  /// The same with an approximate strategy's error model: how far the truth moves where each inner derivative
  /// of the order k is in error by e_k, in units of u and its derivatives to order k + 2, with signs of their
  /// own at each point.
  func modelled(
    _ question: Question, _ precision: GradientPrecision, for strategy: any Differentiator
  ) throws -> ConditionedTruth {
    if isSingular {
      // Nothing can be moved through a singular point: the model of a smooth function of unit size.
      let error = strategy.expectedError(order: question.order + 1, unitRoundoff: precision.unitRoundoff)
      var known = ConditionedTruth(
        truth: truth, units: units, modelled: truth.map { error * max(1, Double($0.magnitude)) })
      known.isSingular = true
      return known
    }
    let errors = question.indices.map {
      $0.order == 0 ? 0 : strategy.expectedError(order: $0.order, unitRoundoff: precision.unitRoundoff)
    }
    let tape = Tape<Extended>()
    let theta = question.parameters().map { tape.variable(Self.rounded($0, precision)) }
    func gradient(_ value: ReverseNumber<Extended>) -> [Extended] {
      withExtendedLifetime(tape) { tape.pullback(value, seed: 1, to: theta) }
    }
    // What no draw moves is recorded once.
    let places = question.places(theta)
    let forward: any Strategy = Forward()
    let jets = try places.map { try question.jet(at: $0, theta, question.indices, by: forward) }
    let scales = places.map { question.scales(of: errors, at: $0, theta) }
    let judged = gradient(question.terms(jets, at: places, theta).total)
    var spread = [Double](repeating: 0, count: judged.count)
    for draw in 0..<Self.draws {
      var random = SplitMix64("model", question.name, "\(draw)")
      let moved = zip(jets, scales).map { jet, scales in
        jet.indices.map { i in
          scales[i].reduce(jet[i]) { $0 + $1.scaled(by: random.next() & 1 == 0 ? errors[i] : -errors[i]) }
        }
      }
      for (i, g) in gradient(question.terms(moved, at: places, theta).total).enumerated() {
        spread[i] = larger(spread[i], Double((g - judged[i]).magnitude))
      }
    }
    let mean = Self.mean(spread)
    return ConditionedTruth(truth: truth, units: units, modelled: spread.map { max($0, mean) })
  }

  /// Of what is finite: a component that is no number says nothing of the others.
  private static func mean(_ x: [Double]) -> Double {
    let x = x.filter(\.isFinite)
    return x.isEmpty ? 0 : (x.reduce(0) { $0 + $1 * $1 } / Double(x.count)).squareRoot()
  }

  /// The judge: nested dual numbers under a tape, in extended precision.
  static func judge(_ question: Question, _ theta: [Extended]) throws -> [Extended] {
    try Nested(Forward()).gradient(of: question, at: theta)
  }

  static func rounded(_ x: Extended, _ precision: GradientPrecision) -> Extended {
    precision == .float32 ? Extended(Float(x)) : Extended(Double(x))
  }

  /// Of a gradient that is given as a function of θ and of what the points' coordinates are moved by.
  /// - Parameters:
  ///   - name: names the draws of the signs.
  ///   - precision: of the units.
  ///   - theta: numbers of that precision.
  ///   - places: the points' coordinates, one after another.
  ///   - gradient: at θ, the coordinates moved by as many numbers, or by none.
  /// - Throws: what the gradient throws.
  package init(
    name: String, _ precision: GradientPrecision, theta: [Extended], places: [Extended],
    gradient: (_ theta: [Extended], _ moves: [Double]) throws -> [Extended]
  ) throws {
    truth = try gradient(theta, [])
    modelled = nil
    var signs = Signs(name, precision)
    units = try Self.units(truth, precision) {
      let shifted = theta.map { $0 + Extended(signs.unit($0)) }
      return try gradient(shifted, places.map { signs.unit($0) })
    }
  }

  /// κ·u of a question: θ, x and the constants of the functions move.
  private static func units(
    _ question: Question, _ theta: [Extended], _ judged: [Extended], _ precision: GradientPrecision
  ) throws -> [Double] {
    var signs = Signs(question.name, precision)
    let places = question.points(theta)
    let floor = precision.unitRoundoff * question.cancelled(theta)
    return try units(judged, precision) {
      var moved = question
      let shifted = theta.map { $0 + Extended(signs.unit($0)) }
      moved.moves = places.map { signs.unit($0) }
      moved.field = question.field.mapConstants { $0 + signs.unit(Extended($0)) }
      moved.terms = question.terms.mapConstants { $0 + signs.unit(Extended($0)) }
      return try judge(moved, shifted)
    }.map { max($0, floor) }
  }

  /// The spread of the answer over several draws.
  private static func units(
    _ judged: [Extended], _ precision: GradientPrecision, draw: () throws -> [Extended]
  ) throws -> [Double] {
    var spread = [Double](repeating: 0, count: judged.count)
    for _ in 0..<draws {
      for (i, g) in try draw().enumerated() {
        spread[i] = larger(spread[i], Double((g - judged[i]).magnitude))
      }
    }
    // A component that hardly moves is still summed from numbers that do, and rounded.
    let mean = mean(spread)
    let u = precision.unitRoundoff
    return zip(spread, judged).map {
      $1.isFinite ? max($0, mean, u * Double($1.magnitude), u * u) : max(mean, u * u)
    }
  }
}

/// One unit in the last place of a number, up or down as a seed says.
private struct Signs {
  private var random: SplitMix64
  private let precision: GradientPrecision
  init(_ name: String, _ precision: GradientPrecision) {
    random = SplitMix64("kappa", name)
    self.precision = precision
  }
  mutating func unit(_ x: Extended) -> Double {
    let unit = precision == .float32 ? Double(Float(x).ulp) : Double(x).ulp
    return x == 0 ? 0 : random.next() & 1 == 0 ? unit : -unit
  }
}

extension Question {
  /// The largest derivative along directions that a mixed one may be the difference of; 0 where all are pure.
  fileprivate func cancelled(_ theta: [Extended]) -> Double {
    var largest = 0.0
    for x in places(theta) {
      for index in indices where !index.isPure {
        let along = zip(coordinates, x).map { c, x in
          Taylor6(x, slope: index.order(in: c) > 0 ? 1 : nil)
        }
        let u = field(along + theta.map { Taylor6($0, slope: nil) })[0]
        largest = larger(largest, Double(u.derivative(index.order).magnitude))
      }
    }
    return largest
  }

  /// What an error of each of u's derivatives at x is a multiple of: that of the index i is in error by
  /// `errors[i]` of u and of each of its derivatives to two orders more. Empty where there is none.
  fileprivate func scales<B: Scalar>(of errors: [Double], at x: [B], _ theta: [B]) -> [[B]] {
    indices.indices.map { i in
      if errors[i] == 0 { return [] }
      let along = zip(coordinates, x).map { c, x in
        Taylor6(x, slope: indices[i].order(in: c) > 0 ? x.unit : nil)
      }
      let u = field(along + theta.map { Taylor6($0, slope: nil) })[0]
      return (0...indices[i].order + 2).map { u.derivative($0) }
    }
  }
}
