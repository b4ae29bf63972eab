// SPDX-License-Identifier: MIT

import Differentiation
import Networks
import PDE
import RealModule
import Training

/// A set-up of the block engine drawn from a seed: equations, conditions, ansatz, network, points, weights,
/// precision and threads.
package struct DrawnSetup: Sendable {
  package let seed: Int
  let kind: DrawnKind
  let problem: DrawnProblem
  let shape: Architecture
  let groups: [PointGroup]
  /// In the set-up's precision.
  let parameters: [Double]
  package let precision: GradientPrecision
  let threads: Int
  let sharesRepeats: Bool

  /// What a person needs to know of it; the seed is all that a program needs.
  package var name: String {
    let counts = groups.map(\.points.count)
    let points =
      counts.count > 9
      ? "\(counts.count) groups of \(counts.reduce(0, +))"
      : counts.map { "\($0)" }.joined(separator: "+")
    return "seed \(seed), \(kind.rawValue): \(shape.description), \(points) points, order \(order)"
      + (problem.hard.isEmpty ? "" : ", ansatz") + (threads == 1 ? "" : ", \(threads) threads")
  }
  var order: Int {
    let readings = [problem.equations] + problem.soft.map(\.reading)
    return readings.flatMap(\.reads).map(\.index.order).max() ?? 0
  }
  /// Where the engine is asked for derivatives, and which of them are judged.
  var jetPoints: [Point<Double>] { Array(groups[0].points.suffix(900)) }
  var judgedJets: [Int] {
    let count = jetPoints.count
    return (1...min(30, count)).map { $0 * count / min(30, count) - 1 }
  }
  /// Whether larger blocks come before those that are judged.
  var startsLarge: Bool { seed % 4 == 0 && groups.count < 9 && groups[0].points.count < 60 }
  /// Rows of the Jacobian.
  var residuals: Int {
    groups.reduce(0) {
      $0 + $1.points.count * ($1.condition == nil ? problem.equations.formulas.count : 1)
    }
  }
}

/// What a set-up tries above all: each kind has sizes at which other code runs.
enum DrawnKind: String, Sendable, CaseIterable {
  /// More blocks than parts, and a last one that is not full.
  case manyPoints = "many points"
  /// Widths around every kernel's tiles.
  case wide
  /// Derivatives of order four beside those that divide them.
  case highOrder = "high order"
  case system
  /// Laplacians in up to twelve dimensions.
  case manyCoordinates = "many coordinates"
  /// The rule table, in equations and ansatz.
  case functions
  /// Sums far out, where activations are flat.
  case tails
  /// Networks as the catalogue trains them.
  case catalogue
  /// Many points and wide layers.
  case large
  /// More blocks than make one part each of eight: hundreds of groups, or one of thousands of points.
  case manyParts = "many parts"

  /// What a seed tries. Those that follow one another take turns; many parts, which cost most, come once in
  /// 37.
  init(seed: Int) {
    let others = Self.allCases.dropLast()
    let place = (seed % 37 + 37) % 37
    self = place == 36 ? .manyParts : others[place % others.count]
  }

  var widths: [Int] {
    switch self {
    case .wide: [11, 12, 13, 15, 16, 17, 19, 20, 21, 23, 24, 25, 28, 31, 32, 32, 33, 36, 48, 63, 64, 64, 65]
    case .catalogue: [12, 16, 20, 24, 30, 32, 50, 64]
    case .large: [16, 20, 24, 32, 32]
    case .manyCoordinates: [3, 4, 5, 8, 13, 16, 17]
    case .manyParts: [1, 2, 3, 4]
    default: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    }
  }
  var layers: ClosedRange<Int> {
    switch self {
    case .catalogue: 2...4
    case .large: 1...2
    case .tails: 1...2
    case .manyParts: 0...1
    case .wide: 1...3
    default: 0...3
    }
  }
  var points: ClosedRange<Int> {
    switch self {
    case .manyPoints: 600...3400
    case .wide, .catalogue: 3...90
    case .large: 300...1300
    case .manyCoordinates: 3...150
    case .system: 20...700
    case .highOrder: 5...500
    case .functions, .tails: 2...160
    case .manyParts: 1...3
    }
  }
  var order: ClosedRange<Int> {
    switch self {
    case .highOrder: 4...4
    case .manyCoordinates, .manyPoints, .large, .manyParts: 1...2
    case .wide, .catalogue, .tails: 0...2
    case .system: 1...3
    case .functions: 0...3
    }
  }
  /// Multiplications that the plainest program may need.
  static let work = 1_200_000
}

