// SPDX-License-Identifier: MIT

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
    var (far, size, known) = (0.0, 0.0, 0)
    var (farther, whole) = (0.0, 0.0)
    for i in 0..<file.count where candidate.allSatisfy({ $0[i].isFinite }) {
      known += 1
      for u in candidate.indices {
        let value = file.values[u][i]
        far += (value - candidate[u][i]) * (value - candidate[u][i])
        size += candidate[u][i] * candidate[u][i]
        guard let truth else { continue }
        farther += (value - truth[u][i]) * (value - truth[u][i])
        whole += truth[u][i] * truth[u][i]
      }
    }
    share = Double(known) / Double(max(1, file.count))
    error = size > 0 && far.isFinite ? (far / size).squareRoot() : .infinity
    base = whole > 0 ? (farther / whole).squareRoot() : 0
  }
}
