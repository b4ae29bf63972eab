// SPDX-License-Identifier: MIT

import Dispatch
import Essentials
import Synchronization

/// Which process trains which cell, where several work on one folder: a file per cell in training, `NAME.1`,
/// that one process alone can make, and touches every now and then.
///
/// A claim is dead, and another process may take over, where
/// - it was made on this machine, and its process is gone; or
/// - it was not touched for as long as the lease, by the clock of the disk, nor in a third of a lease after
///   that was first seen: its machine is gone, or stands still. After a time in which nobody could write,
///   owners come first.
///
/// To take over is to make `NAME.2`, which again one process alone can. Who comes back from standing still
/// and has the result first keeps it; the other finds it there.
///
/// A class: the claims that this process holds are one set for all threads.
package final class Claims: Sendable {
  /// A claim of this process.
  package struct Claim: Hashable, Sendable {
    let name: String
    let generation: Int
  }
  /// What came of asking for one.
  package enum Answer: Sendable {
    case mine(Claim)
    /// Another process trains the cell: its machine, and its number there.
    case others(String)
  }
  private let folder: String
  /// Seconds without a touch after which a claim is dead.
  let lease: Double
  private let held = Mutex<Set<Claim>>([])
  /// Claims older than the lease: when they had been touched, and since when that is known.
  private let suspects = Mutex<[String: (touched: Double, seen: ContinuousClock.Instant)]>([:])
  private let timer = Mutex<(any DispatchSourceTimer)?>(nil)

  /// - Parameter folder: of the claims alone; made where it is missing.
  init(_ folder: String, lease: Double) {
    self.folder = folder
    self.lease = lease
    timer.withLock {
      // A queue of its own has a thread of its own, however busy the others are.
      let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "claims"))
      timer.setEventHandler { [weak self] in self?.refresh() }
      timer.schedule(deadline: .now() + lease / 6, repeating: lease / 6)
      timer.resume()
      $0 = timer
    }
  }
  deinit { timer.withLock { $0?.cancel() } }

  /// Removes what processes that were killed have left half written.
  /// - Parameter now: by the disk's clock.
  func tidy(now: Double) {
    for name in SharedFolder.names(in: folder) where name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      if let written = SharedFolder.time(of: path), now - written > lease { unlink(path) }
    }
    rmdir(folder)
  }

  /// Asks for a cell's claim.
  /// - Parameter name: the cell's, as a file's.
  /// - Throws: ``SystemError`` where the folder cannot be written to.
  func ask(_ name: String) throws(SystemError) -> Answer {
    var generation = 1
    while true {
      let claim = Claim(name: name, generation: generation)
      if try take(claim) { return .mine(claim) }
      switch try state(path(name, generation)) {
      case .gone: generation = 1
      case .dead: generation += 1
      case .alive(let owner): return .others(owner)
      }
    }
  }

  /// The cell is done: what stands for it now is its result. The last claim goes first, so that none is ever
  /// followed by one that is not there.
  func end(_ claim: Claim) {
    forget(claim)
    for generation in (1...claim.generation).reversed() { unlink(path(claim.name, generation)) }
    rmdir(folder)
  }

  /// Leaves all cells to others.
  package func endAll() { held.withLock({ $0 }).forEach(end) }

  private func path(_ name: String, _ generation: Int) -> String { "\(folder)/\(name).\(generation)" }

  private func take(_ claim: Claim) throws(SystemError) -> Bool {
    let text = (try? JSONEncoder().encode(ProcessIdentity.current)) ?? Data()
    let path = path(claim.name, claim.generation)
    // Known before it is made, so that it is touched from the first moment on.
    _ = held.withLock { $0.insert(claim) }
    do throws(SystemError) {
      if try SharedFolder.create(path, text) { return true }
    } catch {
      forget(claim)
      // Who ended the last claim has removed the folder.
      guard error.code == ENOENT else { throw error }
      try SharedFolder.makeFolder(folder, isForAll: true)
      return try take(claim)
    }
    forget(claim)
    return false
  }

  private func forget(_ claim: Claim) { _ = held.withLock { $0.remove(claim) } }

  private enum State { case gone, dead, alive(String) }

  private func state(_ path: String) throws(SystemError) -> State {
    guard let touched = SharedFolder.time(of: path) else { return .gone }
    // Without a word in it, its process is about to write one, ended there, or is another user's.
    let owner = (try? SharedFolder.read(path)).flatMap {
      try? JSONDecoder().decode(ProcessIdentity.self, from: Data($0))
    }
    if owner?.isRunning == false { return .dead }
    let trial = "\(folder)/.clock-\(UUID().uuidString)"
    do throws(SystemError) {
      let age = try SharedFolder.now(trial: trial) - touched
      return age > lease && isSuspect(path, touched) ? .dead : .alive(owner?.text ?? "another process")
    } catch {
      if error.code == ENOENT { return .gone }
      throw error
    }
  }

  /// Whether it is known for long enough that the claim is older than the lease.
  private func isSuspect(_ path: String, _ touched: Double) -> Bool {
    suspects.withLock {
      guard let suspect = $0[path], suspect.touched == touched else {
        $0[path] = (touched, .now)
        return false
      }
      return suspect.seen.duration(to: .now) >= .seconds(lease / 3)
    }
  }

  private func refresh() {
    for claim in held.withLock({ $0 }) { SharedFolder.refresh(path(claim.name, claim.generation)) }
  }
}
