// SPDX-License-Identifier: MIT

import Essentials
import Synchronization

/// Another program, run to its end: bytes in, bytes out.
///
/// What it reads and writes are files without a name, so that neither waits for the other and nothing is
/// left.
final class Subprocess: Sendable {
  struct Ending {
    /// The exit code; nil where a signal ended it.
    let code: Int32?
    let output: [UInt8]
    let errors: [UInt8]
  }
  private let child = Mutex<pid_t?>(nil)

  /// - Parameters:
  ///   - program: its path, or a name that is looked for on PATH.
  ///   - arguments: those after its name.
  ///   - input: its standard input, handed over piece by piece.
  /// - Throws: ``SystemError`` where it cannot be started, as where there is none.
  func run(_ program: String, _ arguments: [String], input: [[UInt8]]) throws(SystemError) -> Ending {
    let files = try [ScratchFile(), ScratchFile(), ScratchFile()]
    for piece in input { try files[0].write(piece) }
    files[0].rewind()
    // Whoever ends it meanwhile waits until it is known.
    let started = try child.withLock { (id) throws(SystemError) in
      let started = try start(program, arguments, files.map(\.descriptor))
      id = started
      return started
    }
    var status: Int32 = 0
    while waitpid(started, &status, 0) < 0 && errno == EINTR {}
    child.withLock { $0 = nil }
    // As WIFEXITED and WEXITSTATUS have it.
    let code = status & 0x7f == 0 ? (status >> 8) & 0xff : nil
    return Ending(code: code, output: try files[1].all(), errors: try files[2].all())
  }

  /// Ends the program, if it still runs.
  func end() { child.withLock { if let id = $0 { kill(id, SIGKILL) } } }

  private func start(
    _ program: String, _ arguments: [String], _ files: [Int32]
  ) throws(SystemError) -> pid_t {
    #if canImport(Darwin)
      var (actions, attributes): (posix_spawn_file_actions_t?, posix_spawnattr_t?)
    #else
      var (actions, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (own, file) in files.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, file, Int32(own))
    }
    // What this program handles, the other is to end by.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let variables = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let environment = variables.map { strdup($0) } + [nil]
    defer { (words + environment).forEach { free($0) } }
    var id = pid_t()
    let failure = posix_spawnp(&id, program, &actions, &attributes, words, environment)
    guard failure == 0 else { throw SystemError(code: failure) }
    return id
  }
}

/// A file without a name, which is gone with its last use.
///
/// A class, for its end.
private final class ScratchFile {
  private let file: UnsafeMutablePointer<FILE>
  var descriptor: Int32 { fileno(file) }

  init() throws(SystemError) {
    guard let file = tmpfile() else { throw SystemError(code: errno) }
    self.file = file
    // Of the other program's three, and of no other's.
    _ = fcntl(fileno(file), F_SETFD, FD_CLOEXEC)
  }
  deinit { fclose(file) }

  func write(_ bytes: [UInt8]) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        C.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw SystemError(code: errno) }
      done += count
    }
  }

  func rewind() { lseek(descriptor, 0, SEEK_SET) }

  /// From its start.
  func all() throws(SystemError) -> [UInt8] {
    rewind()
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = C.read(descriptor, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(code: errno) }
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }
}
