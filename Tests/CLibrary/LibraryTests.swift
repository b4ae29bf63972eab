// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
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

  static let header = root.appendingPathComponent("Sources/PlumblineC/include/plumbline.h").path

  @Test(.enabled(if: OutsideProgram.has("python3", "-c", "import ctypes"), "python3 is not installed"))
  func python()
    throws
  {
    let library = try #require(Self.library, "swift build --build-tests makes it")
    let client = Self.root.appendingPathComponent("Tests/CLibrary/client.py").path
    let r = try OutsideProgram.run(["python3", client, library.path, Self.header])
    #expect(r.code == 0 && r.out == "all is well\n", "\(r)")
  }

  /// The header is C, and C++ too.
  @Test(
    .enabled(if: OutsideProgram.has("clang", "--version"), "clang is not installed"), arguments: ["c", "c++"])
  func header(language: String) throws {
    let r = try OutsideProgram.run([
      "clang", "-x", language, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wno-pragma-once-outside-header",
      "-fsyntax-only", Self.header,
    ])
    #expect(r.code == 0, "\(r)")
  }

  /// Programs in C99 and C++17 that call every function, every warning of theirs an error.
  @Test(.enabled(if: OutsideProgram.has("cc", "--version"), "no C compiler is installed"))
  func cAndCPlusPlus() throws { try example("C") }

  /// A MEX function, for Octave and MATLAB.
  @Test(.enabled(if: OutsideProgram.has("mkoctfile", "--version"), "apt-get install octave octave-dev"))
  func octave() throws { try example("Octave") }

  private func example(_ language: String) throws {
    let library = try #require(Self.library, "swift build --build-tests makes it")
    let script = Self.root.appendingPathComponent("Examples/\(language)/test").path
    let r = try OutsideProgram.run([script], environment: ["PLUMBLINE_LIBRARY": library.path])
    #expect(r.code == 0, "\(r)")
  }
}
