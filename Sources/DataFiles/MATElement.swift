// SPDX-License-Identifier: MIT

/// One element: a type, and so many bytes.
struct MATElement {
  let type: UInt32
  let data: Bytes

  static let matrix: UInt32 = 14
  static let compressed: UInt32 = 15

  /// How an element's numbers are stored, which may be narrower than the variable's class; nil for all but
  /// numbers.
  var numbers: ElementType? {
    switch type {
    case 1: .int8
    case 2: .uint8
    case 3: .int16
    case 4: .uint16
    case 5: .int32
    case 6: .uint32
    case 7: .float32
    case 9: .float64
    case 12: .int64
    case 13: .uint64
    default: nil
    }
  }
}

/// Elements one after the other.
struct MATElements {
  private let bytes: Bytes
  private let bigEndian: Bool
  private var place = 0

  init(_ bytes: Bytes, bigEndian: Bool) {
    self.bytes = bytes
    self.bigEndian = bigEndian
  }

  /// - Parameter part: for messages.
  /// - Returns: nil at the end.
  mutating func next(_ part: @autoclosure () -> String) throws(Problem) -> MATElement? {
    if place >= bytes.count { return nil }
    let word = try bytes.integer(UInt32.self, at: place, bigEndian: bigEndian, part())
    // Up to four bytes of data fit into the tag; the length then stands in the upper half of the type.
    if word >> 16 != 0 {
      let length = Int(word >> 16)
      guard length <= 4 else {
        throw .malformed(part: part(), reason: "a small element has \(length) bytes, more than 4")
      }
      let data = try bytes.part(place + 4, length, part())
      place += 8
      return MATElement(type: word & 0xFFFF, data: data)
    }
    let length = Int(try bytes.integer(UInt32.self, at: place + 4, bigEndian: bigEndian, part()))
    let data = try bytes.part(place + 8, length, part())
    place += 8 + length
    // Only compressed elements are not filled up to a multiple of eight.
    if word != MATElement.compressed { place = (place + 7) & ~7 }
    return MATElement(type: word, data: data)
  }
}
