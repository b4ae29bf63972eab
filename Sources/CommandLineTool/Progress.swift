// SPDX-License-Identifier: MIT

import Campaigns
import Essentials
import Plumbline
import Synchronization

/// What has come of a run so far: a row for each cell as it ends, and a line that says how far the others
/// are.
///
/// A class, for the lock: cells end on several threads.
final class Progress: RunObserver {
  /// How results are shown.
  enum Form { case table(ResultTable), silent }
  private struct State {
    var results: [CellResult] = []
    /// The share of the steps done, of cells in training.
    var running: [String: Double] = [:]
    var lastShown = ContinuousClock.now
    var isEnded = false
    var replaced = 0
    /// When it was last said that the folder takes nothing.
    var lastComplaint: ContinuousClock.Instant?
    /// Not more often than every minute.
    mutating func isComplaintDue() -> Bool {
      if let last = lastComplaint, last.duration(to: .now) < .seconds(60) { return false }
      lastComplaint = .now
      return true
    }
  }
  private let cells: [Cell]
  private let weights: [String: Double]
  private let form: Form
  private let line: StatusLine
  private let quiet: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  init(_ cells: [Cell], _ form: Form, quiet: Bool) {
    self.cells = cells
    self.form = form
    self.quiet = quiet
    weights = Dictionary(cells.map { ($0.id, ExpectedCost.work($0)) }) { first, _ in first }
    line = StatusLine(quiet: quiet)
    if case .table(let table) = form { try? Console.print(table.head) }
  }

  /// What is finished, in the order of the cells.
  var results: [CellResult] {
    let known = Dictionary(state.withLock { $0.results }.map { ($0.id, $0) }) { first, _ in first }
    return cells.compactMap { known[$0.id] }
  }

  func started(_ cell: Cell) { state.withLock { $0.running[cell.id] = 0 } }

  func trained(_ cell: Cell, step: Int, of steps: Int, loss: Double) {
    state.withLock { state in
      state.running[cell.id] = Double(step) / Double(max(1, steps))
      guard !state.isEnded, state.lastShown.duration(to: .now) > .milliseconds(100) else { return }
      state.lastShown = .now
      // The cell's name last, where a narrow terminal cuts.
      line.show(text(state) + "; step \(step) of \(steps), loss \(Report.brief(loss)): \(cell.id)")
    }
  }

  func finished(_ result: CellResult) {
    state.withLock { state in
      guard !state.isEnded else { return }
      state.running[result.id] = nil
      state.results.append(result)
      line.clear()
      if case .table(let table) = form { try? Console.print(table.row(result)) }
      line.show(text(state))
    }
  }

  func waits(for cell: Cell, trainedBy owner: String) {
    state.withLock { state in
      guard !state.isEnded, state.running.isEmpty else { return }
      line.show(text(state) + "; waiting for \(owner): \(cell.id)")
    }
  }

  /// How many were trained though they had a file.
  var replaced: Int { state.withLock { $0.replaced } }
  func replaces(_ cell: Cell) { state.withLock { $0.replaced += 1 } }

  func cannotWrite(_ error: StoreError) {
    state.withLock { state in
      guard state.isComplaintDue() else { return }
      line.clear()
      Console.complain(error)
    }
  }

  func goesOn(_ cell: Cell, from step: Int, of steps: Int) {
    say("\(cell.id) goes on after \(step) of \(steps) steps")
  }
  func passesOver(_ cell: Cell, _ error: SavedNetworkError) { say("\(cell.id) begins anew: \(error)") }
  func cannotKeep(_ cell: Cell, _ error: any Error) {
    guard state.withLock({ $0.isComplaintDue() }) else { return }
    say("\(error)", isUrgent: true)
  }

  /// A line of its own on standard error.
  private func say(_ text: String, isUrgent: Bool = false) {
    state.withLock { state in
      guard !state.isEnded, !quiet || isUrgent else { return }
      line.clear()
      Console.error(text)
    }
  }

  /// The end of the run, or of what was done of it.
  func end() {
    state.withLock { $0.isEnded = true }
    line.clear()
  }

  /// "12 of 280 cells, 3 min left"
  private func text(_ state: State) -> String {
    let done = state.results.reduce(0) { $0 + (weights[$1.id] ?? 0) }
    let half = state.running.reduce(0) { $0 + $1.value * (weights[$1.key] ?? 0) }
    // What was read from files took no time, and says nothing of the rest.
    let stored = state.results.reduce(0) { $0 + ($1.isStored ? weights[$1.id] ?? 0 : 0) }
    let total = weights.values.reduce(0, +) - stored
    let left = Remaining.text(start.duration(to: .now) / .seconds(1), share: (done - stored + half) / total)
    return "\(state.results.count) of \(cells.count) cells" + (left.isEmpty ? "" : ", " + left)
  }
}
