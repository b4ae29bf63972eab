// SPDX-License-Identifier: MIT

import Essentials

/// While it lives, signals that end or stop the process erase what stands at the foot of the terminal first.
/// Those that something else handles are left to it.
///
/// A class, for its end.
final class FootGuard: Sendable {
  private let numbers: [Int32]

  init() {
    let ends = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE]
    numbers = ends.filter { Self.takes($0, eraseAndEnd) } + [SIGTSTP].filter { Self.takes($0, eraseAndStop) }
  }
  deinit { numbers.forEach(C.restore) }

  private static func takes(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) -> Bool {
    var known = sigaction()
    guard sigaction(number, nil, &known) == 0, isDefault(known) else { return false }
    _ = signal(number, handler)
    return true
  }

  private static func isDefault(_ action: sigaction) -> Bool {
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #elseif canImport(Musl)
      let handler = action.__sa_handler.sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_DFL, to: Int.self)
  }
}

// In a handler only what signal-safety(7) lists may be called.

private func erase() {
  let text: StaticString = "\r\u{1b}[J"
  if Terminal.isOurs(2) { _ = C.write(2, text.utf8Start, text.utf8CodeUnitCount) }
}

private func eraseAndEnd(_ number: Int32) {
  erase()
  C.restore(number)
  _ = raise(number)
}

private func eraseAndStop(_ number: Int32) {
  erase()
  C.restore(number)
  var stop = sigset_t()
  sigemptyset(&stop)
  sigaddset(&stop, number)
  sigprocmask(SIG_UNBLOCK, &stop, nil)
  // Here it stands until it is continued.
  _ = raise(number)
  _ = signal(number, eraseAndStop)
}
