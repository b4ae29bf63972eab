// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// The data package, read by the reader of such packages, `frictionless` from PyPI.
@Suite struct DataPackageTests {
  static let hasFrictionless = OutsideProgram.has("python3", "-c", "import frictionless")

  /// Prints `valid`, the resources, the errors and the rows read.
  /// - Parameter package: a file's name or a descriptor, in Python.
  static func validated(_ package: String) throws -> String {
    let program = """
      import json
      from frictionless import Package
      listed = json.load(open("datapackage.json"))["resources"]
      report = Package(\(package)).validate()
      rows = sum(task.stats.get("rows", 0) for task in report.tasks)
      print(report.valid, len(report.tasks), report.stats["errors"], rows)
      """
    return try OutsideProgram.run(["python3", "-c", program], in: FrozenTablesTests.folder).out
  }

  /// Every file is there, has its checksum, and each cell its type.
  @Test(.enabled(if: hasFrictionless, "pip install frictionless")) func isValid() throws {
    let rows = try FrozenTablesTests.names.map { try FrozenTablesTests.csv($0).rowCount }.reduce(0, +)
    let out = try Self.validated("\"datapackage.json\"")
    #expect(out == "True \(2 * FrozenTablesTests.names.count + 1) 0 \(rows)\n")
  }

  /// Without the line of the names a reader takes them for a row of text: the validation sees cells, not only
  /// files.
  @Test(.enabled(if: hasFrictionless, "pip install frictionless")) func needsItsHeaderRows() throws {
    let dialect = "{\"commentChar\": \"#\", \"delimiter\": \",\", \"header\": True}"
    let resources = "[r | {\"dialect\": \(dialect)} for r in listed if r[\"name\"] == \"kovasznay\"]"
    let out = try Self.validated("{\"name\": \"one\", \"resources\": \(resources)}")
    #expect(out == "False 1 32 842\n")
  }
}
