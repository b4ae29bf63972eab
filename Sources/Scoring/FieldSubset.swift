// SPDX-License-Identifier: MIT

import Differentiation

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
