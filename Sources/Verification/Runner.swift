// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Differentiation
import Essentials
import PDE
import Problems
import Training

/// Trains cells and judges them.
public struct Runner: Sendable {
  /// Of Plumbline; part of every fingerprint.
  public static let version = Catalogue.version
  /// Where result files go; nil: nowhere.
  public let store: ResultStore?
  /// Told of the progress.
  public let observer: any RunObserver
  private let truths: Truths

  public init(store: ResultStore? = nil, observer: any RunObserver = SilentRunObserver()) {
    self.init(store: store, observer: observer, truths: Truths())
  }
  /// - Parameter truths: what is already known of the problems, and will be.
  package init(store: ResultStore? = nil, observer: any RunObserver, truths: Truths) {
    self.store = store
    self.observer = observer
    self.truths = truths
  }

  /// The results in the order of the cells. Cells run side by side and share the cores, so that many have one
  /// thread each; a cell that fails does not stop the others.
  public func run(_ cells: [Cell]) async throws -> [CellResult] {
    let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
    let width = max(1, min(cores, cells.count))
    let cells = cells.map { cell in
      var cell = cell
      cell.run.threads = cell.run.threads ?? max(1, cores / width)
      return cell
    }
    return try await withThrowingTaskGroup(of: (Int, CellResult).self) { group in
      var results = [CellResult?](repeating: nil, count: cells.count)
      var next = 0
      func start() {
        guard next < cells.count else { return }
        let i = next
        group.addTask { (i, try result(of: cells[i])) }
        next += 1
      }
      for _ in 0..<width { start() }
      while let (i, result) = try await group.next() {
        results[i] = result
        start()
      }
      return results.compactMap { $0 }
    }
  }

  /// One cell: from its file where there is one with the same fingerprint, trained otherwise.
  /// - Throws: only where the result cannot be written.
  public func result(of cell: Cell) throws -> CellResult {
    if let known = store?.load(cell) {
      observer.finished(known)
      return known
    }
    observer.started(cell)
    let result = judge(cell)
    try store?.save(result)
    observer.finished(result)
    return result
  }

  private func judge(_ cell: Cell) -> CellResult {
    let problem = cell.problem
    var result = CellResult(
      id: cell.id, problem: problem.name, strategy: cell.run.strategy.name, precision: cell.run.precision,
      optimizer: cell.run.optimizer, seed: cell.run.seed, scores: Metrics(), maxError: nil,
      bounds: cell.bounds, bar: nil, seconds: 0, verdict: .error, message: nil, losses: [],
      fingerprint: cell.fingerprint)
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let solution = try cell.run.train(CellProgress(cell: cell, observer: observer))
      result.seconds = (clock.now - start) / .seconds(1)
      result.losses = solution.losses
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
      result.seconds = (clock.now - start) / .seconds(1)
      result.message = "\(error)"
    }
    return result
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

private struct CellProgress: TrainingObserver {
  let cell: Cell
  let observer: any RunObserver
  func trained(step: Int, of steps: Int, loss: Double) {
    observer.trained(cell, step: step, of: steps, loss: loss)
  }
}

/// Watches a run; the default does nothing.
public protocol RunObserver: Sendable {
  /// Training begins; of a result read from its file only the end is announced.
  func started(_ cell: Cell)
  /// A step is done.
  func trained(_ cell: Cell, step: Int, of steps: Int, loss: Double)
  /// The verdict is known and the file, if any, written.
  func finished(_ result: CellResult)
}

/// Sees nothing, says nothing.
public struct SilentRunObserver: RunObserver {
  public init() {}
  public func started(_ cell: Cell) {}
  public func trained(_ cell: Cell, step: Int, of steps: Int, loss: Double) {}
  public func finished(_ result: CellResult) {}
}
