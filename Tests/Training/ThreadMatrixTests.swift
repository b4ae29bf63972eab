// SPDX-License-Identifier: MIT

import Benchmarking
import Blocks
import Differentiation
import Networks
import PDE
import Problems
import Sampling
import Strategies
import Testing

@testable import Training

/// Everything that threads share, on one thread, on several, and on more than there are cores: the same bits.
@Suite struct ThreadMatrixTests {
  static let threads = [2, 3, 8, 16]
  static let precisions = [Precision.float64, .float32]

  private func expectSame<T: Equatable>(
    _ what: String, _ result: (_ threads: Int) throws -> [T], at place: SourceLocation = #_sourceLocation
  ) throws {
    let one = try result(1)
    #expect(!one.isEmpty, sourceLocation: place)
    for threads in Self.threads {
      #expect(try result(threads) == one, "\(what) on \(threads) threads", sourceLocation: place)
    }
  }

  /// Burgers' equation at so many points, and a quarter of them on its condition, with a term of the loss for
  /// each.
  private func objective(_ precision: Precision, points: Int, hidden: [Int], threads: Int) throws -> Objective
  {
    var configuration = TrainingConfiguration(hidden: hidden, points: points, adamSteps: 1, steps: 1)
    configuration.conditionPoints = points / 4
    var run = TrainingRun(
      try Catalogue.problem("burgers-wave"), StrategyCatalogue.fastest, .adam, precision,
      configuration: configuration)
    run.threads = threads
    return try run.objective()
  }

  /// Points of less than one block, of one part per block, and of several blocks per part.
  @Test(arguments: precisions, [7, 3000, 20_000]) func gradient(precision: Precision, points: Int) throws {
    try expectSame("loss and gradient") { threads in
      let it = try objective(precision, points: points, hidden: [9, 6], threads: threads)
      let (loss, gradient) = try it.lossAndGradient(it.initialParameters)
      return [loss] + gradient + (try it.residuals(it.initialParameters))
    }
  }

  /// Fewer residuals than parameters, and more; the last one of several blocks in every product.
  @Test(arguments: precisions, [(60, [9, 8]), (500, [9, 8]), (700, [24, 24])])
  func dampedStep(precision: Precision, shape: (points: Int, hidden: [Int])) throws {
    try expectSame("step") { threads in
      let it = try objective(precision, points: shape.points, hidden: shape.hidden, threads: threads)
      return try #require(try it.dampedStep(it.initialParameters, 1e-3))
    }
  }

  /// The Jacobian, every row of it, also where it is taken again into the same memory.
  @Test func jacobian() throws {
    func result<L: Lanes>(_: L.Type, _ strategy: BlockStrategy<L>, _ threads: Int) throws -> [L.Element] {
      let run = TrainingRun(try Catalogue.problem("burgers"), StrategyCatalogue.fastest, .adam)
      let shape = try Architecture(inputs: 2, hidden: [5, 4])
      let engine = Engine<L>(run.problem, strategy, shape, threads: threads)
      var random = SplitMix64("jacobian")
      let points = try PointSampler(run.problem, run.configuration).interior(3001, using: &random)
      try engine.collocate([PointGroup(condition: nil, points: points, weight: 0.5)])
      let theta = Initialiser.glorot(shape, using: &random).map { L.Element($0) }
      let (r, j) = try engine.residualsAndJacobian(theta.map { 2 * $0 })
      #expect(r.count == 3001)
      _ = try engine.residuals(theta, into: j)
      let (_, fresh) = try engine.residualsAndJacobian(theta)
      func elements(_ j: WeightJacobian<L>) -> [L.Element] {
        (0..<j.parameters).flatMap { p in (0..<j.rows).map { j.storage[p * j.leadingDimension + $0] } }
      }
      #expect(elements(j) == elements(fresh))
      return elements(j)
    }
    let strategy = StrategyCatalogue.fastest
    try expectSame("Jacobian") { try result(DoubleLanes.self, strategy.float64(1), $0) }
    try expectSame("Jacobian") { try result(FloatLanes.self, strategy.float32(1), $0) }
  }

  @Test(arguments: OptimizerKind.allCases, precisions)
  func training(optimizer: OptimizerKind, precision: Precision) throws {
    try expectSame("\(optimizer)") { threads in
      var configuration = TrainingConfiguration(hidden: [8, 8], points: 2000, adamSteps: 6, steps: 6)
      configuration.warmUp = 3
      configuration.resampling = 2
      var run = TrainingRun(
        try Catalogue.problem("burgers"), StrategyCatalogue.fastest, optimizer, precision, steps: 6,
        configuration: configuration)
      run.threads = threads
      let solution = try run.train()
      let jets = try solution.jets(try run.problem.domain.grid([8, 8]))
      return solution.parameters + solution.losses + jets.joined().joined()
    }
  }

  /// Each task in one part, in order; long ones first; evenly shared by two, four, eight and sixteen.
  @Test(arguments: [0, 1, 5, 15, 16, 17, 63, 64, 80, 127, 128, 300, 10_000]) func parts(tasks: Int) {
    let parts = Engine<DoubleLanes>.parts(of: tasks)
    #expect(Array(parts.joined()) == Array(0..<tasks))
    let lengths = parts.map(\.count)
    #expect(lengths == lengths.sorted(by: >) && (lengths.first ?? 1) - (lengths.last ?? 1) <= 1)
    #expect(parts.count == (tasks < 64 ? min(tasks, 16) : tasks < 128 ? 32 : tasks < 256 ? 64 : 128))
  }
}
