// SPDX-License-Identifier: MIT

import Testing

@testable import Threads

/// What `PLUMBLINE_THREADS` may say.
@Suite struct ThreadCountTests {
  @Test(arguments: [1, 2, 16, 1000, 4096]) func numbers(count: Int) throws {
    #expect(try ThreadCount.check("\(count)") == count)
    #expect(ThreadCount.count("\(count)") == count)
  }

  @Test func nothing() throws {
    #expect(try ThreadCount.check(nil) == nil)
    #expect(ThreadCount.count(nil) == ThreadCount.cores && ThreadCount.cores >= 1)
  }

  /// The cure is said; a library goes on without it.
  @Test(arguments: ["", "0", "-2", "two", "2.0", " 2", "4097", "99999999999999999999"])
  func refused(text: String) {
    let error = #expect(throws: ThreadCountError(text: text)) { try ThreadCount.check(text) }
    let message = error?.description ?? ""
    #expect(message.contains("PLUMBLINE_THREADS is '\(text)'") && message.contains("from 1 to 4096"))
    #expect(ThreadCount.count(text) == ThreadCount.cores)
  }
}
