// SPDX-License-Identifier: MIT

/// The type in which a file holds an array's numbers; in memory they are all `Double`.
public enum ElementType: String, Sendable, CaseIterable, Codable {
  case float16, float32, float64
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case bool
  case complex64, complex128

  /// Bytes of one element.
  public var width: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64, .complex64: 8
    case .complex128: 16
    }
  }

  /// NumPy's name: the kind and the width, without the byte order, as in `f8`.
  public var code: String {
    switch self {
    case .float16, .float32, .float64: "f\(width)"
    case .int8, .int16, .int32, .int64: "i\(width)"
    case .uint8, .uint16, .uint32, .uint64: "u\(width)"
    case .bool: "b1"
    case .complex64, .complex128: "c\(width)"
    }
  }

  /// The type that NumPy calls so; nil for all that is no plain number.
  public init?(code: String) {
    guard let type = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = type
  }

  /// The type of a complex number's two parts; nil for real types.
  var part: ElementType? {
    switch self {
    case .complex64: .float32
    case .complex128: .float64
    default: nil
    }
  }

  /// The type of numbers whose parts are of this type.
  var paired: ElementType {
    switch self {
    case .float32: .complex64
    case .float64: .complex128
    default: self
    }
  }
}

extension ElementType {
  /// Appends one value, little-endian. Floating-point types round to nearest, integers must be exact.
  /// - Returns: false where the type has no such value.
  func encode(_ value: Double, to bytes: inout [UInt8]) -> Bool {
    switch self {
    case .float16: return Self.append(Self.half(value), to: &bytes)
    case .float32: return Self.single(value, to: &bytes)
    case .float64: return Self.append(value.bitPattern, to: &bytes)
    case .int8: return Self.append(Int8(exactly: value), to: &bytes)
    case .int16: return Self.append(Int16(exactly: value), to: &bytes)
    case .int32: return Self.append(Int32(exactly: value), to: &bytes)
    case .int64: return Self.append(Int64(exactly: value), to: &bytes)
    case .uint8: return Self.append(UInt8(exactly: value), to: &bytes)
    case .uint16: return Self.append(UInt16(exactly: value), to: &bytes)
    case .uint32: return Self.append(UInt32(exactly: value), to: &bytes)
    case .uint64: return Self.append(UInt64(exactly: value), to: &bytes)
    case .bool: return Self.append(value == 0 || value == 1 ? UInt8(value) : nil, to: &bytes)
    case .complex64: return Self.single(value, to: &bytes) && Self.append(UInt32(0), to: &bytes)
    case .complex128:
      return Self.append(value.bitPattern, to: &bytes) && Self.append(UInt64(0), to: &bytes)
    }
  }

  private static func append<T: FixedWidthInteger>(_ value: T?, to bytes: inout [UInt8]) -> Bool {
    guard let value else { return false }
    bytes.append(integer: value)
    return true
  }

  private static func single(_ value: Double, to bytes: inout [UInt8]) -> Bool {
    let single = Float(value)
    // A number that is none in double precision is none in single.
    return append(single.isFinite || value.isNaN ? single.bitPattern : nil, to: &bytes)
  }

  private static func half(_ value: Double) -> UInt16? {
    let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
    let magnitude = value.magnitude
    guard magnitude < 65520 else { return nil }
    if magnitude < 0x1p-14 { return sign | UInt16((magnitude * 0x1p24).rounded(.toNearestOrEven)) }
    let exponent = Int(magnitude.exponent)
    let scaled = magnitude * Double(sign: .plus, exponent: 10 - exponent, significand: 1)
    // A fraction that rounds up to the next power of two carries into the exponent.
    return sign + UInt16((exponent + 15) << 10) + UInt16(scaled.rounded(.toNearestOrEven)) - 1024
  }
}

extension Array where Element == UInt8 {
  /// Appends an integer, little-endian.
  mutating func append<T: FixedWidthInteger>(integer value: T) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}

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
