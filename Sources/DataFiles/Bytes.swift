// SPDX-License-Identifier: MIT

/// A view of a file's bytes: no access goes past its ends, whatever the offsets in the file say.
struct Bytes {
  private let all: [UInt8]
  private let range: Range<Int>

  init(_ bytes: [UInt8]) {
    all = bytes
    range = 0..<bytes.count
  }
  private init(_ all: [UInt8], _ range: Range<Int>) {
    self.all = all
    self.range = range
  }

  var count: Int { range.count }
  /// The bytes as an array; shared, not copied, where the view is of a whole file.
  var array: [UInt8] { range == 0..<all.count ? all : Array(all[range]) }

  /// `length` bytes from `offset` on.
  func part(_ offset: Int, _ length: Int, _ name: @autoclosure () -> String) throws(Problem) -> Bytes {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else {
      throw .truncated(part: name(), needed: length, found: max(0, count - max(0, min(offset, count))))
    }
    let start = range.lowerBound + offset
    return Bytes(all, start..<start + length)
  }

  /// An integer at `offset`.
  func integer<T: FixedWidthInteger>(
    _ type: T.Type, at offset: Int, bigEndian: Bool = false, _ name: @autoclosure () -> String
  ) throws(Problem) -> T {
    let bytes = try part(offset, MemoryLayout<T>.size, name())
    let word = bytes.withRaw { $0.loadUnaligned(as: T.self) }
    return bigEndian ? T(bigEndian: word) : T(littleEndian: word)
  }

  /// Whether these bytes stand at `offset`.
  func has(_ pattern: [UInt8], at offset: Int) -> Bool {
    offset >= 0 && offset <= count && pattern.count <= count - offset
      && pattern.indices.allSatisfy { all[range.lowerBound + offset + $0] == pattern[$0] }
  }

  func withRaw<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    all.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}

/// What is left of the memory that a caller allows.
struct Allowance {
  let limit: Int
  private var left: Int
  init(_ limit: Int) {
    self.limit = max(0, limit)
    left = self.limit
  }

  mutating func take(_ bytes: Int, for part: @autoclosure () -> String) throws(Problem) {
    guard bytes >= 0, bytes <= left else { throw .tooLarge(part: part(), limit: limit) }
    left -= bytes
  }
}

/// Writes a file of any contents piece by piece.
///
/// The file appears under its name when `finish` returns, whole; whatever fails before leaves nothing.
///
///     var writer = try ByteWriter(to: "u.csv")
///     for line in lines { try writer.append(Array(line.utf8)) }
///     try writer.finish()
package struct ByteWriter: ~Copyable {
  private let path: String
  private let file: AtomicFile

  /// - Parameter path: the file, replaced if it is there.
  /// - Throws: `directory`, `unwritable`.
  package init(to path: String) throws(DataFileError) {
    self.path = path
    do throws(Problem) {
      file = try AtomicFile(path)
    } catch { throw DataFileError(file: path, problem: error) }
  }

  /// - Throws: `unwritable`, `closed`; the writer is closed then.
  package mutating func append(_ bytes: [UInt8]) throws(DataFileError) {
    do throws(Problem) {
      try file.write(bytes)
    } catch { throw DataFileError(file: path, problem: error) }
  }

  /// Gives the file its name.
  /// - Throws: `unwritable`, `closed`.
  package consuming func finish() throws(DataFileError) {
    do throws(Problem) {
      try file.commit()
    } catch { throw DataFileError(file: path, problem: error) }
  }
}
