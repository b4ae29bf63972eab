// SPDX-License-Identifier: MIT

/// A usual mistake, and what the file would hold if it had been made.
struct Hypothesis: Sendable {
  let mistake: Mistake
  /// What is wrong, and the cure.
  let text: String
  /// At the points of the sample, `[unknown][point]`; NaN where it says nothing.
  let candidate: [[Double]]
  /// How many numbers were fitted to the file.
  var freedom = 0
  /// How many axes it changes: what one does needs no two.
  var changes = 1
  /// The least share of points of which it must say something.
  var share = 0.9
  var subject: String?
  var value: Double?
  var given: Double?
}

extension Hypothesis {
  /// Whether both put the values in the same other places, under two names.
  func isSameMove(as other: Hypothesis) -> Bool {
    let moves: Set<Mistake> = [.cellCentres, .periodEnd, .shiftedRange]
    guard moves.contains(mistake), moves.contains(other.mistake) else { return false }
    return zip(candidate.joined(), other.candidate.joined()).allSatisfy { a, b in
      a.isNaN && b.isNaN || abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-3)
    }
  }
}
