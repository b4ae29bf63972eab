// SPDX-License-Identifier: MIT

@testable import DataFiles

/// A level-5 MAT-file put together by hand, in either byte order.
struct MATBuilder {
  let bigEndian: Bool
  var bytes: [UInt8] = []

  init(bigEndian: Bool = false) {
    self.bigEndian = bigEndian
    let text = Array("MATLAB 5.0 MAT-file, by hand".utf8)
    bytes = text + [UInt8](repeating: 0x20, count: 116 - text.count) + [UInt8](repeating: 0, count: 8)
    bytes += word(UInt16(0x0100)) + word(UInt16(0x4D49))
  }

  func word<T: FixedWidthInteger>(_ value: T) -> [UInt8] { little([bigEndian ? value.byteSwapped : value]) }
  func words<T: FixedWidthInteger>(_ values: [T]) -> [UInt8] { values.flatMap { word($0) } }
  func doubles(_ values: [Double]) -> [UInt8] { words(values.map(\.bitPattern)) }

  /// An element; small ones in the short form where they fit.
  func element(_ type: Int, _ data: [UInt8], isShort: Bool = false) -> [UInt8] {
    if isShort, data.count <= 4 {
      let tag = word(UInt32(data.count << 16 | type))
      return tag + data + [UInt8](repeating: 0, count: 4 - data.count)
    }
    let padding = type == 15 ? 0 : (8 - data.count % 8) % 8
    return word(UInt32(type)) + word(UInt32(data.count)) + data + [UInt8](repeating: 0, count: padding)
  }

  /// A variable of a class, its numbers in elements as given.
  func matrix(_ name: String, kind: UInt32, flags: UInt32 = 0, shape: [Int32], _ parts: [UInt8]) -> [UInt8] {
    element(
      14,
      element(6, words([kind | flags << 8, 0 as UInt32])) + element(5, words(shape))
        + element(1, Array(name.utf8), isShort: true) + parts)
  }

  func compressed(_ element: [UInt8]) throws -> [UInt8] {
    // A zlib header, raw deflate, and Adler's checksum.
    var (a, b) = (UInt32(1), UInt32(0))
    for byte in element {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    let stream = [0x78, 0x9C] + (try ZipBuilder.deflated(element)) + little([(b << 16 | a).bigEndian])
    return self.element(15, stream)
  }
}