extension DrawnSetup {
  /// Points of the equation, of some again under another weight, and of each condition.
  static func groups(
    _ kind: DrawnKind, _ problem: DrawnProblem, _ shape: Architecture, isSingle: Bool, _ chance: inout Chance
  ) -> [PointGroup] {
    let domain = problem.domain
    func group(_ condition: Condition?, _ count: Int, _ chance: inout Chance) -> PointGroup {
      var points = Self.points(count, in: domain, isSingle: isSingle, &chance)
      for i in points.indices {
        guard let planes = condition?.face.planes(in: domain), !planes.isEmpty else { continue }
        let plane = planes[i % planes.count]
        points[i].values[domain.coordinates.firstIndex(of: plane.coordinate)!] = plane.value
      }
      let weight = chance.number(0.1...3) / (chance.often(0.7) ? Double(count) : 1)
      return PointGroup(condition: condition, points: points, weight: weight)
    }
    let conditions: [Condition?] = [nil] + problem.conditions.map { $0 }
    if kind == .manyParts {
      // A part is sixteen blocks, where there are more of them than make eight parts.
      if chance.often(0.2) {
        let lanes = isSingle ? 16 : 8
        return [group(nil, chance.int(9 * 16 * lanes * 16...13 * 16 * lanes * 16), &chance)]
          + conditions.dropFirst().map { group($0, chance.int(1...40), &chance) }
      }
      return (0..<chance.size(145...2400)).map { i in
        let most = chance.often(0.03) ? 140 : 3
        return group(conditions[i % conditions.count], chance.int(1...most), &chance)
      }
    }
    let channels = Truncation(of: problem).count
    let weights = shape.layers.reduce(0) { $0 + $1.weights.count } + 20
    let most = max(2, DrawnKind.work / (channels * weights))
    let count = min(most, chance.size(kind.points))
    var groups = [group(nil, count, &chance)]
    if chance.often(0.15) { groups.append(group(nil, chance.int(1...max(1, count / 3)), &chance)) }
    for condition in problem.conditions {
      // At times two blocks and more.
      let most = chance.often(0.2) ? 300 : 40
      groups.append(group(condition, chance.int(1...max(1, min(most, count))), &chance))
    }
    return groups
  }

  /// Most often scattered; else such that a block's coordinates repeat: at two values each, on a grid, there
  /// and back, or one point again and again.
  private static func points(
    _ count: Int, in domain: Domain, isSingle: Bool, _ chance: inout Chance
  ) -> [Point<Double>] {
    func number(_ range: ClosedRange<Double>, _ chance: inout Chance) -> Double {
      let x = chance.number(range)
      return isSingle ? Double(Float(x)) : x
    }
    func scattered(_ count: Int, _ chance: inout Chance) -> [[Double]] {
      (0..<count).map { _ in domain.ranges.map { number($0, &chance) } }
    }
    func axes(_ counts: ClosedRange<Int>, _ chance: inout Chance) -> [[Double]] {
      domain.ranges.map { range in
        // Often with its ends, where an ansatz is flat or its factor zero.
        let ends = chance.often(0.5) ? [range.lowerBound, range.upperBound] : []
        return ends + (ends.count..<max(ends.count, chance.size(counts))).map { _ in number(range, &chance) }
      }
    }
    let values: [[Double]]
    switch chance.int(0...9) {
    case 0, 1:
      let axes = axes(2...2, &chance)
      values = (0..<count).map { _ in axes.map { chance.one(of: $0) } }
    case 2:
      let axes = axes(1...200, &chance)
      values = (0..<count).map { i in
        var rest = i
        return axes.map { axis in
          defer { rest /= axis.count }
          return axis[rest % axis.count]
        }
      }
    case 3:
      let half = scattered((count + 1) / 2, &chance)
      values = Array((half + half.reversed()).prefix(count))
    case 4:
      let one = scattered(1, &chance)[0]
      values = (0..<count).map { _ in one }
    default: values = scattered(count, &chance)
    }
    return values.map { Point(domain.coordinates, $0) }
  }
}
