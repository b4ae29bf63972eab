// SPDX-License-Identifier: MIT

import Essentials

/// While it lives, signals that end or stop the process erase what stands at the foot of the terminal first,
/// and then do what they did before: what is ignored stays so.
///
/// A class, for its end.
final class FootGuard: Sendable {
  private let numbers: [Int32]

  init() {
    let ends = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE]
    numbers = ends.filter { Self.takes($0, eraseAndEnd) } + [SIGTSTP].filter { Self.takes($0, eraseAndStop) }
  }
  deinit { for number in numbers { sigaction(number, before + Int(number), nil) } }

  private static func takes(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) -> Bool {
    var known = sigaction()
    guard sigaction(number, nil, &known) == 0, word(known) != unsafeBitCast(SIG_IGN, to: Int.self),
      word(known) != unsafeBitCast(handler, to: Int.self)
    else { return false }
    before[Int(number)] = known
    _ = signal(number, handler)
    return true
  }

  /// The handler, as a number that can be compared.
  private static func word(_ action: sigaction) -> Int {
    #if canImport(Darwin)
      unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
    #elseif canImport(Musl)
      unsafeBitCast(action.__sa_handler.sa_handler, to: Int.self)
    #else
      unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    #endif
  }
}

/// What signals did before, by number. A handler reaches nothing that is not global.
nonisolated(unsafe) private let before = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)

// In a handler only what signal-safety(7) lists may be called.

private func erase() {
  let text: StaticString = "\r\u{1b}[J"
  if Terminal.isOurs(2) { _ = C.write(2, text.utf8Start, text.utf8CodeUnitCount) }
}

private func eraseAndEnd(_ number: Int32) {
  erase()
  sigaction(number, before + Int(number), nil)
  _ = raise(number)
}

private func eraseAndStop(_ number: Int32) {
  erase()
  sigaction(number, before + Int(number), nil)
  var stop = sigset_t()
  sigemptyset(&stop)
  sigaddset(&stop, number)
  sigprocmask(SIG_UNBLOCK, &stop, nil)
  // Here it stands until it is continued.
  _ = raise(number)
  _ = signal(number, eraseAndStop)
}
