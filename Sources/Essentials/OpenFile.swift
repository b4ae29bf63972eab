// SPDX-License-Identifier: MIT

/// An open file: standard input, output or error, or one by its path.
///
/// A class, for its end: what was opened by path is closed with the last use of it.
package final class OpenFile: Sendable {
  private let descriptor: Int32
  private let isOwned: Bool

  private init(_ descriptor: Int32, isOwned: Bool) {
    self.descriptor = descriptor
    self.isOwned = isOwned
  }

  package static let standardInput = OpenFile(0, isOwned: false)
  package static let standardOutput = OpenFile(1, isOwned: false)
  package static let standardError = OpenFile(2, isOwned: false)

  /// - Throws: ``SystemError``.
  package static func reading(_ path: String) throws(SystemError) -> OpenFile { try opened(path, O_RDONLY) }

  /// Opens what is there already, such as a device or a pipe.
  /// - Throws: ``SystemError``.
  package static func writing(_ path: String) throws(SystemError) -> OpenFile { try opened(path, O_WRONLY) }

  private static func opened(_ path: String, _ mode: Int32) throws(SystemError) -> OpenFile {
    let descriptor = open(path, mode | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(code: errno) }
    return OpenFile(descriptor, isOwned: true)
  }

  /// The bytes that a file has by what the system states.
  /// - Throws: ``SystemError`` where there is no such file.
  package static func size(_ path: String) throws(SystemError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw SystemError(code: errno) }
    return Int(status.st_size)
  }

  deinit { if isOwned { close(descriptor) } }

  /// Writes all of them.
  /// - Throws: ``SystemError``, after which some may be written.
  package func write(_ bytes: some Sequence<UInt8>) throws(SystemError) {
    let all = Array(bytes)
    var done = 0
    while done < all.count {
      let count = all.withUnsafeBytes { C.write(descriptor, $0.baseAddress! + done, all.count - done) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw SystemError(code: errno) }
      done += count
    }
  }

  /// The next bytes, at most so many; none at the end.
  /// - Throws: ``SystemError``.
  package func read(upTo count: Int) throws(SystemError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var got: Int
      repeat { got = C.read(descriptor, buffer.baseAddress, count) } while got < 0 && errno == EINTR
      if got < 0 { code = errno }
      filled = max(0, got)
    }
    if code != 0 { throw SystemError(code: code) }
    return bytes
  }
}

/// What the system refused, and why.
package struct SystemError: Error, Equatable, CustomStringConvertible {
  /// As `errno` has it.
  package let code: Int32
  package init(code: Int32) { self.code = code }
  package var description: String { String(cString: strerror(code)) }
}
