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
