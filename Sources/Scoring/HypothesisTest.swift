// SPDX-License-Identifier: MIT

import Assessment
import RealModule

/// What a hypothesis leaves of a file's error, and whether that is explained.
struct HypothesisTest: Sendable {
  let part: FieldSubset
  /// The size of each unknown: of its truth, or of the file where that is zero.
  let scales: [Double]
  /// The reference's bar of each unknown, root mean square.
  let bars: [Double]
  /// The relative rounding of the file's numbers.
  let rounding: Double
  /// By how much numbers that were searched for may miss, relative to an unknown's size.
  static let searched = 1e-9

  init(_ scoring: Scoring, _ part: FieldSubset, rounding: Double) {
    self.part = part
    self.rounding = rounding
    let count = Double(max(1, scoring.readings.count)).squareRoot()
    scales = zip(scoring.truth.values, scoring.readings.values).map { v, f in
      let (size, other) = (norm([v]) / count, norm([f]) / count)
      return size > 0 ? size : other > 0 ? other : 1
    }
    bars = scoring.truth.bars.map { norm([$0]) / count }
  }

  struct Judgement {
    /// ‖file − candidate‖₂/‖candidate‖₂, and ‖file − truth‖₂/‖truth‖₂ over the same points.
    let leaves, base: Double
    /// Root mean squares of file − candidate and of file − truth, each unknown in units of its size.
    let distance, before: Double
    /// Of what the candidate says something.
    let share: Double
    /// Whether no value is farther from the candidate than bars, rounding and search allow.
    let isExact: Bool
    /// Whether what is left has nothing to do with its neighbours.
    let isNoise: Bool
    var isExplained: Bool { isExact || isNoise }
  }

  /// nil where the candidate does not take most of the error away: a tenth may be left by a change without a
  /// free number and under noise, a thirtieth otherwise, and a third where what is left is explained by bars
  /// and rounding.
  func judgement(_ h: Hypothesis) -> Judgement? {
    let misfit = RelativeError(part.readings, h.candidate, truth: part.truth)
    guard misfit.share >= h.share, misfit.error.isFinite else { return nil }
    let far = distances(h.candidate, h.share)
    let most = min(far.before, far.spread)
    guard far.distance <= most / 3 else { return nil }
    let isNoise = !far.isExact && far.distance <= most / 10 && isWhite(h.candidate)
    guard far.isExact || far.distance <= most / (h.freedom == 0 || isNoise ? 10 : 30) else { return nil }
    return Judgement(
      leaves: misfit.error, base: misfit.base, distance: far.distance, before: far.before,
      share: misfit.share, isExact: far.isExact, isNoise: isNoise)
  }

  /// Root mean squares in units of each unknown's size: to the candidate, to the truth, and of the file about
  /// its mean.
  func distances(_ candidate: [[Double]], _ share: Double) -> (
    distance: Double, before: Double, spread: Double, isExact: Bool
  ) {
    var (far, before, spread) = (0.0, 0.0, 0.0)
    var (known, outside) = (0, 0)
    for u in candidate.indices {
      let (file, c, v, scale) = (part.readings.values[u], candidate[u], part.truth[u], scales[u])
      let places = c.indices.filter { c[$0].isFinite }
      let mean = places.reduce(0) { $0 + file[$1] } / Double(max(1, places.count))
      let floor = 4 * bars[u] + Self.searched * scale
      for i in places {
        let miss = abs(file[i] - c[i])
        if !(miss <= floor + 2 * rounding * abs(c[i])) { outside += 1 }
        far += (miss / scale) * (miss / scale)
        let (a, b) = ((file[i] - v[i]) / scale, (file[i] - mean) / scale)
        before += a * a
        spread += b * b
      }
      known += places.count
    }
    let n = Double(max(1, known))
    return (
      (far / n).squareRoot(), (before / n).squareRoot(), (spread / n).squareRoot(),
      known > 0 && outside * 200 <= known
    )
  }

  /// Whether file − candidate at neighbouring points is uncorrelated, in every unknown in which it is not
  /// exact.
  func isWhite(_ candidate: [[Double]]) -> Bool {
    let errors = candidate.indices.map { u in
      candidate[u].indices.map { part.readings.values[u][$0] - candidate[u][$0] }
    }
    let largest = zip(errors, scales).map { $0.reduce(0) { max($0, abs($1)) } / $1 }.max() ?? 0
    let wrong = errors.indices.filter { u in
      errors[u].contains { abs($0) > 1e-3 * largest * scales[u] }
    }
    return !wrong.isEmpty && wrong.allSatisfy { Whiteness(errors[$0], part.readings).isWhite }
  }
}

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

/// How far a file is from a candidate for what it may hold.
struct RelativeError: Sendable {
  /// ‖file − candidate‖₂/‖candidate‖₂ over the points where the candidate has a value.
  let error: Double
  /// The share of such points.
  let share: Double
  /// ‖file − truth‖₂/‖truth‖₂ over the same points.
  let base: Double

  /// - Parameters:
  ///   - candidate: `[unknown][point]`, NaN where it says nothing.
  ///   - truth: as the candidate; without it there is no `base`.
  init(_ file: FieldSamples, _ candidate: [[Double]], truth: [[Double]]? = nil) {
    var (own, other, known) = (RelativeL2(), RelativeL2(), 0)
    for i in 0..<file.count where candidate.allSatisfy({ $0[i].isFinite }) {
      known += 1
      for u in candidate.indices {
        own.add(file.values[u][i], candidate[u][i])
        if let truth { other.add(file.values[u][i], truth[u][i]) }
      }
    }
    share = Double(known) / Double(max(1, file.count))
    error = own.isDefined && own.error.isFinite ? own.error : .infinity
    base = other.isDefined ? other.error : 0
  }
}
