// SPDX-License-Identifier: MIT

import ArgumentParser
import Essentials
import Plumbline

/// The Python package, which draws: asked for a picture, it gives the bytes of its file.
struct Painter {
  /// `PLUMBLINE_PYTHON`, which the Python package's own command sets to the interpreter that runs it; else
  /// what PATH has.
  private var interpreter: String {
    let named = ProcessInfo.processInfo.environment["PLUMBLINE_PYTHON"] ?? ""
    return named.isEmpty ? "python3" : named
  }
  let process = Subprocess()

  /// No interpreter, or one without what drawing needs, as sysexits(3) calls it.
  static let unavailable: Int32 = 69

  /// - Parameters:
  ///   - request: what to draw.
  ///   - columns: the numbers that go with it.
  /// - Returns: the bytes of a picture in that format.
  /// - Throws: ``Failure``, which says how to get what is missing, or what Python says.
  func picture(_ request: PictureRequest, _ columns: [[Double]]) throws -> [UInt8] {
    let input = try [request.line] + columns.map { column in column.withUnsafeBytes { Array($0) } }
    let ending: Subprocess.Ending
    do {
      ending = try process.run(interpreter, ["-c", Self.program, Runner.version], input: input)
    } catch {
      throw Failure(
        "a picture is drawn by Python, and '\(interpreter)' cannot be started (\(error)): install Python 3.9 or newer "
          + "with the package plumbline and matplotlib, or name it by PLUMBLINE_PYTHON", Self.unavailable)
    }
    switch ending.code {
    case 0 where request.format.isBegun(by: ending.output): return ending.output
    case 0: throw Failure("\(interpreter) gave something else than a picture", 70)
    case 64, 65, Self.unavailable, 70:
      throw Failure(String(decoding: ending.output, as: UTF8.self).trimmed, ending.code ?? 70)
    case let code:
      let lines = String(decoding: ending.errors, as: UTF8.self).split(separator: "\n")
      let how = code.map { "ended with \($0)" } ?? "was ended by a signal: is there enough memory?"
      throw Failure(
        "the picture could not be drawn: \(interpreter) \(how)" + (lines.last.map { ": \($0)" } ?? ""), 70)
    }
  }

  /// What the interpreter is given: it looks for the package where it is installed, not in the folder where
  /// the command runs, and whatever is printed on the way stays out of the picture.
  private static let program = """
    import os, sys
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.path[:] = [folder for folder in sys.path if folder]
    wanted, cure = sys.argv[1], "install plumbline's wheel there, or name another interpreter by PLUMBLINE_PYTHON"
    def refuse(text):
        out.write(f"a picture is drawn by Python's package plumbline, and {text}: {cure}".encode("utf-8", "replace"))
        out.flush()
        sys.exit(69)
    try:
        import plumbline
    except ImportError as error:
        refuse(f"{sys.executable} cannot import it ({error})")
    found = getattr(plumbline, "__version__", None)
    if found != wanted or not hasattr(plumbline, "problem"):
        refuse(f"this is version {wanted}, while {sys.executable} has {found or 'another package'} of that name")
    try:
        from plumbline._draw import main
    except ImportError as error:
        refuse(f"that of {sys.executable} cannot draw ({error})")
    sys.exit(main(sys.stdin.buffer, out))
    """
}

extension Failure {
  fileprivate init(_ message: String, _ code: Int32) { self.init(message, ExitCode(code)) }
}

/// The formats of pictures.
enum PictureFormat: String, CaseIterable {
  case svg, png, pdf

  fileprivate func isBegun(by bytes: [UInt8]) -> Bool {
    let start: [UInt8] =
      switch self {
      case .svg: Array("<?xml".utf8)
      case .png: [0x89] + Array("PNG".utf8)
      case .pdf: Array("%PDF".utf8)
      }
    return bytes.starts(with: start)
  }
}
