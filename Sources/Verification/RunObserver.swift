// SPDX-License-Identifier: MIT

/// Watches a run; the default does nothing.
public protocol RunObserver: Sendable {
  /// Training begins; of a result read from its file only the end is announced.
  func started(_ cell: Cell)
  /// A step is done.
  func trained(_ cell: Cell, step: Int, of steps: Int, loss: Double)
  /// The verdict is known and the file, if any, written.
  func finished(_ result: CellResult)
  /// Another process trains the cell into the same folder; said again each time that it is asked for.
  func waits(for cell: Cell, trainedBy owner: String)
  /// It is trained though it has a file: one of other code or configuration, of an error, or damaged.
  func replaces(_ cell: Cell)
  /// The folder cannot be written to now; it is tried again.
  func cannotWrite(_ error: StoreError)
  /// The training goes on from a checkpoint, after so many steps of the optimiser.
  func goesOn(_ cell: Cell, from step: Int, of steps: Int)
  /// There is a checkpoint that cannot be used: the training begins anew.
  func passesOver(_ cell: Cell, _ error: SavedNetworkError)
  /// The checkpoint could not be written: the training goes on, and so does the earlier checkpoint stay.
  func cannotKeep(_ cell: Cell, _ error: any Error)
}

extension RunObserver {
  public func started(_ cell: Cell) {}
  public func trained(_ cell: Cell, step: Int, of steps: Int, loss: Double) {}
  public func finished(_ result: CellResult) {}
  public func waits(for cell: Cell, trainedBy owner: String) {}
  public func replaces(_ cell: Cell) {}
  public func cannotWrite(_ error: StoreError) {}
  public func goesOn(_ cell: Cell, from step: Int, of steps: Int) {}
  public func passesOver(_ cell: Cell, _ error: SavedNetworkError) {}
  public func cannotKeep(_ cell: Cell, _ error: any Error) {}
}

/// Sees nothing, says nothing.
public struct SilentRunObserver: RunObserver {
  public init() {}
}
