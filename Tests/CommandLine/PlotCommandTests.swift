// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// `verify plot`, with a script in Python's place: what it is asked for, and what becomes of its answer.
@Suite struct PlotCommandTests {
  /// A folder, a painter that is a script in it, and the command that asks it.
  struct Studio: ~Copyable {
    let folder: URL
    var picture: URL { folder.appendingPathComponent("picture.svg") }

    /// - Parameter script: what the painter does, in the language of sh.
    init(_ script: String) throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("plot-\(UUID())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let painter = folder.appendingPathComponent("painter")
      try ("#!/bin/sh\ncd '\(folder.path)'\n" + script).write(to: painter, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: painter.path)
    }
    deinit { try? FileManager.default.removeItem(at: folder) }

    func process(_ arguments: [String], painter: String? = nil) throws -> Process {
      let process = Process()
      process.executableURL = CommandLineTests.binary
      process.arguments = ["plot"] + arguments
      process.currentDirectoryURL = folder
      process.environment = CommandLineTests.environment.merging([
        "PLUMBLINE_PYTHON": painter ?? folder.appendingPathComponent("painter").path
      ]) { $1 }
      return process
    }

    func plot(_ arguments: [String], painter: String? = nil) throws -> (code: Int32, err: String) {
      let process = try process(arguments, painter: painter)
      let pipe = Pipe()
      process.standardError = pipe
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return (process.terminationStatus, text)
    }

    func write(_ text: String, _ name: String) throws {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    var files: Set<String> {
      get throws { Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) }
    }
  }

  private static let table = "x,t,u\n0,0,0\n0.5,0,1\n1,0,0\n0,1,0\n0.5,1,nan\n1,1,0\n"

  /// The line of JSON, and the columns after it.
  private func request(_ studio: borrowing Studio) throws -> (document: [String: Any], columns: [Double]) {
    let data = try Data(contentsOf: studio.folder.appendingPathComponent("request"))
    let end = try #require(data.firstIndex(of: 10))
    let document = try #require(try JSONSerialization.jsonObject(with: data[..<end]) as? [String: Any])
    let bytes = [UInt8](data[(end + 1)...])
    return (
      document,
      stride(from: 0, to: bytes.count, by: 8).map { k in
        Double(bitPattern: (0..<8).reduce(0) { $0 | UInt64(bytes[k + $1]) << (8 * UInt64($1)) })
      }
    )
  }

  @Test func aFileIsHandedOverWithItsScoreAndGaps() throws {
    let studio = try Studio("cat > request; echo noise >&2; printf '<?xml drawn'")
    try studio.write(Self.table, "mine.csv")
    let done = try studio.plot(["heat", "mine.csv", "--output", "picture.svg", "--set", "alpha=0.5"])
    #expect(done.code == 0 && done.err.isEmpty, "\(done)")
    #expect(try String(contentsOf: studio.picture, encoding: .utf8) == "<?xml drawn")
    #expect(try studio.files == ["painter", "request", "mine.csv", "picture.svg"])
    let (document, columns) = try request(studio)
    #expect(document["problem"] as? String == "heat" && document["source"] as? String == "mine.csv")
    #expect(document["settings"] as? [String: Double] == ["alpha": 0.5])
    #expect(document["format"] as? String == "svg" && document["has_values"] as? Bool == true)
    let score = try #require(document["score"] as? [String: Any])
    #expect(score["points"] as? Int == 5 && (score["gap"] as? String)?.contains("1 of 6") == true)
    // Points without a value come last.
    #expect(columns.prefix(12) == [0, 0.5, 1, 0, 1, 0.5, 0, 0, 0, 1, 1, 1])
    #expect(columns[12..<17] == [0, 1, 0, 0, 0] && columns[17].isNaN && columns.count == 18)
  }

  @Test func aReferenceHasNoNumbersAndWhatIsChosenIsPassedOn() throws {
    let studio = try Studio("cat > request; printf '%%PDF'")
    let done = try studio.plot([
      "kovasznay", "--output", "p.PDF", "--unknown", "u2", "--derivative", "x", "--along", "x,y", "--slices",
      "-0.5,1", "--fixed", "y=0.25", "--grid", "9x7", "--size", "8x4.5",
    ])
    #expect(done.code == 0, "\(done)")
    let (document, columns) = try request(studio)
    #expect(columns.isEmpty && document["has_values"] as? Bool == false && document["score"] is NSNull?)
    #expect(document["unknown"] as? String == "u2" && document["derivative"] as? String == "x")
    #expect(document["along"] as? [String] == ["x", "y"] && document["slices"] as? [Double] == [-0.5, 1])
    #expect(document["fixed"] as? [String: Double] == ["y": 0.25] && document["counts"] as? [Int] == [9, 7])
    #expect(document["size"] as? [Double] == [8, 4.5])
  }

  @Test func aDerivativeIsNotScored() throws {
    let studio = try Studio("cat > request; printf '\\211PNG'")
    try studio.write("x,t,u\n0,0,3\n0.5,0,0\n", "mine.csv")
    let done = try studio.plot(["heat", "mine.csv", "--derivative", "x", "--output", "p.png"])
    #expect(done.code == 0, "\(done)")
    let (document, columns) = try request(studio)
    #expect(document["score"] is NSNull? && columns == [0, 0.5, 0, 0, 3, 0])
  }

