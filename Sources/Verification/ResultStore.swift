// SPDX-License-Identifier: MIT

import Benchmarking
import Essentials
import PDE

/// A folder of results: one JSON file a cell, written beside and renamed, so that none is ever half there.
public struct ResultStore: Sendable {
  package let folder: URL

  /// - Throws: ``StoreError`` where the folder cannot be made or written to.
  public init(_ path: String) throws {
    folder = URL(fileURLWithPath: path, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let trial = folder.appendingPathComponent(".writable-\(UUID().uuidString)")
      try Data().write(to: trial)
      try FileManager.default.removeItem(at: trial)
    } catch {
      throw StoreError(path: path)
    }
  }

  /// The file of a cell: its name with what a file name cannot hold replaced.
  public func file(_ id: String) -> URL {
    folder.appendingPathComponent(id.replacing("/", with: "--") + ".json")
  }

  /// The stored result of the very same cell; nil where there is none, another one, or a damaged file.
  public func load(_ cell: Cell) -> CellResult? {
    guard let data = try? Data(contentsOf: file(cell.id)),
      var result = try? JSONDecoder().decode(CellResult.self, from: data),
      result.fingerprint == cell.fingerprint,
      result.verdict != .error
    else { return nil }
    result.isStored = true
    return result
  }

  /// Writes the file of a result.
  /// - Throws: ``StoreError``.
  public func save(_ result: CellResult) throws {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try encoder.encode(result).write(to: file(result.id), options: .atomic)
    } catch {
      throw StoreError(path: folder.path)
    }
  }
}

/// A folder that results cannot be written to.
public struct StoreError: Error, CustomStringConvertible {
  public let path: String
  public var description: String {
    "cannot write results to '\(path)': give --output a folder that exists or can be made, with room and permission"
  }
}

extension Cell {
  /// Names everything that the result depends on: the cell, its configuration and bounds, and the code with its
  /// libraries.
  public var fingerprint: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let configuration =
      (try? encoder.encode(run.configuration)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return digest(
      id, configuration, "\(Metric.allCases.map { bounds[$0] ?? 0 })", CodeIdentity.current)
  }
}
