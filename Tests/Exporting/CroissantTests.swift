// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

@testable import Exporting

/// The description of the tables for programs that load data, read by MLCommons' own reader, `mlcroissant` from
/// PyPI.
@Suite struct CroissantTests {
  static let hasReader = OutsideProgram.has("python3", "-c", "import mlcroissant")

  /// It says what the catalogue and the data package say.
  @Test func isMadeOfTheOthers() throws {
    let entries = try FrozenTablesTests.decoded([CatalogueEntry].self, "catalogue.json")
    let package = try FrozenTablesTests.decoded(DataPackage.self, "datapackage.json")
    let text = try String(
      contentsOf: FrozenTablesTests.folder.appendingPathComponent("croissant.json"), encoding: .utf8)
    let made = try FrozenTables.json(Croissant(entries, package), keys: .useDefaultKeys)
    #expect(made == text, "run verify tables")
  }

  /// Every file is listed with its checksum, every column of every CSV file is a field.
  @Test func leavesNothingOut() throws {
    let entries = try FrozenTablesTests.decoded([CatalogueEntry].self, "catalogue.json")
    let package = try FrozenTablesTests.decoded(DataPackage.self, "datapackage.json")
    let croissant = Croissant(entries, package)
    #expect(croissant.distribution.map(\.contentUrl) == package.resources.map(\.path))
    #expect(croissant.distribution.map { "sha256:" + $0.sha256 } == package.resources.map(\.hash))
    for name in FrozenTablesTests.names {
      let set = try #require(croissant.recordSet.first { $0.id == name })
      #expect(try set.field.compactMap(\.source.extract.column) == FrozenTablesTests.csv(name).header)
      #expect(set.field.allSatisfy { $0.source.fileObject.id == "\(name).csv" })
      #expect(set.key.map(\.id) == set.field.filter { $0.description == "coordinate" }.map(\.id))
    }
  }

  /// No error and no warning, and the catalogue is read through it.
  @Test(.enabled(if: hasReader, "pip install mlcroissant")) func isValid() throws {
    let program = """
      import mlcroissant
      data = mlcroissant.Dataset("croissant.json")
      issues = data.metadata.ctx.issues
      names = [record["catalogue/name"].decode() for record in data.records("catalogue")]
      print(len(issues.errors), len(issues.warnings), *names)
      """
    let out = try OutsideProgram.run(["python3", "-c", program], in: FrozenTablesTests.folder).out
    #expect(out == "0 0 \(FrozenTablesTests.names.joined(separator: " "))\n")
  }

  /// What is to be cited is what `CITATION.cff` says.
  @Test func cites() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let text = try String(contentsOf: root.appendingPathComponent("CITATION.cff"), encoding: .utf8)
    let package = try FrozenTablesTests.decoded(DataPackage.self, "datapackage.json")
    for line in [
      "title: \"\(Citation.title)\"", "version: \(package.version)", "date-released: \(Citation.released)",
      "- name: \(Citation.authors)",
    ] { #expect(text.contains("\(line)\n"), "\(line): CITATION.cff says otherwise") }
  }
}
