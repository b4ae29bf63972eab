// SPDX-License-Identifier: MIT

import Essentials

/// Columns of numbers that are filled row by row and read column by column: in a file without a name, which
/// the system removes with the last use of it.
///
/// A class, for its end.
final class ColumnScratchFile {
  private let file: Int32
  private let path: String
  private let rows: Int

  /// - Parameter path: the file for which the numbers are meant: its disk must have room for them anyway.
  /// - Throws: ``ExportError/noRoom(file:reason:)``.
  init(beside path: String, columns: Int, rows: Int) throws {
    (self.path, self.rows) = (path, rows)
    let name = "\(path).\(String(UInt64.random(in: 0 ... .max), radix: 36)).columns"
    file = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Self.noRoom(path) }
    unlink(name)
  }

  deinit { if file >= 0 { close(file) } }

  /// Writes values of a column, from row `start`.
  func put(_ values: [Double], column: Int, at start: Int) throws {
    try values.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let place = off_t((column * rows + start) * 8 + done)
        let count = pwrite(file, bytes.baseAddress.map { $0 + done }, bytes.count - done, place)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw Self.noRoom(path) }
        done += count
      }
    }
  }

  /// Reads values of a column that were put there.
  func values(column: Int, _ range: Range<Int>) throws -> [Double] {
    var values = [Double](repeating: 0, count: range.count)
    try values.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < bytes.count {
        let place = off_t((column * rows + range.lowerBound) * 8 + done)
        let count = pread(file, bytes.baseAddress.map { $0 + done }, bytes.count - done, place)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw Self.noRoom(path) }
        done += count
      }
    }
    return values
  }

  /// Ranges that cover 0 ..< count, each of a size that is read at once.
  static func blocks(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: 1 << 16).map { $0..<min(count, $0 + 1 << 16) }
  }

  private static func noRoom(_ path: String) -> ExportError {
    .noRoom(file: path, reason: String(cString: strerror(errno)))
  }
}
