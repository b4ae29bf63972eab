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

    /// In each form `{}` is the interval, `{inverse}` that of 1 over it, `{reference}` what it is held against.
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
      let text =
        form.replacing("{inverse}", with: Self.text(inverse)).replacing(
          "{reference}", with: Self.number(reference, like: [reference])
        ).replacing("{}", with: Self.text(interval))
      return "\(subject) \(text)."
    }

    /// Where there is no interval.
    func sentence(without missing: Int, of seeds: Int, _ estimator: Estimator) -> String {
      missing > 0
        ? "\(subject): no answer, since \(missing) of \(seeds) seeds gave no number."
        : "\(subject): no answer, since the \(estimator.rawValue) of these \(seeds) numbers does not exist."
    }

    /// "1.4 (1.3 to 1.5)"; the estimate alone where every seed gives it.
    public static func text(_ interval: Interval) -> String {
      let all = [interval.estimate, interval.low, interval.high]
      let estimate = number(interval.estimate, like: all)
      if interval.low == interval.high { return estimate }
      return "\(estimate) (\(number(interval.low, like: all)) to \(number(interval.high, like: all)))"
    }

    /// Two digits, or as many as tell the ends of the interval apart.
    private static func number(_ x: Double, like all: [Double]) -> String {
      guard x.isFinite else { return x.isNaN ? "nan" : x < 0 ? "-inf" : "inf" }
      let size = all.filter(\.isFinite).map(\.magnitude).max() ?? 0
      let width = (all.max() ?? 0) - (all.min() ?? 0)
      func text(_ digits: Int, _ x: Double) -> String {
        if x == 0 { return "0" }
        if x.magnitude >= 0.01, x.magnitude < 10_000 {
          let whole = x.magnitude >= 1 ? Int(Double.log10(x.magnitude)) + 1 : x.magnitude >= 0.1 ? 0 : -1
          let rounded = String(printf: "%.\(Swift.max(0, digits - whole))f", x)
          return rounded
        }
        return String(printf: "%.\(digits - 1)e", x)
      }
      let digits = width > 0 && width < 0.1 * size ? width < 0.01 * size ? 4 : 3 : 2
      return text(digits, x)
    }
  }
}
