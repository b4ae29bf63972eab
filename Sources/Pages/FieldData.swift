// SPDX-License-Identifier: MIT

import Essentials

/// A field on a grid as a page holds it: 16-bit levels between its ends, linear, or symmetric logarithmic so
/// that small errors keep their digits beside large ones.
package struct FieldData: Sendable {
  private let id: String
  private let values: [Double]
  private let shape: [Int]
  private let axes: [ClosedRange<Double>]
  private let isSigned: Bool
  /// Decades that a symmetric logarithmic field keeps.
  private static let decades = 12.0
  private static let gap: UInt16 = 65535

  /// - Parameters:
  ///   - id: once per page.
  ///   - values: in C order, the first coordinate's index first; NaN where there is none.
  ///   - shape: lengths along one coordinate or two.
  ///   - axes: the interval of each.
  ///   - isSigned: whether it is an error, whose size varies by decades.
  package init(
    _ id: String, _ values: [Double], shape: [Int], axes: [ClosedRange<Double>], isSigned: Bool
  ) {
    (self.id, self.values, self.isSigned) = (id, values, isSigned)
    self.shape = shape.count == 1 ? shape + [1] : shape
    self.axes = axes.count == 1 ? axes + [0...1] : axes
  }

  /// The element.
  package var html: HTML {
    let finite = values.filter(\.isFinite)
    let (least, most) = (finite.min() ?? 0, finite.max() ?? 0)
    let largest = max(abs(least), abs(most))
    let linear = isSigned ? largest * exp(-Self.decades * log(10)) : 0
    func level(_ x: Double) -> UInt16 {
      guard x.isFinite else { return Self.gap }
      let share: Double
      if isSigned {
        let size = largest > 0 ? log1p(abs(x) / linear) / log1p(largest / linear) : 0
        share = (1 + (x < 0 ? -size : size)) / 2
      } else {
        // Halves first: the difference of the ends may be too large for a number.
        share = most > least ? (x / 2 - least / 2) / (most / 2 - least / 2) : 0
      }
      return UInt16((share * 65534).rounded())
    }
    let bytes = values.flatMap { x -> [UInt8] in
      let level = level(x)
      return [UInt8(level & 255), UInt8(level >> 8)]
    }
    // In full: six digits of the ends would move every value.
    func full(_ x: Double) -> JSON { .string("\(x)") }
    return .data(
      [
        "shape": .array(shape.map { .number(Double($0)) }),
        "x": [.number(axes[0].lowerBound), .number(axes[0].upperBound)],
        "y": [.number(axes[1].lowerBound), .number(axes[1].upperBound)],
        "linear": full(linear), "least": full(least), "most": full(isSigned ? largest : most),
        "levels": .string(Data(bytes).base64EncodedString()),
      ], ["data-field": id])
  }
}
