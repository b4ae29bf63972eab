// SPDX-License-Identifier: MIT

import Benchmarking
import Blocks
import Differentiation
import GSL
import Networks
import PDE
import Problems
import RealModule
import Sampling
import Strategies
import Testing

@testable import Training

@Suite struct OptimiserTests {
  /// Three steps of Adam by hand.
  @Test func adam() {
    let adam = Adam<Double>(learningRate: 0.1)
    var (state, p) = (adam.start(count: 1), [1.0])
    for _ in 0..<3 { (state, p) = adam.update(state, p, [2 * p[0]]) }
    // m̂/√v̂ is 1, then 1.8947/√3.6198, then 1.78629/√3.26708.
    #expect(abs(p[0] - 0.701589) < 1e-5 && state.step == 3)
  }

  /// Both forms of the normal equations give the damped step, by BLAS and by the kernels that stand in for
  /// it.
  @Test(arguments: [(3, 7), (7, 3), (5, 5), (41, 33), (33, 41), (803, 18)], [true, false])
  func normalEquations(shape: (rows: Int, columns: Int), usesBLAS: Bool) throws {
    let (rows, columns) = shape
    let j = WeightJacobian<DoubleLanes>(rows: rows, parameters: columns)
    var random = SplitMix64("\(rows)")
    for c in 0..<columns {
      for r in 0..<rows { j.storage[c * j.leadingDimension + r] = random.uniform() - 0.5 }
    }
    let residuals = (0..<rows).map { _ in random.uniform() }
    let equations = try NormalEquations(rows: rows, columns: columns, usesBLAS: usesBLAS)
    try equations.linearise(j, residuals)
    let delta = try #require(try equations.step(damping: 0.1))
    func row(_ r: Int) -> [Double] { (0..<columns).map { j.storage[$0 * j.leadingDimension + r] } }
    let linear = (0..<rows).map { r in zip(row(r), delta).reduce(residuals[r]) { $0 + $1.0 * $1.1 } }
    for c in 0..<columns {
      let gradient = (0..<rows).reduce(0.1 * delta[c]) { $0 + row($1)[c] * linear[$1] }
      #expect(abs(gradient) < 1e-15 * Double(8 + rows))
    }
    // The factor serves other residuals, and J the change that a step promises.
    #expect(try equations.step(for: residuals) == delta)
    for (change, right) in zip(try equations.change(by: delta), zip(linear, residuals).map { $0 - $1 }) {
      #expect(abs(change - right) < 1e-14 * Double(columns))
    }
    // A second place in the same memory is a first one elsewhere.
    for i in 0..<j.leadingDimension * columns { j.storage[i] *= 2 }
    try equations.linearise(j, residuals)
    let fresh = try NormalEquations(rows: rows, columns: columns, usesBLAS: usesBLAS)
    try fresh.linearise(j, residuals)
    #expect(try equations.step(damping: 0.1) == fresh.step(damping: 0.1))
  }

  /// A matrix that is not positive definite is told, not factored into NaN.
  @Test(arguments: [true, false]) func indefinite(usesBLAS: Bool) throws {
    let j = WeightJacobian<DoubleLanes>(rows: 9, parameters: 6)
    let equations = try NormalEquations(rows: 9, columns: 6, usesBLAS: usesBLAS)
    try equations.linearise(j, (0..<9).map { Double($0) })
    #expect(try equations.step(damping: 0) == nil && equations.step(damping: -1) == nil)
  }

  /// The loss never rises, and the second-order correction pays: from the same weights on the same points as
  /// many iterations come to a loss ten times lower.
  @Test(arguments: ["poisson", "heat"]) func geodesicAcceleration(name: String) throws {
    let run = TrainingRun(try Catalogue.problem(name), StrategyCatalogue.fastest)
    func losses(_ accelerated: Bool) throws -> [Double] {
      let (engine, initial, _) = try run.prepare(run.strategy.float64(1))
      let system = try Linearisation(engine)
      var optimizer = LevenbergMarquardt()
      optimizer.isAccelerated = accelerated
      var (state, parameters, losses) = (LevenbergMarquardt.State(), initial, [Double]())
      for _ in 0..<120 {
        let loss: Double
        (state, parameters, loss) = try optimizer.update(state, parameters, on: system)
        losses.append(loss)
      }
      return losses
    }
    let (plain, bent) = (try losses(false), try losses(true))
    #expect(bent.last! < 0.1 * plain.last!, "\(name): \(bent.last!), without \(plain.last!)")
    for l in [plain, bent] { #expect(zip(l, l.dropFirst()).allSatisfy { $1 <= $0 }) }
  }

  @Test func sobolIsSeededAndBounded() throws {
    var (a, b, c) = (SplitMix64("a"), SplitMix64("a"), SplitMix64("c"))
    let points = try Sobol.points(64, dimension: 2, using: &a)
    #expect(try Sobol.points(64, dimension: 2, using: &b) == points)
    #expect(try Sobol.points(64, dimension: 2, using: &c) != points)
    // Low discrepancy: each quarter holds a quarter of the points.
    #expect(abs(points.count { $0[0] < 0.5 && $0[1] < 0.5 } - 16) <= 2)
    #expect(throws: GSLError.self) { try Sobol.points(1, dimension: 41, using: &a) }
  }

  /// The right ends of equal parts: 0.01, 0.02 … 1 on the unit interval.
  @Test func uniformPoints() throws {
    let problem = try Catalogue.problem("cosine-ode")
    var random = SplitMix64("uniform")
    let points = try PointSampler(problem, problem.training).interior(100, using: &random).map(\.t)
    #expect(points == (1...100).map { Double($0) / 100 })
  }

  /// Initial weights are the seed's and the same for every strategy: the first loss on fixed points tells.
  @Test func strategiesStartEqualAndSeedsDoNot() throws {
    let problem = try Catalogue.problem("cosine-ode")
    func firstLoss(_ strategy: StrategyEntry, seed: Int) throws -> Double {
      try TrainingRun(problem, strategy, .adam, .float64, seed: seed, steps: 1).train().losses[0]
    }
    let starts = try StrategyCatalogue.all.map { try firstLoss($0, seed: 1) }
    for start in starts { #expect(abs(start - starts[0]) < 1e-9 * starts[0]) }
    #expect(abs(try firstLoss(StrategyCatalogue.all[0], seed: 2) - starts[0]) > 1e-3 * starts[0])
  }

  @Test func divergenceSaysItsStep() throws {
    let problem = try Catalogue.problem("cosine-ode")
    var configuration = problem.training
    configuration.learningRate = 1e300
    let run = TrainingRun(
      problem, StrategyCatalogue.all[0], .adam, .float64, steps: 20, configuration: configuration)
    #expect(throws: TrainingError.self) { try run.train() }
  }
}
