// SPDX-License-Identifier: MIT

import Foundation

/// A value with its error bar: the truth lies within `value ± bar`, absolute and pointwise.
public struct Measured: Sendable, Equatable {
  public let value: Double
  public let bar: Double
  public init(_ value: Double, bar: Double) {
    self.value = value
    self.bar = bar
  }
}

extension Measured: CustomStringConvertible {
  /// "0.5 ± 1.24e-15": the value in full, the bar in three digits, rounded outwards.
  public var description: String { "\(value) ± \(Self.text(ofBar: bar))" }

  /// A bar in three digits, never below itself.
  public static func text(ofBar bar: Double) -> String {
    if bar == 0 { return "0" }
    let nearest = String(format: "%.2e", bar)
    guard let printed = Double(nearest), printed < bar else { return nearest }
    // It was rounded down by less than half a unit of the last digit; half a unit more rounds up.
    let unit = pow(10, log10(bar).rounded(.down) - 2)
    return String(format: "%.2e", bar + 0.5 * unit)
  }
}
