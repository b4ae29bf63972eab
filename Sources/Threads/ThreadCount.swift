// SPDX-License-Identifier: MIT

import Essentials

/// How many threads share the work of this process, where no ``Job`` says otherwise.
///
/// `PLUMBLINE_THREADS` says it, more than there are cores too; without it there is one per core. A value that
/// is no such number stops the command line, by ``check(_:)``; a library does not stop its program, and
/// passes it over.
package enum ThreadCount {
  /// The name in the environment.
  package static let variable = "PLUMBLINE_THREADS"
  /// More would only take memory.
  package static let most = 4096

  package static let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)

  /// Read once.
  static let free = count(given)

  private static var given: String? { ProcessInfo.processInfo.environment[variable] }

  /// The number that the text says; nil where there is none.
  package static func check(_ text: String?) throws(ThreadCountError) -> Int? {
    guard let text else { return nil }
    guard let count = Int(text), (1...most).contains(count) else { throw ThreadCountError(text: text) }
    return count
  }

  /// The same of the environment.
  package static func check() throws(ThreadCountError) { _ = try check(given) }

  /// The number that holds.
  static func count(_ text: String?) -> Int { (try? check(text)) ?? cores }
}

/// `PLUMBLINE_THREADS` is no number of threads.
package struct ThreadCountError: Error, Equatable, CustomStringConvertible {
  package let text: String
  package var description: String {
    """
    \(ThreadCount.variable) is '\(text)': set it to a whole number from 1 to \(ThreadCount.most), or unset it for \
    one thread per core (\(ThreadCount.cores))
    """
  }
}
