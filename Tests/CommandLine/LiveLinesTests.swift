// SPDX-License-Identifier: MIT

import Foundation
import Synchronization
import TestSupport
import Testing

@testable import CommandLineTool

/// What a terminal shows while the program runs, and what is left on its screen.
@Suite(.enabled(if: TerminalTests.hasTerminals, "python3 has pty"), .serialized) struct LiveLinesTests {
  static let isChecked = (try? CommandLineTests().verify(TerminalTests.training))?.code == 1
  /// What was on a screen.
  struct Seen: Decodable {
    let screen: String
    let seen: [String]
    let code: Int32
    let row, column: Int
    /// The last screen, without the seconds that trainings took.
    var last: String { screen.replacing(/[0-9.]+ s +/, with: "T ") }
    func shows(_ text: String) -> Bool { seen.contains { $0.contains(text) } }
  }

  /// - Parameters:
  ///   - wanted: as terminal.py has it.
  ///   - shell: what starts the program, "$@", instead of itself.
  func watch(
    _ wanted: [String: Any], _ arguments: [String], _ variables: [String: String] = [:], shell: String? = nil
  ) throws -> Seen {
    // The second run says that its references are checked already; so shall the first.
    #expect(Self.isChecked)
    let text = String(decoding: try JSONSerialization.data(withJSONObject: wanted), as: UTF8.self)
    let program = [CommandLineTests.binary.path] + arguments
    let r = try OutsideProgram.run(
      ["python3", TerminalTests.script, text] + (shell.map { ["/bin/sh", "-c", $0, "sh"] } ?? []) + program,
      environment: CommandLineTests.environment.merging(["TERM": "xterm", "LC_ALL": "C.UTF-8"]) { $1 }
        .merging(variables) { $1 })
    #expect(r.code == 0, "\(r)")
    return try JSONDecoder().decode(Seen.self, from: Data(r.out.utf8))
  }

  /// At the end the screen holds what it would hold had nothing else been there: at several sizes, and with
  /// others in the middle, whether or not the terminal breaks its lines anew.
  @Test(arguments: [
    ([60, 9], [], false), ([44, 12], [], false), ([110, 30], [[90, 30], [130, 12], [90, 24]], true),
    ([110, 30], [[90, 20], [130, 30]], false),
  ]) func leavesTheTable(size: [Int], sizes: [[Int]], reflows: Bool) throws {
    let wanted: [String: Any] = ["size": size, "sizes": sizes, "reflows": reflows, "when": "relative L2"]
    let training = TerminalTests.trained(sizes.isEmpty ? 1000 : 2000)
    let live = try watch(wanted, training)
    let bare = try watch(wanted, training, shell: "exec \"$@\" 2>/dev/null")
    #expect(live.last == bare.last && live.code == 1, "\(live.screen)")
    #expect((live.row, live.column) == (bare.row, bare.column))
    #expect(live.shows("of 2 cells") && live.shows(" %") && !bare.shows("of 2 cells"), "\(live.seen)")
    #expect(live.shows("loss ") || size[0] < 60, "\(live.seen)")
    #expect(live.shows("━") == (size[0] >= 60), "\(live.seen)")
  }

  /// Through a pipe to the same terminal, whatever stands at its foot.
  @Test func throughAPipe() throws {
    let seen = try watch(["size": [100, 24]], TerminalTests.training, shell: "\"$@\" | cat")
    let bare = try watch(["size": [100, 24]], TerminalTests.training, shell: "\"$@\" 2>/dev/null | cat")
    #expect(seen.last == bare.last && seen.shows("of 2 cells"), "\(seen.screen)")
  }

  /// Whatever ends the process, the foot of the terminal is clean.
  @Test(
    arguments: [
      ("SIGINT", 130, true), ("SIGTERM", 143, true), ("SIGHUP", 129, true), ("SIGABRT", -6, true),
      ("SIGINT", -2, false), ("SIGSEGV", -11, false), ("SIGQUIT", -3, false),
    ] as [(String, Int32, Bool)]) func ended(signal: String, code: Int32, isRun: Bool) throws
  {
    let arguments =
      isRun ? ["--cell", "heat/reverse/adam-90000/float64/seed1"] : ["audit", "kuramoto-sivashinsky", "kdv"]
    let seen = try watch(
      ["size": [100, 24], "signal": signal, "when": isRun ? "loss " : "0 of 2 problems"], arguments,
      // Swift's own handler, which would ask what to do.
      ["SWIFT_BACKTRACE": "enable=no"])
    #expect(seen.code == code, "\(seen.code): \(seen.screen)")
    #expect(seen.column == 0 && !seen.screen.contains("━") && !seen.screen.contains("─"), "\(seen.screen)")
    #expect(seen.screen.contains("0 of 1 cells are finished") == (isRun && code > 0), "\(seen.screen)")
  }

  /// A terminal that is a shell's again, after Ctrl-Z, is clean, and drawn on anew when the program goes on.
  @Test func stopped() throws {
    let seen = try watch(
      ["size": [100, 24], "signal": "SIGTSTP", "when": "loss "], TerminalTests.training)
    #expect(seen.code == 1 && !seen.screen.contains("━"), "\(seen.screen)")
  }

  /// In a shell's background the terminal is another's.
  @Test func inTheBackground() throws {
    let seen = try watch(
      ["size": [100, 24]], TerminalTests.training, shell: "set -m; \"$@\" & wait")
    #expect(seen.screen.contains("2 fail") && !seen.shows("of 2 cells"), "\(seen.seen)")
  }

  /// Colours where they are welcome, bars of what characters there are, plain text on a plain terminal.
  @Test(arguments: [
    (["TERM": "xterm"], true, true, true), (["NO_COLOR": "1"], true, false, true),
    (["LC_ALL": "C"], true, true, false), (["TERM": "dumb"], false, false, true),
    (["TERM": ""], false, false, true),
  ]) func looks(variables: [String: String], live: Bool, colours: Bool, unicode: Bool) throws {
    let plain = ["TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": ""]
    let r = try TerminalTests().run(100, TerminalTests.training, plain.merging(variables) { $1 })
    #expect(r.out.contains("of 2 cells") == live && r.out.contains("\u{1b}[J") == live, "\(r.out)")
    #expect(r.out.contains("\u{1b}[31mfail\u{1b}[0m") == colours, "\(r.out)")
    #expect(r.out.contains("\u{1b}[36m") == colours, "\(r.out)")
    #expect(
      r.out.contains("━") == (live && unicode) && r.out.contains("###") == (live && !unicode), "\(r.out)")
    #expect(r.out.contains("\u{1b}") == live, "\(r.out)")
  }

  /// Work that is counted, and work of which only the time is known.
  @Test(arguments: [
    (["audit", "kuramoto-sivashinsky"], "0 of 1 problems"),
    (["export", "--problem", "burgers", "--grid", "500x1000", "--output", "/dev/null"], "of 500000 points"),
    (["gradients", "--blocks", "80"], "trying 80 set-ups"),
  ]) func otherCommands(arguments: [String], line: String) throws {
    let seen = try watch(["size": [100, 24]], arguments)
    #expect(seen.code == 0 && seen.shows(line) && !seen.screen.contains(line), "\(seen)")
  }

  @Test func quiet() throws {
    let r = try TerminalTests().run(100, TerminalTests.training + ["--quiet"], ["TERM": "xterm"])
    #expect(r.code == 1 && r.out.isEmpty, "\(r.out)")
  }

  /// What was written.
  final class Log: Sendable {
    private let all = Mutex<[String]>([])
    var lines: [String] { all.withLock { $0 } }
    func write(_ text: String) { all.withLock { $0.append(text) } }
  }

  /// Where there is no terminal: a line of text when one is due, and nothing after the end.
  @Test func log() {
    let log = Log()
    let live = LiveLines(.log, write: log.write)
    let picture = ProgressPictureTests.picture(2)
    live.draw(picture)
    #expect(log.lines.isEmpty)
    live.draw(picture, at: 31)
    live.draw(picture, at: 32)
    live.end()
    live.draw(picture, at: 1000)
    #expect(log.lines == [picture.plain + "\n"])
  }

  /// Ten frames per second, each in one write, however fast the work is.
  @Test func frames() {
    let log = Log()
    let look = Look(columns: 100, rows: 24, hasColours: false, hasUnicode: true)
    let live = LiveLines(.terminal { look }, write: log.write)
    let start = ContinuousClock.now
    live.show { ProgressPicture(whole: "\(ContinuousClock.now - start)", share: nil) }
    Thread.sleep(forTimeInterval: 0.55)
    live.end()
    let most = Int((ContinuousClock.now - start) / .seconds(0.1))
    #expect(2...most ~= log.lines.dropLast().count && log.lines.last == "\r\u{1b}[J", "\(log.lines)")
  }

  /// Rows come above: the lines are erased before, and drawn again after what is on the screen at once. What
  /// goes through a pipe may come later, and they wait for the next frame.
  @Test(arguments: [true, false]) func rows(isOnScreen: Bool) {
    let log = Log()
    let look = Look(columns: 100, rows: 24, hasColours: false, hasUnicode: true)
    let live = LiveLines(.terminal { look }, write: log.write)
    let picture = ProgressPictureTests.picture(2)
    live.above(isOnScreen: isOnScreen) { log.write("first") }
    live.draw(picture)
    live.draw(picture)
    Thread.sleep(forTimeInterval: 0.12)
    live.above(isOnScreen: isOnScreen) { log.write("row") }
    live.draw(picture)
    // Less than a frame later.
    live.above(isOnScreen: isOnScreen) { log.write("row") }
    live.end()
    live.draw(picture)
    let frame = "\r" + picture.lines(look).joined(separator: "\u{1b}[K\r\n") + "\u{1b}[J\r\u{1b}[3A"
    let erasure = "\r\u{1b}[J"
    #expect(log.lines == ["first", frame, erasure, "row", frame, erasure, "row"])
  }
}
