// SPDX-License-Identifier: MIT

import Essentials

/// Work in a process of its own: what crashes it, or keeps it for ever, is an error here.
///
/// libhdf5 is not safe against damaged files (version 1.10 writes beyond its arrays and reads through null
/// pointers on many), and no check before it can tell them. So the file is read by a copy of this process,
/// which hands over bytes.
enum ChildProcess {
  enum Outcome {
    case bytes([UInt8])
    /// It was ended by a signal, or by its limits, or has not answered.
    case failed
    /// The system gave no process.
    case none
  }

  /// Bytes that the body makes in the child. It must not wait for other threads: there they do not exist.
  /// - Parameters:
  ///   - seconds: of processor time, at most.
  ///   - patience: seconds without a sign of life after which the child is ended.
  static func run(seconds: Int, patience: Int = 120, _ body: () -> [UInt8]) -> Outcome {
    // Swift offers no fork, since little may be done after it; memory, files and pipes may.
    guard let address = dlsym(dlopen(nil, RTLD_NOW), "fork") else { return .none }
    let fork = unsafeBitCast(address, to: (@convention(c) () -> pid_t).self)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return .none }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let child = fork()
    if child == 0 {
      limit(seconds)
      send(body(), to: ends[1])
      _exit(0)
    }
    close(ends[1])
    defer { close(ends[0]) }
    guard child > 0 else { return .none }
    let received = receive(from: ends[0], child, patience)
    kill(child, SIGKILL)
    while waitpid(child, nil, 0) < 0 && errno == EINTR {}
    return received.map { .bytes($0) } ?? .failed
  }

  /// No time without end, no report of a crash, no core file.
  private static func limit(_ seconds: Int) {
    for signal in [SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGXCPU] {
      C.restore(signal)
    }
    let null = open("/dev/null", O_WRONLY)
    if null >= 0 { dup2(null, 2) }
    var (time, core) = (rlimit(), rlimit())
    (time.rlim_cur, time.rlim_max) = (rlim_t(seconds), rlim_t(seconds + 1))
    (core.rlim_cur, core.rlim_max) = (0, 0)
    #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &time)
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &core)
    #else
      setrlimit(RLIMIT_CPU, &time)
      setrlimit(RLIMIT_CORE, &core)
    #endif
  }

  /// The number of bytes, then the bytes.
  private static func send(_ bytes: [UInt8], to end: Int32) {
    var message: [UInt8] = []
    message.append(integer: UInt64(bytes.count))
    for part in [message, bytes] {
      part.withUnsafeBytes { raw in
        var sent = 0
        while sent < raw.count {
          let count = write(end, raw.baseAddress.map { $0 + sent }, raw.count - sent)
          if count < 0 && errno != EINTR { _exit(1) }
          sent += max(count, 0)
        }
      }
    }
  }

  private static func receive(from end: Int32, _ child: pid_t, _ patience: Int) -> [UInt8]? {
    guard let header = receive(8, from: end, patience) else { return nil }
    let size = header.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard let size = Int(exactly: size) else { return nil }
    return receive(size, from: end, patience)
  }

  private static func receive(_ size: Int, from end: Int32, _ patience: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    while bytes.count < size {
      var poll = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
      let ready = C.poll(&poll, 1, Int32(1000 * patience))
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else { return nil }
      let count = read(end, block.baseAddress, min(block.count, size - bytes.count))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return nil }
      bytes += UnsafeRawBufferPointer(rebasing: block[..<count])
    }
    return bytes
  }
}
