// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Threads

/// The reference's values at a file's points.
struct FieldTruth: Sendable {
  /// `[unknown][point]`; NaN where the reference has none, such as at a jump.
  private(set) var values: [[Double]]
  /// The bar of each value, as `values`; NaN where there is none.
  private(set) var bars: [[Double]]
  /// The largest bar.
  var bar: Double { bars.joined().reduce(0) { $1.isFinite ? max($0, $1) : $0 } }
  /// How many points have no value, and why the first has none.
  private(set) var missing = 0
  private(set) var reason: String?

  /// Values with their bars, on all cores.
  init(of reference: any ReferenceSolution, unknowns: Int, at readings: FieldSamples) {
    // What is solved for is solved first, by all cores, which would otherwise wait for one another.
    if readings.count > 0 {
      _ = try? reference.evaluate([.value], at: readings.points(Self.last(of: readings)))
    }
    let sampler = FieldSampler(reference, unknowns)
    let pieces = stride(from: 0, to: readings.count, by: 2048).map { $0..<min(readings.count, $0 + 2048) }
    let parts = Parallel.map(pieces.count) {
      sampler.known(at: readings.points(pieces[$0]))
    }
    values = [[Double]](repeating: [], count: unknowns)
    bars = values
    for part in parts {
      for first in stride(from: 0, to: part.values.count, by: unknowns) {
        let all = part.values[first..<first + unknowns]
        // A value without a bar is none.
        let isKnown = all.allSatisfy { $0.value.isFinite && $0.bar.isFinite }
        for (u, m) in all.enumerated() {
          values[u].append(isKnown ? m.value : .nan)
          bars[u].append(isKnown ? m.bar : .nan)
        }
        missing += isKnown ? 0 : 1
      }
      reason = reason ?? part.reason
    }
    if missing > 0 { reason = reason ?? "its error bar is not finite there" }
  }

  /// The point of the last time.
  private static func last(of readings: FieldSamples) -> Range<Int> {
    let times = readings.coordinates.firstIndex(of: .t).map { readings.positions[$0] } ?? []
    let i = times.indices.max { times[$0] < times[$1] } ?? 0
    return i..<i + 1
  }

  /// Whether there is a value at a point.
  func isKnown(_ i: Int) -> Bool { values.allSatisfy { $0[i].isFinite } }

  /// The truth at some of the points.
  func only(_ points: [Int]) -> FieldTruth {
    var part = self
    part.values = values.map { column in points.map { column[$0] } }
    part.bars = bars.map { column in points.map { column[$0] } }
    return part
  }
}

/// Some of a file's points, which stand for all of them, with the truth there.
struct FieldSubset: Sendable {
  let readings: FieldSamples
  /// `[unknown][point]`
  let truth: [[Double]]
  /// Their places in the file.
  let indices: [Int]

  init(_ readings: FieldSamples, _ truth: FieldTruth, _ indices: [Int]) {
    self.readings = readings.only(indices)
    self.truth = truth.only(indices).values
    self.indices = indices
  }
  var coordinates: [Coordinate] { readings.coordinates }
}
