import Foundation
import Testing

/// The shared library as another language calls it: values, refusals, and several threads at once.
@Suite struct LibraryTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Beside the tests, which are built with it.
  static let library: URL? = {
    let names = ["libplumbline.so", "libplumbline.dylib"]
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let bundle = Bundle.main.bundleURL
    return [beside, bundle, bundle.deletingLastPathComponent(), root.appendingPathComponent(".build/debug")]
      .flatMap { folder in names.map { folder.appendingPathComponent($0) } }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  static func run(_ arguments: [String]) throws -> (code: Int32, out: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONUTF8": "1"]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }
  static func has(_ arguments: String...) -> Bool { (try? run(arguments))?.code == 0 }

  static let header = root.appendingPathComponent("Sources/PlumblineC/include/plumbline.h").path

  @Test(.enabled(if: has("python3", "-c", "import ctypes"), "python3 is not installed")) func python() throws
  {
    let library = try #require(Self.library, "swift build --build-tests makes it")
    let client = Self.root.appendingPathComponent("Tests/CLibrary/client.py").path
    let r = try Self.run(["python3", client, library.path, Self.header])
    #expect(r.code == 0 && r.out == "all is well\n", "\(r)")
  }

  /// The header is C, and C++ too.
  @Test(.enabled(if: has("clang", "--version"), "clang is not installed"), arguments: ["c", "c++"])
  func header(language: String) throws {
    let r = try Self.run([
      "clang", "-x", language, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wno-pragma-once-outside-header",
      "-fsyntax-only", Self.header,
    ])
    #expect(r.code == 0, "\(r)")
  }
}
