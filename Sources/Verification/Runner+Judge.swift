// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Differentiation
import Essentials
import PDE
import Training

extension Runner {
  /// Trains the cell, and holds what came of it against the truth.
  /// - Returns: what is said of it, and the solution, if there is one.
  func judge(_ cell: Cell) -> (CellResult, TrainedSolution?) {
    let problem = cell.problem
    var result = CellResult(
      id: cell.id, problem: problem.name, strategy: cell.run.strategy.name, precision: cell.run.precision,
      optimizer: cell.run.optimizer, seed: cell.run.seed, scores: Metrics(), maxError: nil,
      bounds: cell.bounds, bar: nil, seconds: 0, verdict: .error, message: nil, losses: [],
      threads: cell.run.threads ?? threads, started: CellResult.now, fingerprint: cell.fingerprint)
    let clock = ContinuousClock()
    let start = clock.now
    var trained: TrainedSolution?
    do {
      let solution = try cell.run.train(CellProgress(cell, observer, checkpoints))
      trained = solution
      result.seconds = cell.secondsBefore + (clock.now - start) / .seconds(1)
      result.losses = solution.losses
      result.dampings = solution.dampings
      let truth = try truths.truth(of: problem, key: cell.problemID)
      let judgement = try Judgement(Candidate(solution), of: problem, truth: truth, bounds: cell.bounds)
      result.scores = judgement.scores
      result.maxError = judgement.maxError
      result.bar = truth.bar
      result.verdict = judgement.faults.isEmpty ? .pass : .fail
      result.message = judgement.faults.isEmpty ? judgement.note : judgement.faults.joined(separator: "; ")
      if cell.run.strategy.isApproximate {
        result.message = [result.message, floor(of: cell)].compactMap { $0 }.joined(separator: "; ")
      }
    } catch {
      result.seconds = cell.secondsBefore + (clock.now - start) / .seconds(1)
      result.message = "\(error)"
    }
    result.ended = CellResult.now
    return (result, trained)
  }

  /// What the error model of an approximate strategy predicts for the equation's highest derivative.
  private func floor(of cell: Cell) -> String {
    let problem = cell.problem
    let order = Equation(problem).indices.map(\.order).max() ?? 0
    let error = cell.run.strategy.make(problem.lengthScale)
      .expectedError(order: order, unitRoundoff: cell.run.precision.unitRoundoff)
    return "differences of order \(order) are good to \(String(printf: "%.1e", error)) at the best step"
  }
}

extension Candidate {
  init(_ solution: TrainedSolution) { self.init(indices: solution.indices, jets: solution.jets) }
}
