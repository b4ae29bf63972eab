// SPDX-License-Identifier: MIT

/// SHA-256 (FIPS 180-4, §6.2), for checksums of data files.
package struct SHA256: Sendable {
  /// The digest of those bytes, as 64 hexadecimal digits.
  package static func hex(_ bytes: some Collection<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.hex()
  }

  /// The digest of a file's bytes, as 64 hexadecimal digits; in little memory.
  /// - Throws: `missing`, `directory`, `unreadable`.
  package static func hex(file path: String) throws(DataFileError) -> String {
    var hash = SHA256()
    do throws(Problem) {
      try FileBytes.each(path) { block, _ in hash.update(block) }
    } catch { throw DataFileError(file: path, problem: error) }
    return hash.hex()
  }

  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  /// The hash of no bytes.
  package init() {}

  /// Takes more bytes.
  package mutating func update(_ bytes: some Collection<UInt8>) {
    length &+= UInt64(bytes.count)
    pending += bytes
    var place = 0
    while pending.count - place >= 64 {
      compress(place)
      place += 64
    }
    pending.removeFirst(place)
  }

  /// The digest of all bytes taken, as 64 hexadecimal digits.
  package func hex() -> String {
    var last = self
    let bits = length &* 8
    let zeros = (119 - Int(length % 64)) % 64
    last.update([0x80] + [UInt8](repeating: 0, count: zeros))
    last.update((0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) })
    return last.state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private mutating func compress(_ place: Int) {
    var w = [UInt32](repeating: 0, count: 64)
    for t in 0..<16 {
      for k in 0..<4 { w[t] = w[t] << 8 | UInt32(pending[place + 4 * t + k]) }
    }
    for t in 16..<64 {
      let (a, b) = (w[t - 15], w[t - 2])
      let s0 = Self.rotated(a, 7) ^ Self.rotated(a, 18) ^ a >> 3
      let s1 = Self.rotated(b, 17) ^ Self.rotated(b, 19) ^ b >> 10
      w[t] = w[t - 16] &+ s0 &+ w[t - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let s1 = Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)
      let t1 = h &+ s1 &+ (e & f ^ ~e & g) &+ Self.constants[t] &+ w[t]
      let s0 = Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)
      let t2 = s0 &+ (a & b ^ a & c ^ b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
    }
    for (k, word) in [a, b, c, d, e, f, g, h].enumerated() { state[k] &+= word }
  }

  private static func rotated(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }

  /// The first 32 bits of the fractions of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = primes.map { prime in
    // ⌊p^(1/3)·2³²⌋ by bisection in integers: p·2⁹⁶ has at most 105 bits.
    let target = UInt128(prime) << 96
    var (low, high) = (UInt128(0), UInt128(1) << 35)
    while high - low > 1 {
      let middle = (low + high) / 2
      if middle * middle * middle <= target { low = middle } else { high = middle }
    }
    return UInt32(truncatingIfNeeded: low)
  }

  private static let primes: [Int] = (2...311).filter { n in (2..<n).allSatisfy { n % $0 != 0 } }
}
