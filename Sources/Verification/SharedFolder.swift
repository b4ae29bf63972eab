// SPDX-License-Identifier: MIT

import Essentials

/// What several processes, perhaps on several machines, do with one folder: each step is one that file
/// systems take whole or not at all, NFS among them.
package enum SharedFolder {
  /// Makes a file that was not there.
  /// - Parameter isDurable: whether it must still be there after the machine has lost its power.
  /// - Returns: false where it is there already.
  /// - Throws: ``SystemError``.
  static func create(_ path: String, _ text: some Collection<UInt8>, isDurable: Bool = false)
    throws(SystemError) -> Bool
  {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      if errno == EEXIST { return false }
      throw SystemError(code: errno)
    }
    do throws(SystemError) {
      try fill(file, text, isDurable)
    } catch {
      unlink(path)
      throw error
    }
    return true
  }

  /// Puts a file in the place of another, or of none: whoever reads finds the one or the other, also after
  /// the machine has lost its power.
  /// - Parameter draft: a path in the same file system, for the time of writing.
  /// - Throws: ``SystemError``, after which the file is as it was.
  package static func replace(_ path: String, draft: String, _ text: some Collection<UInt8>)
    throws(SystemError)
  {
    unlink(draft)
    guard try create(draft, text, isDurable: true) else { throw SystemError(code: EEXIST) }
    guard rename(draft, path) == 0 else {
      let code = errno
      unlink(draft)
      throw SystemError(code: code)
    }
  }

  /// Writes and closes: what a full disk or a server refuses may be told last.
  private static func fill(_ file: Int32, _ text: some Collection<UInt8>, _ isDurable: Bool)
    throws(SystemError)
  {
    let all = Array(text)
    var done = 0
    var code: Int32 = 0
    while done < all.count, code == 0 {
      let count = all.withUnsafeBytes { C.write(file, $0.baseAddress! + done, all.count - done) }
      if count > 0 { done += count } else if errno != EINTR { code = errno }
    }
    if code == 0, isDurable, fsync(file) != 0, errno != EINVAL { code = errno }
    if close(file) != 0, code == 0 { code = errno }
    if code != 0 { throw SystemError(code: code) }
  }

  /// All of a file; nil where there is none.
  /// - Throws: ``SystemError``.
  package static func read(_ path: String) throws(SystemError) -> [UInt8]? {
    do throws(SystemError) {
      let file = try OpenFile.reading(path)
      var all: [UInt8] = []
      while true {
        let more = try file.read(upTo: 1 << 16)
        if more.isEmpty { return all }
        all += more
      }
    } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
  }

  /// When a file was last written or ``refresh(_:)``ed, by the clock of the machine that has the disk, in
  /// seconds; nil where there is none. The file is opened for it where it may be: a network's file system
  /// then asks its server.
  static func time(of path: String) -> Double? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    defer { if file >= 0 { close(file) } }
    var status = stat()
    guard (file >= 0 ? fstat(file, &status) : lstat(path, &status)) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// Says that the file's owner is still there.
  static func refresh(_ path: String) { utimensat(AT_FDCWD, path, nil, 0) }

  /// The time now, by the same clock.
  /// - Parameter trial: a path that nobody else uses.
  /// - Throws: ``SystemError``.
  static func now(trial: String) throws(SystemError) -> Double {
    unlink(trial)
    _ = try create(trial, [])
    defer { unlink(trial) }
    guard let time = time(of: trial) else { throw SystemError(code: errno) }
    return time
  }

  /// Makes a folder and those that it lies in, where they are missing.
  /// - Throws: ``SystemError``.
  package static func makeFolders(_ path: String) throws(SystemError) {
    do throws(SystemError) {
      try makeFolder(path)
    } catch {
      let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
      guard error.code == ENOENT, !parent.isEmpty, parent != path else { throw error }
      try makeFolders(parent)
      try makeFolder(path)
    }
  }

  /// - Parameter isForAll: whether all may write to it who may write to the folder that it lies in.
  /// - Throws: ``SystemError``.
  static func makeFolder(_ path: String, isForAll: Bool = false) throws(SystemError) {
    if mkdir(path, 0o777) == 0 {
      var status = stat()
      if isForAll, stat(path + "/..", &status) == 0 { chmod(path, status.st_mode & 0o7777) }
    } else if errno != EEXIST {
      throw SystemError(code: errno)
    }
  }

  /// The names in a folder; none where it cannot be read.
  static func names(in path: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  }
}
