// SPDX-License-Identifier: MIT

import CZlib

/// Deflates bytes as they come, without zlib's header: as ZIP wants them.
///
/// A class, since zlib keeps the address of its state.
final class Deflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private var block = [UInt8](repeating: 0, count: 1 << 16)

  /// - Parameter level: 1 (fast) to 9 (small).
  init(level: Int) throws(Problem) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard plumbline_deflate_init(stream, Int32(max(1, min(9, level))), -MAX_WBITS) == Z_OK else {
      throw .unwritable("zlib has no memory")
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Takes bytes, and hands over what they were deflated to so far.
  /// - Parameter isLast: no bytes follow; everything is handed over.
  func write(
    _ bytes: [UInt8], isLast: Bool, to sink: ([UInt8]) throws(Problem) -> Void
  ) throws(Problem) {
    var place = 0
    repeat {
      let given = min(bytes.count - place, 1 << 30)
      let flush = isLast && place + given == bytes.count ? Z_FINISH : Z_NO_FLUSH
      let (status, used, made) = step(bytes, place, given, flush)
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw .unwritable("zlib status \(status)")
      }
      place += used
      if made > 0 { try sink(Array(block[..<made])) }
      // A full block: more is waiting.
      if place == bytes.count && made < block.count { return }
    } while true
  }

  private func step(
    _ bytes: [UInt8], _ place: Int, _ given: Int, _ flush: Int32
  ) -> (status: Int32, used: Int, made: Int) {
    bytes.withUnsafeBufferPointer { input in
      block.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + place) }
        stream.pointee.avail_in = UInt32(given)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        let status = deflate(stream, flush)
        return (status, given - Int(stream.pointee.avail_in), output.count - Int(stream.pointee.avail_out))
      }
    }
  }
}
