// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks
import PDE
import Problems
import RealModule
import Strategies
import Testing

@testable import Training

/// Laws of the optimisers that no training to a bound can see.
@Suite struct OptimiserLawTests {
  /// ε stands beside √v̂, not under the root: a gradient as small as ε takes half a step.
  @Test func smallGradients() {
    let adam = Adam<Double>(learningRate: 0.1)
    let p = adam.update(adam.start(count: 1), [1.0], [1e-8]).parameters
    #expect(abs(p[0] - 0.95) < 1e-12)
  }

  /// μ is measured by the largest diagonal element, wherever it stands.
  @Test(arguments: [(9, 4), (4, 9)]) func scale(rows: Int, columns: Int) throws {
    let j = WeightJacobian<DoubleLanes>(rows: rows, parameters: columns)
    for k in 0..<4 { j.storage[k * j.leadingDimension + k] = Double(k + 1) }
    let equations = try NormalEquations(rows: rows, columns: columns)
    try equations.linearise(j, [Double](repeating: 1, count: rows))
    #expect(equations.scale == 16)
  }

  /// A single-precision Jacobian is converted anew at each place.
  @Test func singlePrecisionMoves() throws {
    let j = WeightJacobian<FloatLanes>(rows: 5, parameters: 3)
    func set(_ shift: Int) {
      for c in 0..<3 {
        for r in 0..<5 { j.storage[c * j.leadingDimension + r] = Float((r * 3 + c * 7 + shift) % 11 + 1) }
      }
    }
    let r = [1.0, 2, 3, 4, 5]
    let equations = try NormalEquations(rows: 5, columns: 3)
    set(0)
    try equations.linearise(j, r)
    let first = try equations.step(damping: 1)
    set(4)
    try equations.linearise(j, r)
    let fresh = try NormalEquations(rows: 5, columns: 3)
    try fresh.linearise(j, r)
    #expect(try equations.step(damping: 1) == fresh.step(damping: 1) && fresh.step(damping: 1) != first)
  }

  /// Nielsen's growth: rejections multiply μ by 2, 4, 8 … At a damping so large that no step changes a
  /// parameter all twelve trials are rejected, and the loss stays.
  @Test func rejections() throws {
    let problem = try Catalogue.problem("cosine-ode")
    let run = TrainingRun(problem, StrategyCatalogue.fastest)
    let (engine, initial, _) = try run.prepare(run.strategy.float64(1))
    var state = LevenbergMarquardt.State()
    state.damping = 1e30
    let system = try Linearisation(engine)
    let (next, parameters, _) = try LevenbergMarquardt().update(state, initial, on: system)
    #expect(next.isStalled && parameters == initial)
    #expect(next.damping == 1e30 * Double.exp2(78))
  }
}
