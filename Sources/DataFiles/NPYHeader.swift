// SPDX-License-Identifier: MIT

/// The header of a `.npy` file: eight bytes of magic and version, a length, and a Python dictionary as text.
///
///     \x93NUMPY 1 0  76 0  {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }   …\n
///
/// Kern, "A simple file format for NumPy arrays", NEP 1 (2007).
struct NPYHeader: Equatable {
  static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]
  /// The bytes before the dictionary, at most: what `length` needs to see.
  static let prefix = 12
  /// Far longer than any dictionary of a plain array.
  static let longest = 1 << 20

  /// What an element is.
  enum Element: Equatable {
    case number(ElementType)
    /// So many characters of UTF-32.
    case unicode(Int)
    /// So many bytes.
    case bytes(Int)
    /// Something else; its width in bytes is not known.
    case other(String)
  }
  let element: Element
  let bigEndian: Bool
  let fortranOrder: Bool
  let shape: [Int]

  /// The bytes up to the data, as the first twelve tell, and where the dictionary begins.
  static func length(_ bytes: Bytes, _ array: String) throws(Problem) -> (start: Int, total: Int) {
    let part = "the header of \(array)"
    guard bytes.has(magic, at: 0) else { throw .malformed(part: part, reason: "not NumPy's magic bytes") }
    let version = try bytes.integer(UInt16.self, at: 6, bigEndian: true, part)
    let (start, length): (Int, Int)
    switch version {
    case 0x0100: (start, length) = (10, Int(try bytes.integer(UInt16.self, at: 8, part)))
    case 0x0200, 0x0300: (start, length) = (12, Int(try bytes.integer(UInt32.self, at: 8, part)))
    default:
      throw .malformed(part: part, reason: "version \(version >> 8).\(version & 255) is not 1.0, 2.0 or 3.0")
    }
    guard length <= longest else {
      throw .malformed(part: part, reason: "\(length) bytes, at most \(longest) are read")
    }
    return (start, start + length)
  }

  /// The dictionary's text.
  static func text(type: ElementType, shape: [Int]) -> String {
    text(descr: (type.width == 1 ? "|" : "<") + type.code, shape: shape)
  }
  static func text(descr: String, shape: [Int]) -> String {
    let lengths = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    return "{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(lengths)), }"
  }

  /// Version 1.0, padded so that the data begin at a multiple of 64, as NumPy pads.
  static func encoded(_ text: String) -> [UInt8] {
    let padding = (64 - (10 + text.utf8.count + 1) % 64) % 64
    var bytes = magic + [1, 0]
    bytes.append(integer: UInt16(truncatingIfNeeded: text.utf8.count + padding + 1))
    return bytes + Array(text.utf8) + [UInt8](repeating: 0x20, count: padding) + [0x0A]
  }
}
