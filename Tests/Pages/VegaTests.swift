// SPDX-License-Identifier: MIT

import DataFiles
import Foundation
import Testing

@testable import Pages

@Suite struct VegaTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources/CVega")

  @Test("What is in a page is what was published, by its checksum")
  func checksums() throws {
    let list = try String(contentsOf: Self.folder.appendingPathComponent("SHA256SUMS"), encoding: .utf8)
    let scripts = [
      "vega-\(Vega.version).min.js": Vega.script, "vega-lite-\(Vega.liteVersion).min.js": Vega.liteScript,
    ]
    for (name, script) in scripts {
      let line = try #require(list.split(separator: "\n").first { $0.hasSuffix(name) })
      #expect(SHA256.hex(Array(script.utf8)) == line.prefix(64))
    }
  }

  @Test("Nothing in it ends the element that holds it")
  func staysInside() {
    for script in [Vega.script, Vega.liteScript] { #expect(!script.contains("</script")) }
    #expect(!Vega.licence.contains("*/") && Vega.licence.contains("Redistribution"))
  }
}

@Suite struct PageTests {
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test("A page appears when it is whole, asks nothing of a network, and is the same twice")
  func whole() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String) throws -> String {
      let path = folder.appendingPathComponent(name).path
      let page = try Page.begin(path, title: "a < b")
      try page.add(.paragraph("text"))
      #expect(access(path, F_OK) != 0)
      try page.end(about: "end")
      return try String(contentsOfFile: path, encoding: .utf8)
    }
    let (first, second) = (try write("1.html"), try write("2.html"))
    #expect(first == second)
    #expect(first.contains("<title>a &lt; b</title>"))
    #expect(first.hasPrefix("<!DOCTYPE html>") && first.hasSuffix("</html>\n"))
    for asked in ["src=", "@import", "url(http", "<link rel=\"stylesheet"] {
      let own = first.replacing(Vega.script, with: "").replacing(Vega.liteScript, with: "")
      #expect(!own.contains(asked))
    }
  }

  @Test("A page that is given up leaves nothing")
  func givenUp() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func begin() throws { try Page.begin(folder.path + "/x.html", title: "x").add(.paragraph("y")) }
    try begin()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    #expect(throws: DataFileError.self) { _ = try Page.begin(folder.path + "/none/x.html", title: "x") }
    #expect(throws: DataFileError.self) { _ = try Page.begin(folder.path, title: "x") }
  }
}
