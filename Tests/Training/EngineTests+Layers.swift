// SPDX-License-Identifier: MIT

import Differentiation
import Networks
import PDE
import Problems
import RealModule
import Strategies
import Testing

@testable import Training

extension EngineTests {
  /// However many layers stand between the points and the outputs, and whatever the equation reads of them:
  /// the first hidden layer and the last are computed by less than the others.
  @Test(arguments: [[], [6], [6, 5], [9, 4, 5]], ["fused", "forward-laplacian"])
  func anyDepth(hidden: [Int], strategy: String) throws {
    for name in ["cosine-ode", "heat", "kovasznay", "poisson-nd", "kdv", "kuramoto-sivashinsky"] {
      for activation in [Activation.tanh, .sin] {
        let (engine, parameters, problem, groups, shape) = try engine(
          name, strategy, hidden: hidden, points: 11, activation: activation)
        let judge = try judged(parameters, problem, groups, shape)
        let (loss, gradient) = try engine.lossAndGradient(parameters)
        let scale = judge.gradient.map(abs).max()!
        #expect(
          abs(loss - judge.value) <= 1e-13 * judge.value, "\(name), \(activation): \(loss), \(judge.value)")
        for (i, (a, b)) in zip(gradient, judge.gradient).enumerated() {
          #expect(abs(a - b) <= 1e-12 * scale, "\(name), \(activation), parameter \(i): \(a), \(b)")
        }
        let (r, j) = try engine.residualsAndJacobian(parameters)
        for p in parameters.indices {
          let sum = r.indices.reduce(0) { $0 + 2 * r[$1] * j.storage[p * j.leadingDimension + $1] }
          #expect(abs(sum - gradient[p]) <= 1e-12 * scale, "\(name), \(activation), parameter \(p)")
        }
      }
    }
  }
}
