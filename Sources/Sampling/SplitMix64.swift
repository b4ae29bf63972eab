// SPDX-License-Identifier: MIT

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): small, seeded, the same on every platform.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  package private(set) var state: UInt64
  package init(seed: UInt64) { state = seed }

  /// A generator for what the words name: a stable hash (FNV-1a), never `Hasher`, which differs per process.
  package init(_ words: String...) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in words.joined(separator: "\u{1f}").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    state = hash
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}

extension RandomNumberGenerator {
  /// Uniform on [0, 1), 53 bits.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}
