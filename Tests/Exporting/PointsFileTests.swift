// SPDX-License-Identifier: MIT

import Exporting
import Foundation
import PDE
import Testing

/// Points as people write them.
@Suite struct PointsFileTests {
  let domain = Domain(x: 0...1, t: 0...1)

  @Test(arguments: [
    "0.5,0.25\n1,0\n", "x,t\r\n0.5,0.25\r\n1,0\r\n", "\u{feff}x,t\n0.5,0.25\n1,0",
    " # remark\n\n 0.5 , 0.25\n1,0\n\n",
    "0.5,0.25\r1,0\r",
  ]) func read(text: String) throws {
    let folder = try Folder()
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder("p")))
    let places = try PointsFile.read(folder("p"), in: domain)
    #expect(places.count == 2 && places.shape == nil)
  }

  /// A line that two blocks share.
  @Test func manyLines() throws {
    let folder = try Folder()
    let lines = (0..<60_000).map { "\(Double($0) / 60_000),0.5\n" }.joined()
    try Data((lines + "2,2\n").utf8).write(to: URL(fileURLWithPath: folder("p")))
    #expect(
      throws: PointsFileError.line(
        folder("p"), 60_001, "x = 2.0 lies outside the domain: x must be in [0.0, 1.0]")
    ) { try PointsFile.read(folder("p"), in: domain) }
    try Data(lines.utf8).write(to: URL(fileURLWithPath: folder("p")))
    #expect(try PointsFile.read(folder("p"), in: domain).count == 60_000)
  }

  @Test(arguments: [
    ("", "holds no points"), ("# only\n", "holds no points"), ("t,x\n0,0\n", "the columns are t,x, not x,t"),
    ("0,0\n0,zero\n", "line 2: 'zero' is no number"), ("0,nan\n", "line 1: 'nan' is no number"),
    ("0,0,0\n", "2 coordinates"), ("0\n", "2 coordinates"), ("0,0\n\u{0}\n", "line 2"),
  ]) func refused(text: String, message: String) throws {
    let folder = try Folder()
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder("p")))
    do {
      _ = try PointsFile.read(folder("p"), in: domain)
      Issue.record("\(text) was read")
    } catch { #expect("\(error)".contains(message) && "\(error)".contains(folder("p"))) }
  }

  @Test func noFile() throws {
    let folder = try Folder()
    #expect(throws: PointsFileError.missing(folder("p"))) { try PointsFile.read(folder("p"), in: domain) }
    #expect(throws: PointsFileError.noText(folder.url.path)) {
      try PointsFile.read(folder.url.path, in: domain)
    }
    try Data([0xff, 0xfe, 0]).write(to: URL(fileURLWithPath: folder("p")))
    #expect(throws: PointsFileError.noText(folder("p"))) { try PointsFile.read(folder("p"), in: domain) }
  }
}
