// SPDX-License-Identifier: MIT

import DataFiles
import Essentials
import Training

/// Where trainings leave their state while they go on, so that whoever trains the cell next, after this
/// process was killed, goes on from there: in a folder `.checkpoints` beside the results, or beside the
/// network's file.
public struct Checkpoints: Sendable {
  /// Between two of them; nil: none are written, and those that are there are used.
  let interval: Duration?
  private let place: Place
  private enum Place { case folder(String), file(String) }

  /// - Parameters:
  ///   - folder: of the results; the checkpoints have one of their own in it.
  ///   - interval: between two of them; nil: none are written, and those that are there are used.
  public init(in folder: String, every interval: Duration?) {
    self.init(.folder(folder + "/.checkpoints"), interval)
  }

  /// - Parameters:
  ///   - files: where the networks go.
  ///   - interval: as above.
  public init(beside files: NetworkFiles, every interval: Duration?) {
    self.init(
      files.isFile ? .file(files.path + ".checkpoint") : .folder(files.path + "/.checkpoints"), interval)
  }

  private init(_ place: Place, _ interval: Duration?) {
    self.place = place
    self.interval = interval
  }

  /// The file of a cell.
  package func file(of cell: Cell) -> String {
    switch place {
    case .folder(let folder): "\(folder)/\(CellName.fileName(cell.id)).npz"
    case .file(let file): file
    }
  }

  /// The checkpoint of the very same cell, by the same code; nil where there is none.
  /// - Throws: ``SavedNetworkError`` where there is one that cannot be used: the training begins anew then.
  func load(_ cell: Cell) throws(SavedNetworkError) -> SavedNetwork? {
    let file = file(of: cell)
    guard access(file, F_OK) == 0 else { return nil }
    let network = try SavedNetwork(contentsOf: file)
    func differs(_ what: String, _ found: String, _ here: String) -> SavedNetworkError {
      .differs(file: file, what: what, found: found, here: here)
    }
    if network.cell != cell.id { throw differs("the cell", network.cell, cell.id) }
    if network.version != Runner.version {
      throw differs("the version of Plumbline", network.version, Runner.version)
    }
    if network.fingerprint != cell.fingerprint {
      throw differs("the fingerprint of code and configuration", network.fingerprint, cell.fingerprint)
    }
    guard network.checkpoint != nil else { throw .noState(file: file) }
    return network
  }

  /// Replaces the cell's checkpoint.
  /// - Throws: ``StoreError``; the earlier one is as it was.
  func write(_ checkpoint: TrainingCheckpoint, of cell: Cell, seconds: Double) throws {
    let file = file(of: cell)
    let network = try SavedNetwork(cell, at: checkpoint, seconds: seconds)
    func attempt() throws {
      if case .folder(let folder) = place { try SharedFolder.makeFolder(folder, isForAll: true) }
      try network.write(to: file)
    }
    do {
      // Another process may have removed the empty folder in between.
      do { try attempt() } catch { try attempt() }
    } catch { throw StoreError.noCheckpoint(file: file, reason: error) }
  }

  /// The cell is done, or begins anew: what is left of it goes.
  func remove(_ cell: Cell) {
    let file = file(of: cell)
    unlink(file)
    tidy(cell)
    if case .folder(let folder) = place { rmdir(folder) }
  }

  /// Removes what a process that was killed has left half written.
  func tidy(_ cell: Cell) {
    let url = URL(fileURLWithPath: file(of: cell))
    let folder = url.deletingLastPathComponent().path
    for name in SharedFolder.names(in: folder)
    where name.hasPrefix(url.lastPathComponent + ".") && name.hasSuffix(".partial") {
      unlink("\(folder)/\(name)")
    }
  }
}
