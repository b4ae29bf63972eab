// SPDX-License-Identifier: MIT

extension ElementType {
  /// The real parts of `count` elements, and for complex types the imaginary ones.
  ///
  /// - Parameter bytes: `count` times the width.
  func decoded(_ bytes: Bytes, count: Int, bigEndian: Bool) -> (real: [Double], imaginary: [Double]?) {
    guard let part else { return (numbers(bytes, count, bigEndian), nil) }
    let both = part.numbers(bytes, 2 * count, bigEndian)
    let pairs = 0..<both.count / 2
    return (pairs.map { both[2 * $0] }, pairs.map { both[2 * $0 + 1] })
  }

  private func numbers(_ bytes: Bytes, _ count: Int, _ bigEndian: Bool) -> [Double] {
    switch self {
    case .float16: Self.each(bytes, count, bigEndian) { Self.half($0) }
    case .float32: Self.each(bytes, count, bigEndian) { Double(Float(bitPattern: $0)) }
    case .float64: Self.each(bytes, count, bigEndian) { Double(bitPattern: $0) }
    case .int8: Self.each(bytes, count, bigEndian) { (w: UInt8) in Double(Int8(bitPattern: w)) }
    case .int16: Self.each(bytes, count, bigEndian) { (w: UInt16) in Double(Int16(bitPattern: w)) }
    case .int32: Self.each(bytes, count, bigEndian) { (w: UInt32) in Double(Int32(bitPattern: w)) }
    case .int64: Self.each(bytes, count, bigEndian) { (w: UInt64) in Double(Int64(bitPattern: w)) }
    case .uint8: Self.each(bytes, count, bigEndian) { (w: UInt8) in Double(w) }
    case .uint16: Self.each(bytes, count, bigEndian) { (w: UInt16) in Double(w) }
    case .uint32: Self.each(bytes, count, bigEndian) { (w: UInt32) in Double(w) }
    case .uint64: Self.each(bytes, count, bigEndian) { (w: UInt64) in Double(w) }
    case .bool: Self.each(bytes, count, bigEndian) { (w: UInt8) in w == 0 ? 0 : 1 }
    case .complex64, .complex128: []
    }
  }

  private static func each<Word: FixedWidthInteger & UnsignedInteger>(
    _ bytes: Bytes, _ count: Int, _ bigEndian: Bool, _ convert: (Word) -> Double
  ) -> [Double] {
    let width = MemoryLayout<Word>.size
    let count = min(count, bytes.count / width)
    return [Double](unsafeUninitializedCapacity: count) { numbers, filled in
      bytes.withRaw { raw in
        for i in 0..<count {
          let word = raw.loadUnaligned(fromByteOffset: i * width, as: Word.self)
          numbers.initializeElement(
            at: i, to: convert(bigEndian ? Word(bigEndian: word) : Word(littleEndian: word)))
        }
      }
      filled = count
    }
  }

  /// Half precision by hand: Swift's `Float16` is not there on every platform.
  private static func half(_ bits: UInt16) -> Double {
    let (exponent, fraction) = (Int(bits >> 10 & 31), Double(bits & 1023))
    let magnitude: Double =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: (1024 + fraction) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
      }
    return bits >> 15 == 0 ? magnitude : -magnitude
  }
}