  /// Nothing is drawn, and no file is there.
  @Test(
    arguments: [
      (["burgrs", "--output", "picture.svg"], 64, "did you mean 'burgers'"),
      (["heat", "--output", "picture.gif"], 64, ".gif is no format of pictures: end it by .svg, .png, .pdf"),
      (["heat", "--output", "picture"], 64, "without an ending"), (["heat"], 64, "--output"),
      (["heat", "--output", "no/picture.svg"], 73, "cannot write 'no/picture.svg'"),
      (["heat", "--output", "/proc/picture.svg"], 73, "cannot write"),
      (["heat", "no.csv", "--output", "picture.svg"], 66, "no.csv: no such file"),
      (["heat", "bad.csv", "--output", "picture.svg"], 65, "bad.csv"),
      (["heat", "--output", "picture.svg", "--field", "u"], 64, "choose from a file"),
      (["heat", "--output", "picture.svg", "--grid", "4x0"], 64, "whole numbers from 1 on"),
      (["heat", "bad.csv", "--output", "picture.svg", "--grid", "4x4"], 64, "points of its own"),
      (["heat", "--output", "picture.svg", "--size", "12"], 64, "as in 12x7"),
      (["heat", "--output", "picture.svg", "--size", "1000x2"], 64, "from 2 to 50"),
      (["heat", "--output", "picture.svg", "--slices", "0.5;1"], 64, "'0.5;1' is no number"),
      (["heat", "--output", "picture.svg", "--fixed", "t"], 64, "--fixed t=0.5"),
      (["heat", "--output", "picture.svg", "--set", "alpha=-1"], 64, "out of range"),
    ]
  ) func refused(_ arguments: [String], _ code: Int32, _ message: String) throws {
    let studio = try Studio("touch asked")
    try studio.write("x,t,u\n0,0,oops\n", "bad.csv")
    let done = try studio.plot(arguments)
    #expect(done.code == code && done.err.contains(message), "\(arguments): \(done)")
    #expect(try studio.files == ["painter", "bad.csv"])
  }

  /// What was there stays.
  @Test(
    arguments: [
      ("printf 'there is no unknown v'; exit 64", 64, "Error: there is no unknown v\n"),
      ("printf 'no matplotlib: get it'; exit 69", 69, "Error: no matplotlib: get it\n"),
      ("printf 'no such value'; exit 65", 65, "no such value"),
      ("printf 'no memory'; exit 70", 70, "Error: no memory\n"),
      ("echo 'first' >&2; echo 'KeyError: 1' >&2; exit 1", 70, "ended with 1: KeyError: 1"),
      ("kill -9 $$", 70, "was ended by a signal"), ("printf 'picture'", 70, "something else than a picture"),
      ("exit 0", 70, "something else than a picture"),
    ]
  ) func aPainterThatFails(_ script: String, _ code: Int32, _ message: String) throws {
    let studio = try Studio(script)
    try studio.write("before", "picture.svg")
    let done = try studio.plot(["heat", "--output", "picture.svg"])
    #expect(done.code == code && done.err.contains(message), "\(done)")
    #expect(try String(contentsOf: studio.picture, encoding: .utf8) == "before")
    #expect(try studio.files == ["painter", "picture.svg"])
  }

  @Test func withoutAPainterItSaysWhatIsNeeded() throws {
    let studio = try Studio("exit 0")
    let done = try studio.plot(["heat", "--output", "picture.svg"], painter: "/no/python")
    #expect(done.code == 69 && done.err.contains("'/no/python' cannot be started"), "\(done)")
    #expect(done.err.contains("name it by PLUMBLINE_PYTHON"))
  }

  /// Where Python is: an interpreter without the package, and one with another of that name.
  @Test func aPackageOfAnotherKindIsNamed() throws {
    guard OutsideProgram.has("python3", "-c", "import sys; assert sys.version_info >= (3, 9)") else { return }
    for (package, message) in [
      ("raise ImportError('no module here')", "cannot import it (no module here)"),
      ("", "has another package of that name"), ("__version__ = '0.0.9'; problem = 1", "has 0.0.9"),
    ] {
      let studio = try Studio("PYTHONPATH=. exec python3 \"$@\"")
      try studio.write(package, "plumbline.py")
      let done = try studio.plot(["heat", "--output", "picture.svg"])
      #expect(done.code == 69 && done.err.contains(message), "\(package): \(done)")
      #expect(
        done.err.contains("PLUMBLINE_PYTHON") && !FileManager.default.fileExists(atPath: studio.picture.path))
    }
  }

  @Test func ctrlCEndsThePainterToo() throws {
    let studio = try Studio("echo $$ > number; exec sleep 60")
    let process = try studio.process(["heat", "--output", "picture.svg"])
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    let number = studio.folder.appendingPathComponent("number")
    var painter: Int32?
    for _ in 0..<400 where painter == nil {
      painter = (try? String(contentsOf: number, encoding: .utf8)).flatMap { Int32($0.dropLast()) }
      usleep(50_000)
    }
    process.interrupt()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130 && text.contains("nothing is written"), "\(text)")
    let id = try #require(painter)
    for _ in 0..<100 where !isDead(id) { usleep(50_000) }
    #expect(isDead(id))
    #expect(try studio.files == ["painter", "number"])
  }

  /// Whether nothing is left of a process but what waits to be buried.
  private func isDead(_ id: Int32) -> Bool {
    let status = (try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)) ?? ""
    return status.isEmpty || status.contains(") Z ")
  }
}
