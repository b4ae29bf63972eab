// SPDX-License-Identifier: MIT

import Campaigns
import Essentials
import Plumbline
import Synchronization

/// What has come of a run so far: a row for each cell as it ends, and live lines that say how far the others
/// are.
///
/// A class, for the lock: cells end on several threads.
final class Progress: RunObserver {
  /// How results are shown.
  enum Form { case table(ResultTable), silent }
  private struct State {
    var results: [CellResult] = []
    var work: RunningWork
    var waiting = ""
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
  private let form: Form
  private let live: LiveLines
  private let quiet: Bool
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  init(_ cells: [Cell], _ form: Form, quiet: Bool) {
    self.cells = cells
    self.form = form
    state = Mutex(State(work: RunningWork(quiet ? [] : cells)))
    live = LiveLines(.standardError(quiet: quiet))
    self.quiet = quiet
    if case .table(let table) = form { try? Console.print(table.head) }
    live.show { [weak self] in self?.picture }
  }

  /// What is finished, in the order of the cells.
  var results: [CellResult] {
    let known = Dictionary(state.withLock { $0.results }.map { ($0.id, $0) }) { first, _ in first }
    return cells.compactMap { known[$0.id] }
  }

  private var seconds: Double { start.duration(to: .now) / .seconds(1) }

  func started(_ cell: Cell) {
    let now = seconds
    state.withLock {
      $0.waiting = ""
      $0.work.started(cell, at: now)
    }
  }

  func trained(_ cell: Cell, step: Int, of steps: Int, loss: Double) {
    let now = seconds
    state.withLock { $0.work.trained(cell.id, step: step, of: steps, loss: loss, at: now) }
  }

  func finished(_ result: CellResult) {
    let now = seconds
    state.withLock { state in
      guard !state.isEnded else { return }
      state.work.finished(result.id, isStored: result.isStored, at: now)
      state.results.append(result)
      if case .table(let table) = form { live.above { try? Console.print(table.row(result)) } }
    }
  }

  func waits(for cell: Cell, trainedBy owner: String) {
    state.withLock { $0.waiting = "waiting for \(owner): \(cell.id)" }
  }

  /// How many were trained though they had a file.
  var replaced: Int { state.withLock { $0.replaced } }
  func replaces(_ cell: Cell) { state.withLock { $0.replaced += 1 } }

  func cannotWrite(_ error: StoreError) {
    state.withLock { state in
      guard state.isComplaintDue() else { return }
      live.above(isOnScreen: true) { Console.complain(error) }
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
      live.above(isOnScreen: true) { Console.error(text) }
    }
  }

  /// The end of the run, or of what was done of it.
  func end() {
    state.withLock { $0.isEnded = true }
    live.end()
  }

  private var picture: ProgressPicture {
    let now = seconds
    return state.withLock { state in
      var picture = state.work.picture(at: now)
      picture.whole = "\(state.results.count) of \(cells.count) cells"
      picture.note = picture.parts.isEmpty ? state.waiting : ""
      return picture
    }
  }
}
