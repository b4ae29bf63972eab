// SPDX-License-Identifier: MIT

import Foundation

/// Other programs that tests run: Python, a compiler.
public enum OutsideProgram {
  /// Whether Python with NumPy is installed.
  public static let hasNumPy = has("python3", "-c", "import numpy")

  /// Whether that runs and succeeds.
  public static func has(_ arguments: String...) -> Bool { (try? run(arguments))?.code == 0 }

  /// Runs a program and waits for it.
  /// - Parameters:
  ///   - arguments: its name, which is looked for on the path, and what it is given.
  ///   - folder: where it runs; nil for where the tests do.
  ///   - environment: variables besides those of the tests.
  /// - Returns: its exit code, and what it wrote to standard output and standard error.
  public static func run(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> (code: Int32, out: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONUTF8": "1"]) { $1 }
      .merging(environment) { $1 }
    // One pipe: two would have to be read at once.
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }
}
