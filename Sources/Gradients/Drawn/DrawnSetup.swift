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
