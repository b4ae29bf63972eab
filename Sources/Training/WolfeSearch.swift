// SPDX-License-Identifier: MIT

import RealModule

/// A step length α that meets the strong Wolfe conditions on φ(α) = f(x + α p),
///
///     φ(α) ≤ φ(0) + c₁ α φ′(0)        |φ′(α)| ≤ c₂ |φ′(0)|
///
/// by bracketing and cubic interpolation (Nocedal and Wright, Numerical Optimization, 2006, algorithms 3.5
/// and 3.6).
struct WolfeSearch: Sendable {
  /// c₁
  var sufficientDecrease = 1e-4
  /// c₂
  var curvature = 0.9
  /// Evaluations before the best step so far is taken.
  var trials = 25

  /// φ and φ′ at a step, and what they were computed from.
  struct Sample {
    let step: Double
    let value: Double
    let slope: Double
    let gradient: [Double]
  }

  /// - Parameters:
  ///   - start: φ at 0, its slope negative.
  ///   - first: the step to try first.
  /// - Returns: where both conditions hold, or the lowest value found; nil where nothing was lower than the
  ///   start.
  func search(
    from start: Sample, first: Double, _ evaluate: (_ step: Double) throws -> Sample
  ) rethrows -> Sample? {
    // The minimum lies between `low`, the best so far, and `high`, in the direction in which φ falls at
    // `low`.
    var (low, high) = (start, Sample?.none)
    var step = first
    for _ in 0..<trials {
      let sample = try evaluate(step)
      // Written so that a value that is no number counts as too high.
      let falls = sample.value <= start.value + sufficientDecrease * step * start.slope
      if !(falls && (sample.value < low.value || low.step == 0)) {
        high = sample
      } else {
        if abs(sample.slope) <= -curvature * start.slope { return sample }
        let ahead = high.map { $0.step - low.step } ?? 1
        if sample.slope * ahead >= 0 { high = low }
        low = sample
      }
      guard let end = high else {
        step *= 3
        continue
      }
      step = between(low, end)
      if abs(end.step - low.step) <= 0x1p-40 * max(low.step, end.step) { break }
    }
    return low.step > 0 && low.value < start.value ? low : nil
  }

  /// The minimum of the cubic through values and slopes of both, kept away from the ends.
  private func between(_ a: Sample, _ b: Sample) -> Double {
    let width = b.step - a.step
    let d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step)
    let d2 = Double.copysign((d1 * d1 - a.slope * b.slope).squareRoot(), width)
    let fraction = 1 - (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2)
    return a.step + width * (fraction.isFinite ? min(0.9, max(0.1, fraction)) : 0.5)
  }
}

extension Double {
  fileprivate static func copysign(_ x: Double, _ sign: Double) -> Double { sign < 0 ? -abs(x) : abs(x) }
}
