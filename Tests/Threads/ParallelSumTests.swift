// SPDX-License-Identifier: MIT

import Synchronization
import Testing

@testable import Threads

/// Sums whose order is that of a tree over the parts' numbers.
@Suite struct ParallelSumTests {
  static let threads = [1, 2, 3, 8, 16]

  /// The order of additions, written out.
  @Test(arguments: [
    (1, "0"), (2, "(0+1)"), (3, "((0+1)+2)"), (4, "((0+1)+(2+3))"), (5, "(((0+1)+(2+3))+4)"),
    (7, "(((0+1)+(2+3))+((4+5)+6))"), (9, "((((0+1)+(2+3))+((4+5)+(6+7)))+8)"),
  ]) func order(count: Int, right: String) {
    for threads in Self.threads {
      let sum = Parallel.sum(count, threads: threads) { i, _ in
        "\(i)"
      } add: {
        $0 = "(\($0)+\($1))"
      }
      #expect(sum == right)
    }
  }

  @Test func nothing() {
    #expect(
      Parallel.sum(0, threads: 3) { i, _ in
        i
      } add: {
        $0 += $1
      } == nil)
  }

  /// The same bits whoever adds, over and over.
  @Test(arguments: [2, 31, 32, 33, 100, 1000]) func sameBits(count: Int) {
    let sums = Self.threads.flatMap { threads in
      (0..<20).map { _ in
        Parallel.sum(count, threads: threads) { i, _ in
          1 / Double(i + 1)
        } add: {
          $0 += $1
        }!
      }
    }
    #expect(Set(sums).count == 1)
    let right = (0..<count).reduce(0) { $0 + 1 / Double($1 + 1) }
    #expect(abs(sums[0] - right) < 1e-14 * right)
  }

  /// Each part once, and few of them alive.
  @Test(arguments: threads) func fewAreKept(threads: Int) {
    final class Count: Sendable {
      let alive = Atomic(0)
      let most = Atomic(0)
    }
    final class Part {
      var numbers: [Int]
      let count: Count
      init(_ number: Int, _ count: Count) {
        numbers = [number]
        self.count = count
        count.most.max(count.alive.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
      }
      deinit { count.alive.subtract(1, ordering: .relaxed) }
    }
    let count = Count()
    let sum = Parallel.sum(1024, threads: threads) { i, _ in
      Part(i, count)
    } add: {
      $0.numbers += $1.numbers
    }
    #expect(sum?.numbers == Array(0..<1024))
    // One thread carries one sum per level of the tree, and the part at hand.
    if threads == 1 { #expect(count.most.load(ordering: .relaxed) <= 12) }
    #expect(count.alive.load(ordering: .relaxed) == 1)
  }
}
