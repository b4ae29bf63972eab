// SPDX-License-Identifier: MIT

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
