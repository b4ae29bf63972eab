// SPDX-License-Identifier: MIT

import DataFiles
import Foundation
import PDE
import Problems
import Testing

@testable import Exporting

/// The tables in the repository are what the references say today. Made anew by
/// `swift run verify tables --output Reference/Tables/data`; a value that moves beyond its bar is a new major
/// version.
@Suite struct FrozenTablesTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Reference/Tables/data").standardizedFileURL
  static let names = Catalogue.all.map { $0.name }

  static func csv(_ name: String) throws -> NumericTable {
    guard case .table(let table) = try DataFile.read(folder.appendingPathComponent("\(name).csv").path) else {
      throw FrozenTablesError.folder(name)
    }
    return table
  }

  static func decoded<T: Decodable>(_ type: T.Type, _ name: String) throws -> T {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
  }

  /// A part of the rows measured anew: equal within both bars, in the value and in every derivative.
  @Test(arguments: names) func values(name: String) throws {
    let problem = try Catalogue.problem(name)
    let table = try Self.csv(name)
    let d = problem.domain.coordinates.count
    let known = Columns(problem, derivatives: true).names
    let header = try #require(table.header)
    #expect(header.prefix(d) == known.prefix(d) && header.count > d + 1)
    let reference = problem.reference
    let indices = Columns(problem, derivatives: true).indices.filter { index in
      header.contains { $0 == "u_\(index)" || $0 == "u1_\(index)" } || index == .value
    }
    #expect(header == Columns(problem, indices).names, "run verify tables")
    for row in stride(from: 0, to: table.rowCount, by: max(1, table.rowCount / 12)) {
      let numbers = Array(table.row(row))
      let p = try problem.domain.point(Array(numbers.prefix(d)))
      let fresh = try reference.evaluate(indices, at: p).joined()
      for (k, m) in fresh.enumerated() {
        let (value, bar) = (numbers[d + 2 * k], numbers[d + 2 * k + 1])
        #expect(
          abs(value - m.value) <= bar + m.bar, "\(name), \(header[d + 2 * k]) at \(p.values): a major release"
        )
      }
    }
  }

  /// Both files of a problem hold the same numbers.
  @Test(arguments: names) func bothFormats(name: String) throws {
    let table = try Self.csv(name)
    let file = Self.folder.appendingPathComponent("\(name).npz").path
    guard case .arrays(let arrays) = try DataFile.read(file) else { throw FrozenTablesError.folder(name) }
    #expect(arrays.arrays.map(\.name) == table.header)
    let meta = try JSONDecoder().decode(Metadata.self, from: Data(try #require(arrays.texts["meta"]).utf8))
    let d = meta.coordinates.count
    #expect(meta.problem == name && meta.licence == "CC0-1.0")
    let shape = arrays.arrays[d].shape
    for (k, array) in arrays.arrays.enumerated() {
      let column = table.column(k)
      if k >= d || shape.count != d {
        #expect(array.values == column && array.shape == shape)
      } else {
        let stride = shape.dropFirst(k + 1).reduce(1, *)
        #expect(column.indices.allSatisfy { column[$0] == array.values[$0 / stride % shape[k]] })
      }
    }
  }

  /// Every file is listed with its size and checksum, every problem has its files, and no other is there.
  @Test func theFolder() throws {
    let package = try Self.decoded(DataPackage.self, "datapackage.json")
    var total = 0
    for resource in package.resources {
      let path = Self.folder.appendingPathComponent(resource.path).path
      #expect(try resource.hash == "sha256:" + SHA256.hex(file: path), "\(path): run verify tables")
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == resource.bytes)
      if resource.format == "csv" {
        #expect(try resource.schema?.fields.map(\.name) == Self.csv(resource.name).header)
      }
      total += resource.bytes
    }
    #expect(total < 10_000_000 && package.licenses.map(\.name) == ["CC0-1.0"])
    let listed = package.resources.map(\.path) + ["datapackage.json", "croissant.json"]
    let tables = Self.names.flatMap { ["\($0).csv", "\($0).npz"] }
    #expect(Set(listed) == Set(tables + ["catalogue.json", "datapackage.json", "croissant.json"]))
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: Self.folder.path)) == Set(listed))
    let entries = try Self.decoded([CatalogueEntry].self, "catalogue.json")
    #expect(entries.map(\.name) == Self.names, "run verify tables")
    for entry in entries {
      let problem = try Catalogue.problem(entry.name)
      #expect(
        entry.equation.ascii + entry.conditions.map(\.ascii) == Equation(problem).ascii, "run verify tables")
      #expect(entry.sources == type(of: problem).sources, "run verify tables")
      #expect(entry.parameters.map(\.standard) == type(of: problem).parameters.map(\.standard))
      #expect(
        entry.bar.relative <= 1e-8 && entry.methods.count == 2
          && entry.methods[0].name != entry.methods[1].name)
      #expect(try #require(entry.methods[1].ratio) <= 1, "\(entry.name)")
    }
  }
}
