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

/// A system of two equations for two unknowns with mixed derivatives, no problem of the catalogue: outputs,
/// equations and Leibniz' rule across coordinates are told apart.
@Suite struct TwoUnknownsTests {
  struct Pair: BoundaryValueProblem {
    var domain: Domain { Domain(x: -1...1, t: 0...1) }
    var unknowns: Int { 2 }
    func residuals<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> [S] {
      [u[0].xt + u[1].x, u[1].tt - u[0].value * u[1].value + 2 * u[0].xt]
    }
    func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
      Ansatz(g: [p.x * p.t, S.sin(p.x)], d: [p.x * p.x * p.t, p.t * p.t * (1 - p.x)])
    }
  }

  /// Enough points for two blocks.
  static let points: [Point<Double>] = (0..<150).map { (i: Int) -> Point<Double> in
    let (x, t) = (Double(i * 37 % 150) / 75 - 1, Double(i * 11 % 150) / 150)
    return Point([.x, .t], [x, t])
  }

  @Test(arguments: EngineTests.names) func twoUnknowns(strategy: String) throws {
    let problem = Pair()
    let entry = try #require(StrategyCatalogue.named(strategy))
    let shape = try Architecture(inputs: 2, hidden: [4, 3], outputs: 2)
    let engine = Engine<DoubleLanes>(problem, entry.float64(1), shape)
    let groups = [PointGroup(condition: nil, points: Self.points, weight: 0.7)]
    try engine.collocate(groups)
    var random = SplitMix64("two unknowns")
    let parameters = Initialiser.glorot(shape, using: &random).map { $0 + 0.1 * (random.uniform() - 0.5) }
    let relative = entry.isApproximate ? 2e-6 : 1e-13

    let (loss, gradient) = try engine.lossAndGradient(parameters)
    let judge = try EngineTests().judged(parameters, problem, groups, shape)
    let scale = judge.gradient.map(abs).max()!
    #expect(abs(loss - judge.value) <= relative * judge.value, "loss \(loss), \(judge.value)")
    for (i, (a, b)) in zip(gradient, judge.gradient).enumerated() {
      #expect(abs(a - b) <= relative * scale, "parameter \(i): \(a), \(b)")
    }
    let (r, j) = try engine.residualsAndJacobian(parameters)
    #expect(try r == engine.residuals(parameters) && r.count == 300)
    for p in parameters.indices {
      let sum = r.indices.reduce(0) { $0 + 2 * r[$1] * j.storage[p * j.leadingDimension + $1] }
      #expect(abs(sum - gradient[p]) <= (entry.isApproximate ? 1e-9 : 1e-12) * scale, "parameter \(p)")
    }

    // The jets are those of each unknown.
    let network = PointwiseNetwork<Double>(shape, parameters: parameters)
    let places = Array(Self.points.prefix(5))
    for (p, jets) in zip(places, try engine.jets(parameters, at: places)) {
      let n = network(p)
      let a = try #require(problem.ansatz(at: p))
      for k in 0..<2 { #expect(abs(jets[k][0] - (a.g[k] + a.d[k] * n[k])) < 1e-14, "unknown \(k)") }
    }
  }
}
