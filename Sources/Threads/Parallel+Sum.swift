// SPDX-License-Identifier: MIT

import Synchronization

extension Parallel {
  /// The sum of what `make` makes of 0 … count − 1: of neighbours in pairs, of pairs in pairs, and so on.
  ///
  /// The order of additions depends on the count alone, whichever threads do the work. Who brings the second
  /// of a pair adds it to the first, so that nothing is left to add at the end but the last pair, and few
  /// parts are kept.
  /// - Returns: nil where there are none.
  package static func sum<T>(
    _ count: Int, threads: Int, _ make: (_ piece: Int, _ thread: Int) -> T, add: (inout T, T) -> Void
  ) -> T? {
    withoutActuallyEscaping(add) { add in
      let sum = PairwiseSum(count: count, add: add)
      forEach(count, threads: threads) { i, thread in sum.put(make(i, thread), i) }
      return sum.total
    }
  }
}

/// Parts on their way up the tree of sums.
///
/// A class, for its memory.
private final class PairwiseSum<T> {
  private let count: Int
  private let add: (inout T, T) -> Void
  /// A sum of parts lies where the first of them did.
  private let parts: UnsafeMutablePointer<T?>
  /// Whether one of the pair is there, where the second one lies.
  private let isHalf: UnsafeMutablePointer<Atomic<Bool>>

  init(count: Int, add: @escaping (inout T, T) -> Void) {
    self.count = count
    self.add = add
    parts = .allocate(capacity: max(1, count))
    isHalf = .allocate(capacity: max(1, count))
    parts.initialize(repeating: nil, count: count)
    for i in 0..<count { (isHalf + i).initialize(to: Atomic(false)) }
  }
  deinit {
    parts.deinitialize(count: count)
    isHalf.deinitialize(count: count)
    parts.deallocate()
    isHalf.deallocate()
  }

  func put(_ part: T, _ number: Int) {
    parts[number] = part
    var (place, width) = (number, 1)
    while width < count {
      let first = place / (2 * width) * (2 * width)
      let second = first + width
      if second < count {
        // Who comes first leaves the pair to the other.
        guard isHalf[second].exchange(true, ordering: .acquiringAndReleasing) else { return }
        add(&parts[first]!, parts[second].take()!)
      }
      (place, width) = (first, 2 * width)
    }
  }

  var total: T? { count > 0 ? parts[0] : nil }
}
