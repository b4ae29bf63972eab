// SPDX-License-Identifier: MIT

// What the package needs of the system: C's functions, and of Foundation the part that brings no tables of the
// world's languages with it. A library linked with the whole of it is 37 MB larger.
#if canImport(FoundationEssentials)
  @_exported import FoundationEssentials
#else
  @_exported import Foundation
#endif
#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#elseif canImport(Darwin)
  @_exported import Darwin
#endif

/// C's functions under a name that methods of the same name do not hide.
package enum C {
  package static func read(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    Essentials.read(file, bytes, count)
  }
  package static func write(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    Essentials.write(file, bytes, count)
  }
  package static func poll(_ files: UnsafeMutablePointer<pollfd>, _ count: Int, _ milliseconds: Int32)
    -> Int32
  {
    Essentials.poll(files, nfds_t(count), milliseconds)
  }
  /// The signal does again what it does to every process.
  package static func restore(_ number: Int32) { _ = signal(number, SIG_DFL) }
}
