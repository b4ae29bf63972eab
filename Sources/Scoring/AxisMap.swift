import Differentiation

/// x ↦ offset + scale·x.
struct AxisMap: Equatable, Sendable {
  let offset, scale: Double
  static let identity = AxisMap(offset: 0, scale: 1)
  func callAsFunction(_ x: Double) -> Double { offset + scale * x }
  func text(_ c: Coordinate) -> String {
    scale == 1
      ? "\(c) \(offset < 0 ? "-" : "+") \(abs(offset))"
      : (offset == 0 ? "" : "\(offset) + ") + "\(scale) \(c)"
  }
}
