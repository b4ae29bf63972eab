// SPDX-License-Identifier: MIT

import Differentiation
import GSL
import Networks
import PDE
import Problems
import RealModule
import Strategies
import Testing
@testable import Training

extension EngineTests {
  /// The points are cut up by their number alone: sums do not depend on how many threads there are, to the
  /// last bit.
  @Test(arguments: names) func threads(strategy: String) throws {
    func run(_ threads: Int) throws -> (Double, [Double], [Double], [Double], [[[Double]]]) {
      let (engine, parameters, problem, groups, _) = try engine(
        "burgers", strategy, hidden: [5, 4], threads: threads, points: 3001)
      let (loss, gradient) = try engine.lossAndGradient(parameters)
      let (r, j) = try engine.residualsAndJacobian(parameters)
      let column = (0..<r.count).map { j.storage[3 * j.leadingDimension + $0] }
      #expect(problem.conditions.isEmpty || groups.count == 2)
      return (loss, gradient, r, column, try engine.jets(parameters, at: groups[0].points))
    }
    let one = try run(1)
    #expect(one.2.count >= 3001 && one.1.contains { $0 != 0 })
    for threads in [2, 3, 16] {
      let many = try run(threads)
      #expect(many.0 == one.0 && many.1 == one.1 && many.2 == one.2 && many.3 == one.3 && many.4 == one.4)
    }
  }
}
