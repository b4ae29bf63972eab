// SPDX-License-Identifier: MIT

/// Watches a training; the default does nothing.
public protocol TrainingObserver: Sendable {
  /// A step is done: its number from 0, how many there will be, the loss before it (Adam) or after it.
  func trained(step: Int, of steps: Int, loss: Double)
}

/// Sees nothing, says nothing.
public struct SilentObserver: TrainingObserver {
  public init() {}
  public func trained(step: Int, of steps: Int, loss: Double) {}
}
