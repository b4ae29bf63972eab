// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// A problem that forgets its reference does not compile, and the compiler names what is missing.
@Suite struct ForgottenPartsTests {
  /// Where the modules of this build lie.
  static let modules: URL = {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return program.deletingLastPathComponent().appendingPathComponent("Modules")
  }()
  static let canCompile =
    FileManager.default.fileExists(atPath: modules.appendingPathComponent("PDE.swiftmodule").path)
    && OutsideProgram.has("swiftc", "--version")

  static func problem(reference: String) -> String {
    """
    import Differentiation
    import PDE
    struct Decay: ScalarProblem {
      static let (name, summary) = ("decay", "u' = -u")
      init(_ settings: Settings) {}
      var domain: Domain { Domain(t: 0...1) }
      func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t + u.value }
      \(reference)
    }
    """
  }

  static func compile(_ text: String) throws -> (code: Int32, text: String) {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).swift")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let maps = [
      root.appendingPathComponent("Sources/CGSL/module.modulemap").path,
      root.appendingPathComponent("Sources/CProcessor/module.modulemap").path,
      root.appendingPathComponent(
        ".build/checkouts/swift-numerics/Sources/_NumericsShims/include/module.modulemap"
      ).path,
    ]
    let r = try OutsideProgram.run(
      ["swiftc", "-typecheck", "-swift-version", "6", "-I", modules.path, file.path]
        + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] })
    return (r.code, r.out)
  }

  @Test(.enabled(if: canCompile, "swiftc, and the modules beside the tests")) func reference() throws {
    let whole = try Self.compile(
      Self.problem(reference: "var reference: any ReferenceSolution { fatalError() }"))
    #expect(whole.code == 0, "\(whole.text)")
    let forgetful = try Self.compile(Self.problem(reference: ""))
    #expect(forgetful.code != 0 && forgetful.text.contains("does not conform to protocol 'Problem'"))
    #expect(forgetful.text.contains("'reference'"), "\(forgetful.text)")
  }
}
