// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// How many threads the command line may have, as the environment says.
@Suite struct ThreadOptionTests {
  private func verify(_ threads: String, _ arguments: [String]) throws -> (code: Int32, out: String) {
    try OutsideProgram.run(
      [CommandLineTests.binary.path] + arguments,
      environment: CommandLineTests.environment.merging(["PLUMBLINE_THREADS": threads]) { $1 })
  }

  @Test(arguments: ["0", "-1", "many", "1.5", ""]) func refused(threads: String) throws {
    for arguments in [["--version"], ["list"], []] {
      let r = try verify(threads, arguments)
      #expect(r.code == 64, "\(arguments): \(r)")
      #expect(r.out.contains("PLUMBLINE_THREADS is '\(threads)': set it to a whole number"), "\(r)")
    }
  }

  /// A training on one thread, on several, and on more than there are cores.
  @Test func sameBits() throws {
    let figures = try ["1", "3", "16"].map { threads in
      let r = try verify(threads, ["--problem", "heat", "--strategy", "fused", "--steps", "3", "--json"])
      let document = try JSONSerialization.jsonObject(with: Data(r.out.utf8)) as? [String: Any]
      let cell = try #require((document?["cells"] as? [[String: Any]])?.first, "\(r)")
      return try #require(cell["losses"] as? [Double]) + [try #require(cell["relative_l2"] as? Double)]
    }
    #expect(figures[0].count == 4 && figures[1] == figures[0] && figures[2] == figures[0], "\(figures)")
  }
}
