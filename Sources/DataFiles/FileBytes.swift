// SPDX-License-Identifier: MIT

import Essentials

/// A file's bytes, in one piece.
enum FileBytes {
  /// All bytes; a pipe is read to its end.
  static func read(_ path: String, limit: Int) throws(Problem) -> [UInt8] {
    var bytes: [UInt8] = []
    let room = max(0, limit)
    try each(path) { (block, expected) throws(Problem) in
      guard expected <= room, block.count <= room - bytes.count else {
        throw .tooLarge(part: "the file", limit: limit)
      }
      if bytes.isEmpty { bytes.reserveCapacity(max(expected, block.count)) }
      bytes.append(contentsOf: block)
    }
    return bytes
  }

  /// The first bytes, as many as there are up to `count`; nil of what is no ordinary file, such as a pipe.
  static func head(_ path: String, _ count: Int) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    let found = C.read(file, &bytes, count)
    return found < 0 ? nil : Array(bytes.prefix(found))
  }

  /// The bytes that the system states; none where it states none.
  static func size(_ path: String) -> Int { (try? OpenFile.size(path)) ?? 0 }

  /// Hands over the file block by block, each with the size that the system states for the whole.
  static func each(
    _ path: String, _ body: (UnsafeRawBufferPointer, Int) throws(Problem) -> Void
  ) throws(Problem) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw errno == ENOENT ? .missing : .unreadable(reason(errno)) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .unreadable(reason(errno)) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .directory }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count = C.read(file, block.baseAddress, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(reason(errno)) }
      if count == 0 { return }
      try body(UnsafeRawBufferPointer(rebasing: block[..<count]), Int(status.st_size))
    }
  }

  static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
