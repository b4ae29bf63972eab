// SPDX-License-Identifier: MIT

import Synchronization
import Testing
import Threads

/// Parts made on all cores are taken in order, by one thread at a time, and not before they must.
@Suite struct ParallelTests {
  struct Refused: Error, Equatable { let part: Int }

  @Test(arguments: [0, 1, 2, 7, 1000]) func everyPartOnceInOrder(count: Int) throws {
    var taken: [Int] = []
    let making = Mutex((now: 0, most: 0))
    try Parallel.inOrder(
      count,
      make: { part in
        making.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
        return part * part
      },
      take: { square, part in
        making.withLock { $0.now -= 1 }
        #expect(square == part * part)
        taken.append(part)
      })
    #expect(taken == Array(0..<count))
    // Never more in memory than a few a core.
    #expect(making.withLock { $0.most } <= 8 * Parallel.width)
    #expect(Parallel.map(count) { 3 * $0 } == (0..<count).map { 3 * $0 })
  }

  /// Two of the first parts fail: the earlier one's error, and nothing is taken.
  @Test func whatFailsAtOnceLeavesNothing() {
    var taken = 0
    #expect(throws: Refused(part: 3)) {
      try Parallel.inOrder(
        1000, make: { part in if part == 3 || part == 5 { throw Refused(part: part) } },
        take: { _, _ in taken += 1 })
    }
    #expect(taken == 0)
  }

  @Test func whatFailsLaterEndsIt() {
    var taken: [Int] = []
    #expect(throws: Refused(part: 700)) {
      try Parallel.inOrder(
        1000, make: { part in if part >= 700 { throw Refused(part: part) } },
        take: { _, part in taken.append(part) })
    }
    #expect(taken == Array(0..<700))
    #expect(throws: Refused(part: 41)) {
      try Parallel.inOrder(
        1000, make: { $0 }, take: { _, part in if part == 41 { throw Refused(part: part) } })
    }
  }
}
