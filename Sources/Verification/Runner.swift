// SPDX-License-Identifier: MIT

import Assessment
import Essentials
import Problems
import Threads
import Training

/// Trains cells and judges them.
public struct Runner: Sendable {
  /// Of Plumbline; part of every fingerprint.
  public static let version = Catalogue.version
  /// Where result files go; nil: nowhere.
  public let store: ResultStore?
  /// Told of the progress.
  public let observer: any RunObserver
  /// Threads that the cells share.
  public let threads: Int
  /// Where trained networks go; nil: nowhere.
  public let networks: NetworkFiles?
  /// Where trainings leave their state while they go on; nil: nowhere.
  public let checkpoints: Checkpoints?
  /// Whether the store gets the field of each cell too, for pictures.
  public let keepsFields: Bool
  let truths: Truths

  /// - Parameters:
  ///   - store: where result files go; nil: nowhere.
  ///   - observer: told of the progress.
  ///   - threads: at least 1; nil: as many as there are cores, or as PLUMBLINE_THREADS says.
  ///   - networks: where trained networks go; nil: nowhere.
  ///   - checkpoints: where trainings leave their state while they go on; nil: nowhere.
  ///   - keepsFields: whether the store gets the field of each cell too, for pictures.
  public init(
    store: ResultStore? = nil, observer: any RunObserver = SilentRunObserver(), threads: Int? = nil,
    networks: NetworkFiles? = nil, checkpoints: Checkpoints? = nil, keepsFields: Bool = false
  ) {
    self.init(
      store: store, observer: observer, threads: threads, networks: networks, checkpoints: checkpoints,
      keepsFields: keepsFields, truths: Truths())
  }
  /// - Parameter truths: what is already known of the problems, and will be.
  package init(
    store: ResultStore? = nil, observer: any RunObserver, threads: Int? = nil, networks: NetworkFiles? = nil,
    checkpoints: Checkpoints? = nil, keepsFields: Bool = false, truths: Truths
  ) {
    self.store = store
    self.observer = observer
    self.threads = max(1, threads ?? Parallel.width)
    self.networks = networks
    self.checkpoints = checkpoints
    self.keepsFields = keepsFields
    self.truths = truths
  }

  private enum Event: Sendable {
    case finished(Int, CellResult, freed: Int)
    case taken(Int, by: String, freed: Int)
    /// It is time to ask again for what others train.
    case woken
  }

  /// The results in the order of the cells. Cells run side by side and share the threads: many have one each,
  /// and what fewer cells leave over goes to them. A cell that fails does not stop the others; a cell that
  /// another process trains into the same folder is waited for.
  /// - Throws: ``StoreError``, after all that was finished is in its file.
  public func run(_ cells: [Cell]) async throws -> [CellResult] {
    try await withThrowingTaskGroup(of: Event.self) { group in
      var results = [CellResult?](repeating: nil, count: cells.count)
      // The next to begin last.
      var pending = Array(cells.indices.reversed())
      var elsewhere: [Int] = []
      var (free, isAsleep, pause) = (threads, false, 0.1)
      func begin() {
        while free > 0, let i = pending.popLast() {
          var cell = cells[i]
          let share = cell.run.threads ?? free / min(free, pending.count + 1)
          cell.run.threads = share
          free -= share
          let own = cell
          group.addTask {
            switch try attempt(own) {
            case .finished(let result): .finished(i, result, freed: share)
            case .taken(let owner): .taken(i, by: owner, freed: share)
            }
          }
        }
        guard pending.isEmpty, !elsewhere.isEmpty, !isAsleep, free > 0 else { return }
        isAsleep = true
        let seconds = pause
        group.addTask {
          try await Task.sleep(for: .seconds(seconds))
          return .woken
        }
      }
      begin()
      while let event = try await group.next() {
        switch event {
        case .finished(let i, let result, let freed):
          results[i] = result
          free += freed
        case .taken(let i, let owner, let freed):
          observer.waits(for: cells[i], trainedBy: owner)
          elsewhere.append(i)
          free += freed
        case .woken:
          (pending, elsewhere, isAsleep) = (elsewhere.reversed(), [], false)
          pause = min(1.5 * pause, 2)
        }
        begin()
      }
      let finished = results.compactMap { $0 }
      try keep(finished)
      return finished
    }
  }

