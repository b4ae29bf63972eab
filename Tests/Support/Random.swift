// SPDX-License-Identifier: MIT

/// Splitmix64 (Steele, Lea and Flood 2014), for tests that must repeat.
public struct Random: RandomNumberGenerator {
  public var state: UInt64
  public init(state: UInt64) { self.state = state }
  public init(_ seed: Int) { state = UInt64(seed) }
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
  /// A number in the range that every precision holds exactly.
  public mutating func number(_ range: ClosedRange<Double> = -1...1) -> Double {
    (Double.random(in: range, using: &self) * 4096).rounded() / 4096
  }
}
