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

/// What a configuration and a seed decide: points, weights, losses, and the loss as a function.
@Suite struct RecipeTests {
  func groups(_ run: TrainingRun) throws -> [PointGroup] {
    try run.prepare(run.strategy.float64(1)).engine.collocations.map(\.group)
  }

  @Test func pointsAreTheSeeds() throws {
    let problem = try Catalogue.problem("poisson")
    func points(_ seed: Int) throws -> [[Double]] {
      try groups(TrainingRun(problem, StrategyCatalogue.fastest, seed: seed))[0].points.map(\.values)
    }
    #expect(try points(1) == points(1) && points(1) != points(2))
  }

  /// Soft conditions share the configuration's weight, and lie on their face: both ends of it.
  @Test func conditions() throws {
    let problem = try Catalogue.problem("burgers")
    let groups = try groups(TrainingRun(problem, StrategyCatalogue.fastest))
    #expect(groups.count == 2 && groups[0].weight == 1 / 1500.0)
    #expect(groups[1].points.count == 64 && groups[1].points.allSatisfy { $0.x == 0 })
    #expect(groups[1].weight == 100 / 64.0)
    var random = SplitMix64("ends")
    let ends = try PointSampler(problem, problem.training).face(.ends(.x), count: 10, using: &random)
    #expect(ends.count { $0.x == -1 } == 5 && ends.count { $0.x == 1 } == 5)
  }

  /// A point's residual does not depend on the others: two equal coordinates at the front make no constant.
  @Test func orderOfPoints() throws {
    let shape = try Architecture(inputs: 1, hidden: [4])
    var random = SplitMix64("order")
    let parameters = Initialiser.glorot(shape, using: &random)
    let problem = try Catalogue.problem("cosine-ode")
    func residuals(_ times: [Double]) throws -> [Double] {
      let engine = Engine<DoubleLanes>(problem, StrategyCatalogue.fastest.float64(1), shape)
      let points = times.map { Point([.t], [$0]) }
      try engine.collocate([PointGroup(condition: nil, points: points, weight: 1)])
      return try engine.residuals(parameters)
    }
    #expect(try residuals([0.5, 0.5, 0.9]) == residuals([0.9, 0.5, 0.5]).reversed())
  }

  /// A loss before each step and one after the last.
  @Test func adamLosses() throws {
    let run = TrainingRun(try Catalogue.problem("cosine-ode"), StrategyCatalogue.fastest, .adam, steps: 5)
    #expect(try run.train().losses.count == 6)
  }

  /// The objective is what training starts from: Σ r², its own slope, and the first loss of all.
  @Test(arguments: Precision.allCases) func objective(precision: Precision) throws {
    let run = TrainingRun(
      try Catalogue.problem("burgers"), StrategyCatalogue.fastest, .adam, precision, steps: 1)
    let objective = try run.objective()
    let start = objective.initialParameters
    let (loss, gradient) = try objective.lossAndGradient(start)
    #expect(loss == (try run.train().losses[0]))
    let squares = try objective.residuals(start).reduce(0) { $0 + $1 * $1 }
    #expect(abs(loss - squares) <= 16 * precision.unitRoundoff * loss)
    // Along the gradient, where a difference loses least.
    let length = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let h = precision == .float64 ? 1e-6 : 1e-3
    func moved(_ s: Double) throws -> Double {
      try objective.residuals(zip(start, gradient).map { $0 + s * h * $1 / length })
        .reduce(0) { $0 + $1 * $1 }
    }
    let slope = try (moved(1) - moved(-1)) / (2 * h)
    #expect(abs(slope - length) <= (precision == .float64 ? 1e-6 : 1e-2) * length, "\(slope), \(length)")
  }

  /// Uniform within ±√(6/fan), up to it, and no bias drawn: of a layer far from square.
  @Test(arguments: Initialiser.allCases) func initialWeights(initialiser: Initialiser) throws {
    let shape = try Architecture(inputs: 2, hidden: [200, 10])
    var random = SplitMix64("initial")
    let parameters = initialiser(shape, using: &random)
    for layer in shape.layers.prefix(2) {
      let fan = initialiser == .glorot ? layer.rows + layer.columns : layer.columns
      let limit = (6 / Double(fan)).squareRoot()
      let largest = parameters[layer.weights].map(abs).max()!
      #expect(largest <= limit && largest > 0.95 * limit)
      #expect(parameters[layer.biases].allSatisfy { $0 == 0 })
    }
  }

  /// A hundred coordinates: more than Sobol's points have, and a face for each end of each.
  @Test func manyDimensions() throws {
    let problem = try Catalogue.problem("poisson-nd", ["d": 100])
    var configuration = problem.training
    (configuration.hidden, configuration.points, configuration.conditionPoints) = ([8, 8], 40, 220)
    var random = SplitMix64("many dimensions")
    let groups = try PointSampler(problem, configuration).groups(for: problem, using: &random)
    #expect(groups.map(\.points.count) == [40, 220])
    for p in groups.flatMap(\.points) { _ = try problem.domain.point(p.values) }
    for c in problem.domain.coordinates {
      for end in [0.0, 1] { #expect(groups[1].points.contains { $0[c] == end }, "\(c) = \(end)") }
    }
    let losses = try ["fused", "forward-laplacian"].map { name in
      try TrainingRun(problem, StrategyCatalogue.named(name)!, steps: 3, configuration: configuration).train()
        .losses
    }
    for (a, b) in zip(losses[0], losses[1]) { #expect(abs(a - b) <= 1e-6 * abs(a)) }
    #expect(losses[1].count == 3 && losses[1][2] < losses[1][0])
  }
}
