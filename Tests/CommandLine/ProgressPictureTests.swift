// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import CommandLineTool

/// The lines at the foot of the terminal, from what they show alone.
@Suite struct ProgressPictureTests {
  static let losses = [1.2e-5, 3.4e+123, 0, .infinity, .nan, -.infinity]

  /// With names as long as the longest, shares in and out of range, and losses of every kind.
  static func picture(_ parts: Int) -> ProgressPicture {
    ProgressPicture(
      whole: "12 of 28000 cells", share: 0.43, left: "12 min left",
      parts: (0..<parts).map { k in
        let problem = k % 2 == 0 ? "heat" : "kuramoto-sivashinsky(l=22,modes=17)"
        return .init(
          name: "\(problem)/taylor-over-reverse/levenberg-marquardt/float64/seed\(k)",
          shortName: "\(problem)/taylor-over-reverse/seed\(k)",
          share: [0, 0.5, 1, .nan, 1.5, -1][k % 6], loss: k == 3 ? nil : losses[k % 6],
          left: k % 6 == 2 ? "judging" : "90 min left")
      })
  }
  static let widths = Array(20...200) + [1, 2, 5, 1000]
  static let heights = [1, 4, 7, 8, 24, 60]

  /// What is left of a line without the codes of its colours.
  static func text(_ line: String) -> String { line.replacing(/\u{1b}\[[0-9;]*m/, with: "") }

  @Test(arguments: [0, 1, 2, 8, 64]) func fits(parts: Int) {
    for (columns, rows) in Self.widths.flatMap({ w in Self.heights.map { (w, $0) } }) {
      for (colours, unicode) in [(false, false), (false, true), (true, false), (true, true)] {
        let look = Look(columns: columns, rows: rows, hasColours: colours, hasUnicode: unicode)
        let picture = Self.picture(parts)
        let lines = picture.lines(look)
        let faults = faults(lines, of: picture, look) + faults(lines.map(Self.text), parts, look)
        // One is enough: there are thousands.
        guard faults.isEmpty else {
          Issue.record("\(look): \(faults): \(lines)")
          return
        }
      }
    }
  }

  /// What no terminal may be given.
  func faults(_ lines: [String], of picture: ProgressPicture, _ look: Look) -> [String] {
    let texts = lines.map(Self.text)
    // Colours move nothing.
    let bare = Look(columns: look.columns, rows: look.rows, hasColours: false, hasUnicode: look.hasUnicode)
    let laws = [
      ("wide", texts.allSatisfy { $0.count < max(2, look.columns) }),
      ("many", lines.count == 1 || lines.count <= look.rows / 2),
      ("control", !texts.joined().unicodeScalars.contains { $0.value < 32 }),
      ("characters", look.hasUnicode || lines.joined().utf8.allSatisfy { $0 < 128 }),
      ("colours", picture.lines(bare) == texts && (look.hasColours || lines == texts)),
    ]
    return laws.filter { !$0.1 }.map(\.0)
  }

  /// What is not said, or not in its place.
  func faults(_ texts: [String], _ parts: Int, _ look: Look) -> [String] {
    guard look.columns >= 60, look.rows >= 8, parts > 0 else { return texts.count == 1 ? [] : ["lines"] }
    let shown = min(parts, look.rows / 2 - 2)
    guard texts.count == shown + 2, texts[0].isEmpty else { return ["lines"] }
    let losses = ["1.2e-05", "3.4e+123", "0.0e+00", nil, "nan", "-inf"]
    let shares = ["0 %", "50 %", "100 %", "0 %", "100 %", "0 %"]
    let bars = texts.dropFirst().map { line in line.prefix { !"━╸─#".contains($0) }.count }
    let laws = [
      (
        "loss",
        (0..<shown).allSatisfy { k in losses[k % 6].map { texts[k + 1].contains("loss \($0)") } ?? true }
      ),
      ("share", (0..<shown).allSatisfy { texts[$0 + 1].contains(" " + shares[$0 % 6]) }),
      ("whole", texts[shown + 1].hasPrefix("12 of 28000 cells")),
      ("left", texts[shown + 1].contains("12 min left")),
      ("rest", texts[shown + 1].contains("\(parts) in training") == (shown < parts) || look.columns < 90),
      ("bars", !look.hasUnicode || Set(bars).count == 1),
    ]
    return laws.filter { !$0.1 }.map(\.0)
  }

  /// On one line: how many, what share, the time left, and the loss of the first in training.
  @Test func oneLine() {
    let picture = Self.picture(2)
    let low = Look(columns: 120, rows: 7, hasColours: false, hasUnicode: false)
    #expect(
      picture.lines(low) == [
        "12 of 28000 cells  ########------------  43 %  12 min left  loss 1.2e-05 heat/taylor-over-reverse/seed0"
      ])
    let narrow = Look(columns: 50, rows: 24, hasColours: false, hasUnicode: true)
    #expect(picture.lines(narrow) == ["12 of 28000 cells  43 %  12 min left  loss 1.2e-0"])
  }

  @Test func plainText() {
    let text = Self.picture(6).plain
    #expect(text.hasPrefix("12 of 28000 cells, 43 %, 12 min left; heat/"), "\(text)")
    #expect(text.hasSuffix("; 2 more in training") && text.contains("loss 3.4e+123"), "\(text)")
    #expect(!text.unicodeScalars.contains { $0.value < 32 })
  }

  /// Wide characters take two columns, and what would control the terminal is shown as a question mark.
  @Test func strangeCharacters() {
    let picture = ProgressPicture(whole: "日本\u{1b}[2J語\nx\u{202e}y", share: nil)
    func line(_ columns: Int, _ unicode: Bool) -> String {
      picture.lines(Look(columns: columns, rows: 24, hasColours: true, hasUnicode: unicode))[0]
    }
    #expect(line(80, true) == "日本?[2J語?x?y")
    #expect(line(80, false) == "???[2J??x?y")
    #expect(line(4, true) == "日")
    #expect(line(5, true) == "日本")
  }

  @Test(arguments: [0, 0.001, 0.24, 0.25, 0.5, 0.999, 1])
  func bars(share: Double) {
    for width in 1...40 {
      for unicode in [false, true] {
        let look = Look(columns: 80, rows: 24, hasColours: false, hasUnicode: unicode)
        let bar = look.line(look.bar(share, width))
        let full = bar.count { "━#".contains($0) }
        #expect(bar.count == width && full == Int(share * Double(width)), "\(width): \(bar)")
      }
    }
  }

  @Test(arguments: [
    (["TERM": "xterm"], true, false), (["TERM": "xterm", "NO_COLOR": "1"], false, false),
    (["TERM": "xterm", "NO_COLOR": "", "LANG": "de_DE.UTF-8"], true, true), (["TERM": "dumb"], false, false),
    ([:], false, false), (["TERM": "xterm", "LANG": "C"], true, false),
    (["TERM": "xterm", "LANG": "C.utf8", "LC_ALL": "C"], true, false),
    (["TERM": "xterm", "LANG": "C", "LC_CTYPE": "en_US.UTF-8", "LC_ALL": ""], true, true),
  ]) func environment(variables: [String: String], colours: Bool, unicode: Bool) {
    #expect(Look.hasColours(variables) == colours && Look.hasUnicode(variables) == unicode)
    #expect(Look.isPlain(variables) == !["xterm"].contains(variables["TERM"]))
  }
}
