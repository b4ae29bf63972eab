// SPDX-License-Identifier: MIT

import CZlib

/// Deflated bytes, inflated piece by piece: no more than is asked for, whatever the stream could yield.
///
/// A class, since zlib keeps the address of its state.
final class Inflater {
  private let input: [UInt8]
  private let part: String
  private let stream: UnsafeMutablePointer<z_stream>
  /// Bytes of the input that were read.
  private(set) var used = 0
  private var made = 0
  private var isFinished = false

  /// Deflate's best: two bits stand for 258 bytes.
  static let bestRatio = 1032

  /// What stands around the deflated bytes.
  enum Wrapping {
    /// Nothing, as in ZIP.
    case none
    /// A header and a checksum.
    case zlib, gzip

    fileprivate var windowBits: Int32 {
      switch self {
      case .none: -MAX_WBITS
      case .zlib: MAX_WBITS
      case .gzip: MAX_WBITS + 16
      }
    }
  }

  /// - Parameter part: for messages.
  init(_ bytes: Bytes, _ wrapping: Wrapping, part: String) throws(Problem) {
    input = bytes.array
    self.part = part
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard plumbline_inflate_init(stream, wrapping.windowBits) == Z_OK else {
      throw .malformed(part: part, reason: "zlib has no memory")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// The next `count` bytes.
  func read(_ count: Int) throws(Problem) -> [UInt8] {
    let most = input.count.multipliedReportingOverflow(by: Self.bestRatio)
    guard count >= 0, most.overflow || count <= most.partialValue - made else {
      throw .truncated(part: part, needed: count, found: max(0, most.partialValue - made))
    }
    var status = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count && status == Z_OK {
        status = step(UnsafeMutableBufferPointer(rebasing: buffer[filled...]), &filled)
      }
    }
    made += output.count
    isFinished = status == Z_STREAM_END
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw damaged(status) }
    guard output.count == count else {
      throw .truncated(part: part, needed: count, found: output.count)
    }
    return output
  }

  /// Whether the stream, its checksum and the bytes given all end where the last piece does.
  func finish() throws(Problem) {
    var byte: [UInt8] = [0]
    var surplus = 0
    var status = isFinished ? Z_STREAM_END : Z_OK
    if !isFinished { status = byte.withUnsafeMutableBufferPointer { step($0, &surplus) } }
    if surplus > 0 { throw .surplus(part: part, bytes: surplus) }
    switch status {
    case Z_STREAM_END: break
    case Z_OK, Z_BUF_ERROR: throw .truncated(part: part, needed: 1, found: 0)
    default: throw damaged(status)
    }
    if used < input.count { throw .surplus(part: part, bytes: input.count - used) }
  }

  /// All that is left, added to what is there already.
  /// - Parameter limit: bytes that both may have together.
  func readAll(into all: inout [UInt8], limit: Int) throws(Problem) {
    var status = Z_OK
    var block = [UInt8](repeating: 0, count: 1 << 17)
    while status == Z_OK {
      var count = 0
      status = block.withUnsafeMutableBufferPointer { step($0, &count) }
      guard count <= limit - all.count else { throw .tooLarge(part: part, limit: limit) }
      all += block[..<count]
    }
    // Without progress the input is at its end.
    if status == Z_BUF_ERROR { throw .truncated(part: part, needed: 1, found: 0) }
    guard status == Z_STREAM_END else { throw damaged(status) }
  }

  private func damaged(_ status: Int32) -> Problem {
    .malformed(part: part, reason: "the compressed bytes are damaged (zlib status \(status))")
  }

  /// One call of zlib, whose lengths have 32 bits.
  private func step(_ output: UnsafeMutableBufferPointer<UInt8>, _ filled: inout Int) -> Int32 {
    input.withUnsafeBufferPointer { input in
      let given = min(input.count - used, 1 << 30)
      let room = min(output.count, 1 << 30)
      // zlib does not write to its input; its header is older than const.
      stream.pointee.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + used) }
      stream.pointee.avail_in = UInt32(given)
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(room)
      let status = inflate(stream, Z_NO_FLUSH)
      used += given - Int(stream.pointee.avail_in)
      filled += room - Int(stream.pointee.avail_out)
      return status
    }
  }
}

/// CRC-32, as ZIP has it.
enum Checksum {
  static func crc32(_ bytes: UnsafeRawBufferPointer, after crc: UInt32 = 0) -> UInt32 {
    // Of no bytes at no address zlib would give its initial value.
    if bytes.isEmpty { return crc }
    return UInt32(
      truncatingIfNeeded: crc32_z(UInt(crc), bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
  }
}

/// Reads what gzip packed (RFC 1952): one member, or several one after the other.
enum GzipFile {
  static let magic: [UInt8] = [0x1F, 0x8B]

  /// - Parameter limit: bytes that the contents have at most; a file that would inflate to more is refused
  ///   before it does.
  static func inflated(_ bytes: Bytes, limit: Int) throws(Problem) -> [UInt8] {
    let part = "the compressed file"
    var all: [UInt8] = []
    var place = 0
    repeat {
      let rest = try bytes.part(place, bytes.count - place, part)
      guard rest.has(magic, at: 0) else { throw .surplus(part: part, bytes: rest.count) }
      let inflater = try Inflater(rest, .gzip, part: part)
      try inflater.readAll(into: &all, limit: limit)
      place += inflater.used
    } while place < bytes.count
    return all
  }
}
