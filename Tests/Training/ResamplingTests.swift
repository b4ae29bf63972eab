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

/// Points go where the residual is large.
@Suite struct ResamplingTests {
  /// A network of zeros leaves |cos t|. With the density |r|/mean + 1 the mean of |r| over the chosen is
  /// (⟨r²⟩/⟨r⟩ + ⟨r⟩)/2: 0.710, where the pool has 2/π.
  @Test func largeResidualsAttract() throws {
    let problem = try Catalogue.problem("cosine-ode", ["length": 2 * .pi])
    let shape = try Architecture(inputs: 1, hidden: [2])
    let engine = Engine<DoubleLanes>(problem, StrategyCatalogue.fastest.float64(1), shape)
    let pool = (0..<40_000).map { Point([.t], [Double($0) * .pi / 20_000]) }
    var random = SplitMix64("resampling")
    let zero = [Double](repeating: 0, count: shape.parameterCount)
    let chosen = try engine.adaptedPoints(2000, from: pool, zero, using: &random).map(\.t)
    #expect(Set(chosen).count == 2000, "none is drawn twice")
    let mean = chosen.reduce(0) { $0 + abs(Double.cos($1)) } / 2000
    // The deviation of the mean of 2000 is 0.007.
    #expect(abs(mean - 0.710) < 0.02, "\(mean)")
  }

  /// The schedule of the configuration moves the points, and only then.
  @Test func theScheduleMovesThem() throws {
    let problem = try Catalogue.problem("poisson")
    var configuration = problem.training
    (configuration.hidden, configuration.points, configuration.warmUp) = ([4], 20, 0)
    func parameters(every interval: Int) throws -> [Double] {
      configuration.resampling = interval
      return try TrainingRun(problem, StrategyCatalogue.fastest, steps: 6, configuration: configuration)
        .train().parameters
    }
    let still = try parameters(every: 0)
    #expect(try parameters(every: 2) != still && parameters(every: 6) == still)
  }
}
