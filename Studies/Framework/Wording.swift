// SPDX-License-Identifier: MIT

import Essentials
import RealModule

extension Study {
  /// What a finding says, one form per direction: the interval chooses.
  ///
  ///     Wording("Taylor series", above: "take {} times as long as differences",
  ///       below: "are {inverse} times as fast as differences",
  ///       undecided: "cannot be told apart from differences in time: {} times")
  public struct Wording: Sendable {
    let subject: String
    let forms: [Direction: String]

    /// In each form `{}` is the interval, `{inverse}` that of 1 over it, `{reference}` what it is held
    /// against.
    /// - Parameters:
    ///   - subject: what the sentence is about.
    ///   - above: the rest, where the whole interval lies above the reference.
    ///   - below: the rest, where it lies below.
    ///   - undecided: the rest, where it holds the reference.
    ///   - equal: the rest, where every seed gives the reference itself; as undecided where nil.
    public init(
      _ subject: String, above: String, below: String, undecided: String, equal: String? = nil
    ) {
      self.subject = subject
      forms = [.above: above, .below: below, .undecided: undecided, .equal: equal ?? undecided]
    }

    /// Times of two that do the same.
    /// - Parameters:
    ///   - subject: what takes the time above.
    ///   - other: what takes the time below.
    public static func times(_ subject: String, as other: String) -> Wording {
      Wording(
        subject, above: "takes {} times as long as \(other)", below: "is {inverse} times as fast as \(other)",
        undecided: "cannot be told apart from \(other) in time: {} times as long")
    }

    /// Errors of two that do the same.
    /// - Parameters:
    ///   - subject: what has the error above.
    ///   - other: what has the error below.
    public static func errors(_ subject: String, as other: String) -> Wording {
      Wording(
        subject, above: "has {} times the error of \(other)",
        below: "has only {} times the error of \(other)",
        undecided: "cannot be told apart from \(other) by its error: {} times as large")
    }

    func sentence(_ interval: Interval, against reference: Double) -> String {
      let form = forms[Direction(interval, against: reference)] ?? ""
      let inverse = Interval(1 / interval.estimate, 1 / interval.high, 1 / interval.low)
      let text = form.replacing("{inverse}", with: Self.text(inverse, apartFrom: 1 / reference))
        .replacing("{reference}", with: String(printf: "%g", reference))
        .replacing("{}", with: Self.text(interval, apartFrom: reference))
      return "\(subject) \(text)."
    }

    /// Where there is no interval.
    func sentence(without missing: Int, of seeds: Int, _ estimator: Estimator) -> String {
      missing > 0
        ? "\(subject): no answer, since \(missing) of \(seeds) seeds gave no number."
        : "\(subject): no answer, since the \(estimator.rawValue) of these \(seeds) numbers does not exist."
    }

    /// "1.4 (1.3 to 1.5)"; the estimate alone where every seed gives it.
    /// - Parameters:
    ///   - interval: what is written.
    ///   - reference: what its ends are told apart from, where they are.
    public static func text(_ interval: Interval, apartFrom reference: Double? = nil) -> String {
      let ends = [interval.low, interval.high]
      let size = ends.map(\.magnitude).max() ?? 0
      let width = (interval.high - interval.low) / size
      let fewest = width > 0 && width < 1 ? Int((1 - Double.log10(width)).rounded(.up)) : 2
      var digits = min(max(2, fewest), enough)
      while digits < most {
        let isClear = ends.allSatisfy { end in
          reference.map { end == $0 || number(end, digits) != number($0, digits) } ?? true
        }
        if isClear { break }
        digits += 1
      }
      let estimate = number(interval.estimate, digits)
      if interval.low == interval.high { return estimate }
      return "\(estimate) (\(number(interval.low, digits)) to \(number(interval.high, digits)))"
    }

    /// Digits of a narrow interval, and where no fewer show on which side of the reference it lies.
    private static let (enough, most) = (4, 6)

    /// So many significant digits, without an exponent where the number is of common size.
    private static func number(_ x: Double, _ digits: Int) -> String {
      guard x.isFinite, x != 0 else { return x == 0 ? "0" : x.isNaN ? "nan" : x < 0 ? "-inf" : "inf" }
      let written = String(printf: "%.\(digits - 1)e", x)
      guard let rounded = Double(written),
        let place = written.split(separator: "e").last.flatMap({ Int($0) }),
        (-3..<5).contains(place)
      else { return written }
      return String(printf: "%.\(max(0, digits - 1 - place))f", rounded)
    }
  }
}