  /// Writes the file of a solution's field; says why where it cannot be made, which loses no result.
  private func keepField(of solution: TrainedSolution, _ cell: Cell, in store: ResultStore) throws -> String?
  {
    let bytes: Data
    do {
      let truth = truths.onGrid(of: cell.problem, key: cell.problemID)
      let field = try SolutionField(
        Candidate(solution), of: cell.problem, truth, fingerprint: cell.fingerprint)
      bytes = try field.bytes(id: cell.id)
    } catch { return "its field was not kept: \(error)" }
    let file = store.fieldFile(cell.id)
    try store.patiently(at: file, observer) { () throws(SystemError) in
      try store.write(bytes, to: file)
    }
    return nil
  }

  /// Writes again what somebody has removed meanwhile.
  private func keep(_ results: [CellResult]) throws {
    guard let store else { return }
    for var result in results where access(store.file(result.id).path, F_OK) != 0 {
      result.isStored = false
      let file = store.file(result.id).path
      try store.patiently(at: file, observer) { () throws(SystemError) in
        try store.write(result)
      }
    }
  }

  /// One cell: from its file where there is one with the same fingerprint, trained otherwise.
  /// - Throws: ``StoreError``.
  public func result(of cell: Cell) throws -> CellResult {
    while true {
      switch try attempt(cell) {
      case .finished(let result): return result
      case .taken(let owner):
        observer.waits(for: cell, trainedBy: owner)
        usleep(500_000)
      }
    }
  }

  private enum Attempt {
    case finished(CellResult)
    /// Another process trains it.
    case taken(by: String)
  }

  private func attempt(_ cell: Cell) throws -> Attempt {
    guard let store else {
      let (result, solution) = train(cell)
      try end(cell, result, solution)
      return .finished(result)
    }
    func known() throws -> CellResult? {
      guard let result = try store.load(cell) else { return nil }
      // A network or a field that is wanted and not there is a training's; an error has none.
      let isWhole = (networks?.holds(cell) ?? true) && (!keepsFields || store.hasField(cell))
      guard isWhole || result.verdict == .error else { return nil }
      checkpoints?.remove(cell)
      observer.finished(result)
      return result
    }
    if let known = try known() { return .finished(known) }
    let answer = try store.patiently(at: store.drafts, observer) { () throws(SystemError) in
      try store.claims.ask(CellName.fileName(cell.id))
    }
    switch answer {
    case .others(let owner): return .taken(by: owner)
    case .mine(let claim):
      defer { store.claims.end(claim) }
      // Between the look and the claim another process may have been done.
      if let known = try known() { return .finished(known) }
      let file = store.file(cell.id).path
      // One that lacks its network or its field is trained for that, and its result is no other's.
      let isKnown = try store.load(cell) != nil
      if access(file, F_OK) == 0, !isKnown { observer.replaces(cell) }
      var (result, solution) = train(cell)
      // Before the result, which says that all is there.
      if keepsFields, let solution, let complaint = try keepField(of: solution, cell, in: store) {
        result.message = [result.message, complaint].compactMap { $0 }.joined(separator: "; ")
      }
      // Had this process or its disk stood still for long, another may have done the same.
      let earlier = try store.patiently(at: file, observer) {
        [result] () throws(SystemError) -> CellResult? in
        if !isKnown, let known = (try? store.load(cell)) ?? nil { return known }
        try store.write(result)
        return nil
      }
      let kept = earlier ?? result
      try end(cell, kept, solution)
      return .finished(kept)
    }
  }

  /// Trains the cell, from its checkpoint where there is one.
  private func train(_ cell: Cell) -> (CellResult, TrainedSolution?) {
    var cell = cell
    if let checkpoints {
      checkpoints.tidy(cell)
      do throws(SavedNetworkError) {
        // The cell may have one of its own, not so far.
        if let found = try checkpoints.load(cell), let checkpoint = found.checkpoint,
          checkpoint.done > cell.run.checkpoint?.done ?? -1
        {
          cell.goOn(from: checkpoint, after: found.seconds)
        }
      } catch { observer.passesOver(cell, error) }
    }
    observer.started(cell)
    if let checkpoint = cell.run.checkpoint {
      observer.goesOn(cell, from: checkpoint.done, of: cell.run.total)
    }
    return judge(cell)
  }

  /// The result is kept: the network is too, and the checkpoint has served.
  private func end(_ cell: Cell, _ result: CellResult, _ solution: TrainedSolution?) throws {
    if let networks, let solution {
      try networks.keep(SavedNetwork(cell, solution, result), of: cell, observer)
    }
    checkpoints?.remove(cell)
    observer.finished(result)
  }
}
