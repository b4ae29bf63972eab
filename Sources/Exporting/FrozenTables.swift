// SPDX-License-Identifier: MIT

import DataFiles
import Essentials
import PDE
import Problems

/// The tables of all problems in a folder: `NAME.csv` and `NAME.npz` of each, `catalogue.json`,
/// `datapackage.json`, `croissant.json`.
package enum FrozenTables {
  /// Measures every problem, holds it against its second method, and writes the folder anew.
  /// - Parameters:
  ///   - folder: made where it is not there; files of other names stay.
  ///   - progress: told of each problem before it is measured.
  /// - Throws: ``FrozenTablesError``; `DataFileError`; what a reference throws.
  package static func write(to folder: String, progress: (String) -> Void = { _ in }) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch { throw FrozenTablesError.folder(folder) }
    var entries: [CatalogueEntry] = []
    var resources: [DataPackage.Resource] = []
    for type in Catalogue.all {
      progress(type.name)
      let problem = try Catalogue.problem(type.name)
      let frozen = try FrozenTable(problem)
      entries.append(try CatalogueEntry(problem, frozen))
      for format in [TableFormat.csv, .npz] {
        try frozen.table.write(to: "\(folder)/\(type.name).\(format.rawValue)", as: format)
        resources.append(try resource(type.name, type.summary, format, frozen.table, in: folder))
      }
    }
    try write(json(entries), to: "\(folder)/catalogue.json")
    resources.append(try resource("catalogue", "What each problem is", .json, nil, in: folder))
    let package = DataPackage(version: Catalogue.version, resources: resources)
    try write(json(package), to: "\(folder)/datapackage.json")
    try write(json(Croissant(entries, package), keys: .useDefaultKeys), to: "\(folder)/croissant.json")
  }

  /// The text of a file.
  static func json(
    _ value: some Encodable, keys: JSONEncoder.KeyEncodingStrategy = .convertToSnakeCase
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = keys
    // What Frictionless writes in another way.
    return String(decoding: try encoder.encode(value), as: UTF8.self)
      .replacing("\"comment_char\"", with: "\"commentChar\"")
      .replacing("\"header_rows\"", with: "\"headerRows\"") + "\n"
  }

  private static func write(_ text: String, to path: String) throws {
    var writer = try ByteWriter(to: path)
    try writer.append(Array(text.utf8))
    try writer.finish()
  }

  private static func resource(
    _ name: String, _ summary: String, _ format: TableFormat, _ table: ReferenceTable?, in folder: String
  ) throws -> DataPackage.Resource {
    let path = "\(name).\(format.rawValue)"
    let media = [.csv: "text/csv", .json: "application/json"][format] ?? "application/octet-stream"
    return DataPackage.Resource(
      name: format == .npz ? "\(name)-npz" : name, description: summary, path: path, format: format.rawValue,
      mediatype: media, bytes: try OpenFile.size("\(folder)/\(path)"),
      hash: "sha256:" + (try SHA256.hex(file: "\(folder)/\(path)")), encoding: format == .npz ? nil : "utf-8",
      dialect: format == .csv ? table.map { DataPackage.Dialect(comments: $0.comments.count) } : nil,
      schema: format == .csv ? table.map { DataPackage.Schema($0.columns) } : nil)
  }
}

/// Why tables were not frozen.
package enum FrozenTablesError: Error, Equatable, CustomStringConvertible {
  case folder(String)
  /// The second method, and the difference in units of both bars together.
  case disagreement(problem: String, String)

  package var description: String {
    switch self {
    case .folder(let path): "the folder '\(path)' is not there and cannot be made: choose another"
    case .disagreement(let problem, let text):
      "\(problem): its two methods disagree (\(text), more than 1): mend the reference, then freeze its values"
    }
  }
}
