// SPDX-License-Identifier: MIT

import Synchronization
import Training

/// Hands the progress of a training on, and its state to the checkpoints where it is time.
///
/// A class: it remembers when it last did.
final class CellProgress: TrainingObserver {
  private let cell: Cell
  private let observer: any RunObserver
  private let checkpoints: Checkpoints?
  private let start = ContinuousClock.now
  private let last = Mutex(ContinuousClock.now)

  init(_ cell: Cell, _ observer: any RunObserver, _ checkpoints: Checkpoints?) {
    self.cell = cell
    self.observer = observer
    self.checkpoints = checkpoints
  }

  func trained(step: Int, of steps: Int, loss: Double) {
    observer.trained(cell, step: step, of: steps, loss: loss)
  }

  func reached(_ checkpoint: () -> TrainingCheckpoint) {
    guard let checkpoints, let interval = checkpoints.interval else { return }
    let isTime = last.withLock { last in
      guard last.duration(to: .now) >= interval else { return false }
      last = .now
      return true
    }
    guard isTime else { return }
    do {
      try checkpoints.write(
        checkpoint(), of: cell, seconds: cell.secondsBefore + start.duration(to: .now) / .seconds(1))
    } catch {
      // The training is worth more than its checkpoint.
      observer.cannotKeep(cell, error)
    }
  }
}
