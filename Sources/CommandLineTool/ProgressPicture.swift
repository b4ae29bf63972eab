// SPDX-License-Identifier: MIT

import Essentials

/// How far work is, and the lines that show it at the foot of a terminal.
package struct ProgressPicture: Equatable, Sendable {
  /// One of several that are done side by side.
  package struct Part: Equatable, Sendable {
    /// In full, and where that takes too much room.
    package var name, shortName: String
    /// Of its work, 0 to 1.
    package var share: Double
    /// nil before the first step.
    package var loss: Double?
    /// "12 s left", "judging", or nothing.
    package var left: String

    package init(name: String, shortName: String, share: Double, loss: Double?, left: String) {
      (self.name, self.shortName, self.share) = (name, shortName, share)
      (self.loss, self.left) = (loss, left)
    }
  }
  /// "12 of 280 cells"
  package var whole: String
  /// Of all the work, 0 to 1; nil where it is not known.
  package var share: Double?
  /// "3 min left", or nothing.
  package var left: String
  /// What else is to say, or nothing.
  package var note: String
  package var parts: [Part]

  package init(whole: String, share: Double?, left: String = "", note: String = "", parts: [Part] = []) {
    (self.whole, self.share, self.left, self.note, self.parts) = (whole, share, left, note, parts)
  }

  /// One line a part and one for the whole, at most half of the screen; one line where it is narrow or low.
  package func lines(_ look: Look) -> [String] {
    guard !parts.isEmpty, look.columns >= Self.narrow, look.rows >= Self.low else {
      return [look.line(one(look))]
    }
    let shown = parts.prefix(look.rows / 2 - 2)
    let longer = shown.count < parts.count ? whole + ", \(parts.count) in training" : whole
    let columns = PartColumns(look, Array(shown), longer)
    let whole = longer.count <= columns.name ? longer : whole
    let total = columns.row(whole, share ?? 0, nil, columns.hasLeft ? "" : left, columns.hasLeft ? left : "")
    // The empty line is where the cursor stands: what others write there spoils nothing.
    return [""] + shown.map { look.line(columns.row($0)) } + [look.line(total + [Span("  " + note)])]
  }
  private static let (narrow, low) = (60, 8)

  /// The same as a line of text, where there is no terminal.
  package var plain: String {
    let most = 4
    let rest = parts.count > most ? ["\(parts.count - most) more in training"] : []
    let head = [whole, share.map(Self.percent), left, note].compactMap(\.self).filter { !$0.isEmpty }
    return ([head.joined(separator: ", ")] + parts.prefix(most).map(\.plain) + rest).joined(separator: "; ")
  }

  private func one(_ look: Look) -> [Span] {
    let first = parts.first.map { part in
      [part.loss.map { "loss " + Self.text(loss: $0) }, part.shortName].compactMap(\.self).joined(
        separator: " ")
    }
    let rest = [left, note, first ?? ""].filter { !$0.isEmpty }.map { Span("  " + $0) }
    guard let share else { return [Span(whole)] + rest }
    let bar = look.columns >= Self.narrow ? [Span("  ")] + look.bar(share, 20) : []
    return [Span(whole)] + bar + [Span("  " + Self.percent(share))] + rest
  }

  /// Never 100 before the end.
  static func percent(_ share: Double) -> String {
    "\(share.isNaN ? 0 : Int(min(max(share, 0), 1) * 100)) %"
  }
  static func text(loss: Double) -> String {
    loss.isNaN ? "nan" : loss.isInfinite ? (loss < 0 ? "-inf" : "inf") : Report.brief(loss)
  }
}

extension ProgressPicture.Part {
  fileprivate var plain: String {
    let loss = loss.map { ", loss " + ProgressPicture.text(loss: $0) } ?? ""
    return "\(name): \(ProgressPicture.percent(share))\(loss)\(left.isEmpty ? "" : ", " + left)"
  }
}

/// What stands below what: a name, a bar, its percentage, a loss, the time left.
private struct PartColumns {
  private let look: Look
  let name: Int
  private let bar: Int
  private let isShort: Bool
  /// Whether there is room for each part's time left.
  let hasLeft: Bool
  private static let (percent, loss, left, gap) = (5, 13, 11, 2)

  init(_ look: Look, _ parts: [ProgressPicture.Part], _ whole: String) {
    self.look = look
    hasLeft = look.columns >= 80
    let others = Self.percent + Self.loss + 3 * Self.gap + (hasLeft ? Self.left + Self.gap : 0)
    let room = look.columns - 1 - others
    func width(_ names: [String]) -> Int { (names + [whole]).map(\.count).max() ?? 0 }
    let (long, short) = (width(parts.map(\.name)), width(parts.map(\.shortName)))
    isShort = long > room - 10
    name = min(isShort ? short : long, room - 10)
    bar = min(30, room - name)
  }

  func row(_ part: ProgressPicture.Part) -> [Span] {
    row(isShort ? part.shortName : part.name, part.share, part.loss, "", hasLeft ? part.left : "")
  }

  func row(_ title: String, _ share: Double, _ loss: Double?, _ inLoss: String, _ left: String) -> [Span] {
    let gap = String(repeating: " ", count: Self.gap)
    let percent = ProgressPicture.percent(share)
    let text = loss.map { "loss " + ProgressPicture.text(loss: $0) } ?? inLoss
    return [Span(fitted(title) + gap)] + look.bar(share, bar) + [
      Span(gap + String(repeating: " ", count: max(0, Self.percent - percent.count)) + percent + gap),
      Span(text.padded(to: Self.loss), loss?.isFinite ?? true ? .plain : .bad), Span(gap + left),
    ]
  }

  private func fitted(_ title: String) -> String {
    if title.count <= name { return title.padded(to: name) }
    let end = look.hasUnicode ? "…" : "..."
    return title.prefix(name - end.count) + end
  }
}
