// SPDX-License-Identifier: MIT

import Assessment

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
