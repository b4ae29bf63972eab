// SPDX-License-Identifier: MIT

import Foundation
import Plumbline

/// The answer to "which strategy should I use?", every number of it measured.
struct Advice {
  let lines: [String]

  /// - Parameters: Burgers' equation, one of the fourth order, and the Laplacian in ten dimensions.
  init(_ second: Timing, _ fourth: Timing, _ laplacian: Timing) {
    let difference = CentralDifference()
    func floor(_ k: Int, _ u: Double) -> String {
      String(format: "%.1e", difference.expectedError(order: k, unitRoundoff: u))
    }
    func list(_ timing: Timing, _ names: some Sequence<String>) -> String {
      names.map { "`\($0)` \(one(timing.median($0)))" }.joined(separator: ", ")
    }
    let slow = second.median("central-difference") / second.median(second.exact[0])
    lines = [
      "* **Up to second order:** `\(second.exact[0])`. Loss and gradient of Burgers take it \(one(second.median(second.exact[0]))) ms; \(list(second, second.exact.dropFirst())).",
      "* **Third order and above:** `\(fourth.exact[0])`. For u_xxxx: \(list(fourth, fourth.exact)).",
      "* **Where an equation reads u, ∇u and Δu only:** `forward-laplacian`. For Δu in ten dimensions (10-64x2-1, 1,000 points): \(list(laplacian, ["forward-laplacian"] + laplacian.exact)).",
      "* **All exact ones give the same gradient**, to \(String(format: "%.0e", second.disagreement(second.exact))) of its largest component at second order and \(String(format: "%.0e", fourth.disagreement(fourth.exact))) at fourth; the tests compare them with one another where no work is shared.",
      "* **`central-difference` only where u can be evaluated and nothing more:** \(one(second.median("central-difference"))) ms, \(one(slow)) times the fastest, derivatives good to \(floor(1, 0x1p-53)) at first order, \(floor(2, 0x1p-53)) at second and \(floor(4, 0x1p-53)) at fourth (Float64; \(floor(2, 0x1p-24)) at second in Float32).",
      "* Measured by `swift run --package-path Benchmarks bench` on 2-20x8-1 tanh, 10,000 points, Float64, one thread (\(Machine.current.instructionSet), \(Machine.current.compiler)); medians.",
    ]
  }

  static let begin = "<!-- strategies: written by Benchmarks -->"
  static let end = "<!-- end of strategies -->"

  /// The text with what stands between the two marks replaced.
  func written(into text: String) throws -> String {
    guard let from = text.range(of: Self.begin), let to = text.range(of: Self.end),
      from.upperBound < to.lowerBound
    else { throw MissingMarks() }
    return text[..<from.upperBound] + "\n" + lines.joined(separator: "\n") + "\n" + text[to.lowerBound...]
  }
  struct MissingMarks: Error, CustomStringConvertible {
    var description: String { "the file lacks the marks '\(Advice.begin)' and '\(Advice.end)'" }
  }
}
