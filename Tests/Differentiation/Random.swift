// SPDX-License-Identifier: MIT

/// SplitMix64: the same numbers on every machine.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: Int) { state = UInt64(seed) }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
  /// A number in the range that every precision holds exactly.
  mutating func number(_ range: ClosedRange<Double> = -1...1) -> Double {
    (Double.random(in: range, using: &self) * 4096).rounded() / 4096
  }
}
