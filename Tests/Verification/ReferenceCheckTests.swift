// SPDX-License-Identifier: MIT

import Foundation
import PDE
import Problems
import Testing

@testable import Verification

/// Checks of references that are kept from run to run.
@Suite struct ReferenceCheckTests {
  /// A folder that is gone after the test.
  func within(_ body: (ReferenceChecks) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("checks-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(ReferenceChecks(folder: folder.appendingPathComponent("plumbline/checks")))
  }
  let heat = Result { try Catalogue.problem("heat") }

  @Test func keptWhole() throws {
    try within { checks in
      let problem = try heat.get()
      #expect(checks.known(problem, [:]) == nil)
      let first = try checks.check(problem)
      var second = try checks.check(problem)
      #expect(!first.isStored && second.isStored && second.text.contains("earlier run"))
      second.isStored = false
      #expect(first == second && first.holds && first.points > 20 && first.bar > 0)
      #expect(first.text.contains("confirmed by") && first.text.contains("within both bars"), "\(first.text)")
    }
  }

  /// Other parameters, other code, half a file: each is checked anew.
  @Test func ofThisAlone() throws {
    try within { checks in
      let problem = try heat.get()
      _ = try checks.check(problem)
      #expect(checks.known(try Catalogue.problem("heat", ["alpha": 0.5]), ["alpha": 0.5]) == nil)
      let file = try #require(checks.file(problem, [:]))
      let text = try String(contentsOf: file, encoding: .utf8)
      let fingerprint = try #require(text.firstMatch(of: /"fingerprint":"([0-9a-z]+)"/)).1
      for damaged in [
        text.replacing(fingerprint, with: fingerprint + "0"), String(text.dropLast(9)), "", "{}",
      ] {
        try Data(damaged.utf8).write(to: file)
        #expect(checks.known(problem, [:]) == nil, "\(damaged)")
        #expect(try !checks.check(problem).isStored)
        #expect(try checks.check(problem).isStored)
      }
    }
  }

  /// Where nothing can be kept, nothing fails.
  @Test(arguments: ["/proc/none/checks", "/dev/null/checks"]) func noFolder(path: String) throws {
    let checks = ReferenceChecks(folder: URL(fileURLWithPath: path))
    #expect(try !checks.check(try heat.get()).isStored)
    #expect(try !ReferenceChecks(folder: nil).check(try heat.get()).isStored)
  }

  /// One byte anywhere, or one more, is another file; what cannot be read has no identity.
  @Test func identities() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("code-\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    var seen: Set<String> = []
    let bytes = (0..<1001).map { UInt8(truncatingIfNeeded: $0 * $0) }
    for place in [nil, 0, 7, 8, 500, 999, 1000] as [Int?] {
      var other = bytes
      if let place { other[place] ^= 1 }
      try Data(other).write(to: file)
      seen.insert(try #require(CodeIdentity.hash(of: file.path)))
    }
    try Data(bytes + [0]).write(to: file)
    seen.insert(try #require(CodeIdentity.hash(of: file.path)))
    #expect(seen.count == 8 && CodeIdentity.hash(of: file.path + "none") == nil)
    #expect(CodeIdentity.current == CodeIdentity.current && !CodeIdentity.current.isEmpty)
  }
}
