// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import DataFiles

/// The examples of FIPS 180-4 and its companion of test vectors (NIST, CAVP).
@Suite struct SHA256Tests {
  @Test(
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ]
  ) func vectors(_ text: String, _ digest: String) throws {
    #expect(SHA256.hex(text.utf8) == digest)
    let folder = try Folder()
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder("a")))
    #expect(try SHA256.hex(file: folder("a")) == digest)
  }

  @Test func piecesDoNotMatter() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for cut in 0...300 {
      var hash = SHA256()
      hash.update(bytes[..<cut])
      hash.update(bytes[cut...])
      #expect(hash.hex() == SHA256.hex(bytes))
    }
  }

  @Test func missingFilesAreNamed() throws {
    let folder = try Folder()
    #expect(throws: DataFileError(file: folder("a"), problem: .missing)) { try SHA256.hex(file: folder("a")) }
    #expect(throws: DataFileError(file: folder.path, problem: .directory)) {
      try SHA256.hex(file: folder.path)
    }
  }
}
