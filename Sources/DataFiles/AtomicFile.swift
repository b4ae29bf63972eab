// SPDX-License-Identifier: MIT

import Essentials

/// A file that appears under its name complete or not at all: written beside it, and renamed at the end.
///
/// A class, for its end: whatever was not committed is removed.
package final class AtomicFile {
  private let path: String
  private let temporary: String
  private var file: Int32
  private(set) var offset = 0

  package init(_ path: String) throws(DataFileError.Problem) {
    self.path = path
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { throw .directory }
    let mark = String(UInt64.random(in: 0 ... .max), radix: 36)
    temporary = "\(path).\(mark).partial"
    file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .unwritable(FileBytes.reason(errno)) }
  }

  deinit { abandon() }

  package func write(_ bytes: [UInt8]) throws(DataFileError.Problem) {
    try put(bytes, at: offset)
    offset += bytes.count
  }

  /// Writes over bytes that are there already.
  func put(_ bytes: [UInt8], at start: Int) throws(DataFileError.Problem) {
    guard file >= 0 else { throw .closed }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(file, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(start + done))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let reason = FileBytes.reason(errno)
        abandon()
        throw .unwritable(reason)
      }
      done += count
    }
  }

  /// The file takes its name, in place of one that had it.
  package func commit() throws(DataFileError.Problem) {
    guard file >= 0 else { throw .closed }
    let isSafe = fsync(file) == 0
    guard isSafe, rename(temporary, path) == 0 else {
      let reason = FileBytes.reason(errno)
      abandon()
      throw .unwritable(reason)
    }
    close(file)
    file = -1
  }

  /// Nothing is left.
  package func abandon() {
    guard file >= 0 else { return }
    close(file)
    unlink(temporary)
    file = -1
  }
}
