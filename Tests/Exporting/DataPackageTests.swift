import Foundation
import TestSupport
import Testing

/// The data package, read by the reader of such packages, `frictionless` from PyPI.
@Suite struct DataPackageTests {
  static let hasFrictionless = Program.has("python3", "-c", "import frictionless")

  /// Prints `valid`, the resources, the errors and the rows read.
  static func validated(_ package: String) throws -> String {
    let program = """
      import json
      from frictionless import Package, validate
      report = validate(Package(\(package)))
      rows = sum(task.stats.get("rows", 0) for task in report.tasks)
      print(report.valid, len(report.tasks), report.stats["errors"], rows)
      """
    return try Program.run(["python3", "-c", program], in: FrozenTablesTests.folder).out
  }

  /// Every file is there, has its checksum, and each cell its type.
  @Test(.enabled(if: hasFrictionless, "pip install frictionless")) func isValid() throws {
    let rows = try FrozenTablesTests.names.map { try FrozenTablesTests.csv($0).rowCount }.reduce(0, +)
    let out = try Self.validated("'datapackage.json'")
    #expect(out == "True \(2 * FrozenTablesTests.names.count + 1) 0 \(rows)\n")
  }

  /// The line of the names is what it takes: by default a reader looks for them in the comments' place.
  @Test(.enabled(if: hasFrictionless, "pip install frictionless")) func needsItsHeaderRows() throws {
    let one = """
      {"name": "one", "resources": [next(
        r | {"dialect": {"commentChar": "#"}} for r in json.load(open("datapackage.json"))["resources"]
        if r["name"] == "heat")]}
      """
    #expect(try Self.validated(one).hasPrefix("False 1 "))
  }
}
