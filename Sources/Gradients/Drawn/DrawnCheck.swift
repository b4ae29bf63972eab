// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks
import PDE
import RealModule
import Strategies
import Threads
import Training

/// The engine that trains on set-ups drawn from seeds: loss, residuals, gradient, every row of the Jacobian
/// and the derivatives that it hands out, against the plainest program in extended precision.
///
/// The unit of a number is how far it moves where parameters, coordinates and every intermediate result of
/// the plain program are in error by one unit in the last place, over several draws; no unit is smaller than
/// the root mean square of its neighbours (of a row, of the residuals of one equation), since a draw may
/// miss.
package enum DrawnCheck {
  /// Those of a plain run, a few seconds of one core.
  package static let standard = 1..<186

  /// The results of the seeds, those of each in the order of its strategies.
  package static func results(seeds: Range<Int>) throws -> [GradientResult] {
    let each = Parallel.map(seeds.count) { i in
      Result { try DrawnSetup(seed: seeds.lowerBound + i) }.map { $0.results() }
    }
    return try each.flatMap { try $0.get() }
  }
}

extension DrawnSetup {
  /// What the strategies of this set-up give: always the fastest, one that carries the Laplacian, and one
  /// more in turn.
  func results() -> [GradientResult] {
    switch precision {
    case .float32: results(of: answers { $0.float32(1) }, Double.self)
    case .float64: results(of: answers { $0.float64(1) }, Extended.self)
    }
  }

  private var strategies: [StrategyEntry] {
    let exact = StrategyCatalogue.all.filter { !$0.isApproximate }
    let others = exact.dropFirst(2)
    return exact.prefix(2) + [
      others[others.startIndex + abs(seed / (DrawnKind.allCases.count - 1)) % others.count]
    ]
  }

  private func answers<L: Lanes>(_ block: (StrategyEntry) -> BlockStrategy<L>) -> [DrawnAnswer] {
    strategies.map { entry in
      do {
        return try DrawnAnswer(entry.name, block(entry), self)
      } catch {
        return DrawnAnswer(entry.name, failure: "\(error)")
      }
    }
  }

  /// The largest error of one answer.
  func error(of answer: DrawnAnswer) -> JudgedError {
    switch precision {
    case .float32: PlainJudge<Double>(self).errors(of: [answer])[0]
    case .float64: PlainJudge<Extended>(self).errors(of: [answer])[0]
    }
  }

  private func results<T: Real & BinaryFloatingPoint>(of answers: [DrawnAnswer], _: T.Type)
    -> [GradientResult]
  {
    let answered = answers.filter { $0.failure == nil }
    let errors = answered.isEmpty ? [] : PlainJudge<T>(self).errors(of: answered)
    let found = Dictionary(uniqueKeysWithValues: zip(answered.map(\.strategy), errors))
    let nesting = "blocks\(sharesRepeats ? ", repeats shared" : "")"
    return answers.map { answer in
      guard let error = found[answer.strategy] else {
        return GradientResult(
          unsupported: answer.failure ?? "", family: "drawn", strategy: answer.strategy, nesting: nesting,
          case: name, order: order, precision)
      }
      return GradientResult(
        family: "drawn", strategy: answer.strategy, nesting: nesting, case: name, order: order, precision,
        units: error.units, message: error.message)
    }
  }
}

/// What an engine says of a set-up.
struct DrawnAnswer {
  let strategy: String
  var failure: String?
  var loss = 0.0
  var gradient: [Double] = []
  var residuals: [Double] = []
  /// By row and parameter.
  var jacobian: (Int, Int) -> Double = { _, _ in .nan }
  /// Derivatives at the first group's points, and which they are.
  var jets: [[[Double]]] = []
  var indices: [MultiIndex] = []
  /// Whether one thread gives the same bits.
  var isTheSameByOneThread = true

  init(_ strategy: String, failure: String) {
    self.strategy = strategy
    self.failure = failure
  }

  /// By the fastest strategy.
  init(of setup: DrawnSetup) throws {
    let entry = StrategyCatalogue.fastest
    switch setup.precision {
    case .float32: try self.init(entry.name, entry.float32(1), setup)
    case .float64: try self.init(entry.name, entry.float64(1), setup)
    }
  }

  init<L: Lanes>(_ strategy: String, _ block: BlockStrategy<L>, _ setup: DrawnSetup) throws {
    self.strategy = strategy
    let theta = setup.parameters.map { L.Element($0) }
    func engine(_ threads: Int) throws -> Engine<L> {
      let engine = Engine<L>(
        setup.problem, block, setup.shape, sharesRepeats: setup.sharesRepeats, threads: threads)
      // Other points, fewer or more, and other parameters before, the first ones the same: nothing of them
      // may stay.
      try engine.collocate(
        setup.groups.reversed().map { group in
          let first = Array(group.points.prefix(11))
          let points = setup.startsLarge ? (0..<20).flatMap { _ in first } : first
          return PointGroup(condition: group.condition, points: points, weight: 2 * group.weight)
        })
      _ = try engine.lossAndGradient(theta.enumerated().map { $0 == 0 ? $1 : $1 / 2 })
      try engine.collocate(setup.groups)
      return engine
    }
    let own = try engine(setup.threads)
    let (r, j) = try own.residualsAndJacobian(theta)
    residuals = r
    jacobian = { row, p in Double(j.storage[p * j.leadingDimension + row]) }
    let (loss, gradient) = try own.lossAndGradient(theta)
    self.loss = loss
    self.gradient = gradient.map { Double($0) }
    indices = own.indices
    jets = try own.jets(theta, at: setup.jetPoints)
    if setup.threads > 1 {
      let alone = try engine(1).lossAndGradient(theta)
      isTheSameByOneThread = alone.loss == loss && alone.gradient == gradient
    }
  }
}
