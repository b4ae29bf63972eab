// SPDX-License-Identifier: MIT

import Assessment
import RealModule

/// Errors that have nothing to do with their neighbours.
struct Noise {
  let diagnosis: Diagnosis?

  init(_ investigation: Investigation) {
    let wrong = investigation.errors.indices.filter { u in
      investigation.errors[u].contains { abs($0) > 1e-12 * investigation.judge.scales[u] }
    }
    // All points of a grid: neighbours of a sample may lie farther apart than an error reaches.
    let limit = 200_000
    let all = investigation.readings.count <= limit
    let (readings, errors) =
      all
      ? (investigation.readings, investigation.errors)
      : (
        investigation.sample.readings,
        investigation.errors.map { c in investigation.sample.indices.map { c[$0] } }
      )
    guard !wrong.isEmpty, wrong.allSatisfy({ Whiteness(errors[$0], readings).isWhite }) else {
      diagnosis = nil
      return
    }
    let parts = wrong.map { u -> String in
      let n = Double(errors[u].count).squareRoot()
      let level = norm([errors[u]]) / n
      return "\(Names.unknown(u)) \(short(level / investigation.judge.scales[u])) of its size"
    }
    let levels = wrong.map { u in
      norm([errors[u]]) / Double(errors[u].count).squareRoot() / investigation.judge.scales[u]
    }
    diagnosis = Diagnosis(
      .noise, .stated,
      "the error is noise: what it is at a point says nothing of its neighbours; its level is "
        + parts.joined(separator: ", ") + "; save the field before noise is added, or smooth it",
      subject: wrong.map(Names.unknown).joined(separator: ", "), value: levels.max(), given: 0)
  }
}
