// SPDX-License-Identifier: MIT

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
    return append(single.isFinite ? single.bitPattern : nil, to: &bytes)
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
