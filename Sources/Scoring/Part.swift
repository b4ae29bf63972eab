// SPDX-License-Identifier: MIT

import Differentiation

/// Some of a file's points, which stand for all of them, with the truth there.
struct Part: Sendable {
  let readings: Readings
  /// `[unknown][point]`
  let truth: [[Double]]
  /// Their places in the file.
  let indices: [Int]

  init(_ readings: Readings, _ truth: Truth, _ indices: [Int]) {
    self.readings = readings.only(indices)
    self.truth = truth.only(indices).values
    self.indices = indices
  }
  var coordinates: [Coordinate] { readings.coordinates }
}
