// SPDX-License-Identifier: MIT

import Essentials

/// Which process of which machine: as others on the same folder can tell, and ask whether it still runs.
struct ProcessIdentity: Codable, Sendable, Equatable {
  let host: String
  /// One start of one machine; empty where the system does not name it.
  let boot: String
  /// The numbers of processes are of this space; containers have their own.
  let space: String
  let process: Int32
  /// When the process began, by the system's own count: numbers are given again.
  let start: String

  static let current = ProcessIdentity(
    host: hostName, boot: line("/proc/sys/kernel/random/boot_id"), space: ownSpace, process: getpid(),
    start: stat(getpid())?.start ?? "")

  /// In a message.
  var text: String { "process \(process) on \(host)" }

  /// Of a process on this machine, whether it still runs; nil of others, of which nothing can be known here.
  var isRunning: Bool? {
    let here = Self.current
    guard boot == here.boot, space == here.space, host == here.host || !boot.isEmpty else { return nil }
    // Another user's process is there too, though it takes no signal.
    if kill(process, 0) != 0, errno == ESRCH { return false }
    guard let status = Self.stat(process) else { return true }
    // One that has ended and waits for its parent trains nothing.
    return status.start == start && !["Z", "X"].contains(status.state)
  }

  /// The machine's name in its network.
  static let hostName: String = {
    var name = [CChar](repeating: 0, count: 256)
    return gethostname(&name, name.count - 1) == 0 ? text(name.prefix { $0 != 0 }) : "unknown"
  }()

  private static var ownSpace: String {
    var name = [CChar](repeating: 0, count: 256)
    let count = readlink("/proc/self/ns/pid", &name, name.count)
    return count > 0 ? text(name.prefix(count)) : ""
  }

  private static func text(_ letters: ArraySlice<CChar>) -> String {
    String(decoding: letters.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// What Linux says of a process; nil where there is nothing to read.
  private static func stat(_ process: Int32) -> (state: String, start: String)? {
    // The name in parentheses may hold blanks and parentheses itself.
    let text = line("/proc/\(process)/stat")
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ").map(String.init)
    return fields.count > 19 ? (fields[0], fields[19]) : nil
  }

  private static func line(_ path: String) -> String {
    guard let file = try? OpenFile.reading(path), let bytes = try? file.read(upTo: 4096) else { return "" }
    return String(decoding: bytes, as: UTF8.self).trimmed
  }
}
