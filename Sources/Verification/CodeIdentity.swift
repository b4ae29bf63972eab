// SPDX-License-Identifier: MIT

import Benchmarking
import DataFiles
import Essentials

#if canImport(Darwin)
  import Darwin
#endif

/// What the numbers of this process come from: its code, the libraries with it, and the compiler. Where two
/// processes have the same identity, they compute the same, but for what libraries choose by the processor.
package enum CodeIdentity {
  /// A hash of every file of code in this process, and of what it was compiled for.
  package static let current: String = {
    let machine = Machine.current
    let words = [
      Runner.version, machine.instructionSet, machine.compiler, machine.gsl, "\(machine.optimised)",
    ]
    let files = images.sorted().map { hash(of: $0) ?? UUID().uuidString }
    return digest((words + files).joined(separator: "\u{1f}"))
  }()

  /// A hash of a file's bytes; nil where it cannot be read: then nothing is known of it.
  static func hash(of path: String) -> String? {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else {
      return nil
    }
    var (state, rest) = (UInt64(data.count), UInt64(0))
    data.withUnsafeBytes { bytes in
      let words = bytes.count / 8
      for i in 0..<words {
        state = (state ^ bytes.loadUnaligned(fromByteOffset: 8 * i, as: UInt64.self)) &* 0x9e37_79b9_7f4a_7c15
        state ^= state >> 32
      }
      for byte in bytes[(8 * words)...] { rest = rest << 8 | UInt64(byte) }
    }
    state = (state ^ rest) &* 0x9e37_79b9_7f4a_7c15
    return String(state ^ state >> 32, radix: 16)
  }

  /// The executable and the shared libraries in memory.
  private static var images: Set<String> {
    #if os(Linux)
      // Where another thread maps memory meanwhile a line may be passed over: what any reading shows is there.
      return (0..<8).reduce(into: []) { all, _ in all.formUnion(mapped) }
    #elseif canImport(Darwin)
      // Libraries of the system lie in one cache, which changes with its version.
      let all = (0..<_dyld_image_count()).compactMap { _dyld_get_image_name($0).map { String(cString: $0) } }
      return Set(all.filter { FileManager.default.fileExists(atPath: $0) })
    #else
      return Set([Bundle.main.executablePath].compactMap { $0 })
    #endif
  }

  #if os(Linux)
    private static var mapped: Set<String> {
      let maps = listing("/proc/self/maps")
      let code = maps.split(separator: "\n").filter {
        $0.split(separator: " ").dropFirst().first?.contains("x") ?? false
      }
      let paths = code.compactMap { line in line.firstIndex(of: "/").map { String(line[$0...]) } }
      // The executable by the name that stays its own where another has been built in its place.
      let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
      return Set(paths.filter { $0 != own } + ["/proc/self/exe"])
    }

    /// The text of a file of the kernel's. Memory is taken before the first reading: a list of mappings that
    /// grows while it is read loses lines.
    private static func listing(_ path: String) -> String {
      String(unsafeUninitializedCapacity: 1 << 20) { buffer in
        let file = open(path, O_RDONLY)
        guard file >= 0, let start = buffer.baseAddress else { return 0 }
        defer { close(file) }
        var count = 0
        while count < buffer.count {
          let more = read(file, start + count, buffer.count - count)
          if more <= 0 { break }
          count += more
        }
        return count
      }
    }
  #endif
}

/// A short name for what the words say: the first 64 bits of SHA-256, in hexadecimal digits.
func digest(_ words: String...) -> String {
  String(SHA256.hex(words.joined(separator: "\u{1f}").utf8).prefix(16))
}
