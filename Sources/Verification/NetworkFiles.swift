// SPDX-License-Identifier: MIT

import DataFiles
import Essentials

/// Where trained networks go: one file, or a folder with a file for each cell, named as the cell's result.
public struct NetworkFiles: Sendable {
  /// One network's alone, or the folder's.
  package let path: String
  /// Whether it is one file.
  package let isFile: Bool

  /// - Parameters:
  ///   - path: a file where it ends in `.npz`, a folder otherwise, which is made where it is missing.
  ///   - count: the cells that there are.
  /// - Throws: ``StoreError`` where several cells would go into one file, or nothing can be written there.
  public init(_ path: String, cells count: Int) throws {
    self.path = path
    isFile = path.lowercased().hasSuffix(".npz")
    guard !isFile || count <= 1 else { throw StoreError.oneFile(file: path, cells: count) }
    do throws(SystemError) {
      if !isFile { try SharedFolder.makeFolders(path) }
      var status = stat()
      if stat(path, &status) == 0, isFile == (status.st_mode & S_IFMT == S_IFDIR) {
        throw SystemError(code: isFile ? EISDIR : ENOTDIR)
      }
      try SharedFolder.trial(in: isFile ? URL(fileURLWithPath: path).deletingLastPathComponent().path : path)
    } catch { throw StoreError.noNetworks(path: path, reason: error) }
  }

  /// The file of a cell.
  package func file(of cell: Cell) -> String {
    isFile ? path : "\(path)/\(CellName.fileName(cell.id)).npz"
  }

  /// Whether the cell's network is there, trained by this code.
  func holds(_ cell: Cell) -> Bool {
    guard let network = try? SavedNetwork(contentsOf: file(of: cell)) else { return false }
    return network.fingerprint == cell.fingerprint && network.result != nil
  }

  /// Writes a cell's network. A disk that is full or gone for a while is tried again for ten minutes.
  /// - Throws: ``StoreError``, after that, or at once where no time will help.
  func keep(_ network: SavedNetwork, of cell: Cell, _ observer: any RunObserver) throws {
    let (file, start) = (file(of: cell), ContinuousClock.now)
    while true {
      do {
        return try network.write(to: file)
      } catch {
        let failure = StoreError.noNetworks(path: file, reason: error)
        var reason: SystemError?
        do throws(SystemError) {
          try SharedFolder.trial(in: URL(fileURLWithPath: file).deletingLastPathComponent().path)
        } catch { reason = error }
        // Where a small file can be made, it was room that lacked.
        let mayPass = reason.map { StoreError.notWritable(path: file, reason: $0).mayPass } ?? true
        guard mayPass, start.duration(to: .now) < .seconds(600) else { throw failure }
        observer.cannotWrite(failure)
        usleep(2_000_000)
      }
    }
  }
}

extension SharedFolder {
  /// Makes a file in a folder and removes it.
  /// - Throws: ``SystemError`` where that cannot be.
  static func trial(in folder: String) throws(SystemError) {
    let trial = "\(folder)/.trial-\(UUID().uuidString)"
    _ = try create(trial, [0])
    unlink(trial)
  }
}
