// SPDX-License-Identifier: MIT

import RealModule
import Threads

/// One unknown number behind a file's values: a parameter of the problem, a factor in time.
struct CurveFit {
  /// Few points: the scan evaluates all of them for every number tried.
  let points: FieldSamples
  /// The values for a number, by point; NaN where there are none, nil where the number is not possible.
  let values: @Sendable (Double) -> [[Double]]?
  let range: ClosedRange<Double>
  /// The least share of points that must have values.
  let share: Double

  /// The number that fits best.
  /// - Parameters:
  ///   - tried: ascending, within the range; dense enough that the best of them lies in the right valley.
  ///   - isWhole: whether only those tried can be meant.
  func best(_ tried: [Double], isWhole: Bool, steps: Int = 8, valleys: Int = 3) -> Double? {
    let values = values
    let (points, share) = (points, share)
    let all = Parallel.map(tried.count) { k -> Double in
      guard let v = values(tried[k]) else { return .infinity }
      let misfit = RelativeError(points, v)
      return misfit.share >= share ? misfit.error : .infinity
    }
    let low = all.indices.filter { k in
      all[k].isFinite && (k == 0 || all[k] <= all[k - 1]) && (k == all.count - 1 || all[k] <= all[k + 1])
    }
    .sorted { all[$0] < all[$1] }
    guard let lowest = low.first else { return nil }
    if isWhole { return tried[lowest] }
    let starts = Array(low.prefix(valleys))
    let found = Parallel.map(starts.count) { k in
      polished(tried, starts[k], all[starts[k]], steps: steps)
    }
    return found.min { $0.misfit < $1.misfit }?.number
  }

  /// Gauss and Newton's step with the slope of the last two numbers: near the truth the digits multiply,
  /// whatever the noise in the file.
  private func polished(
    _ tried: [Double], _ start: Int, _ misfit: Double, steps: Int
  ) -> (number: Double, misfit: Double) {
    var best = (number: tried[start], misfit: misfit)
    let neighbours = [start - 1, start + 1].filter(tried.indices.contains)
    guard let other = neighbours.first, var last = values(tried[start]) else { return best }
    let bracket = (tried[max(0, start - 1)], tried[min(tried.count - 1, start + 1)])
    var number = tried[start]
    // A first slope over a thousandth of the way: the valley may be bent.
    var next = number + (tried[other] - number) * 1e-3
    for _ in 0..<steps {
      guard next != number, let v = values(next) else { break }
      let reached = RelativeError(points, v)
      if reached.share >= share, reached.error < best.misfit { best = (next, reached.error) }
      let step = newtonStep(from: last, to: v, by: next - number)
      (number, last) = (next, v)
      guard let step, step.isFinite else { break }
      next = min(max(number + step, bracket.0, range.lowerBound), bracket.1, range.upperBound)
    }
    return best
  }

  /// From the values for two numbers, by how much the second is to be changed; nil where they are the same.
  func newtonStep(from a: [[Double]], to b: [[Double]], by distance: Double) -> Double? {
    var (along, size) = (0.0, 0.0)
    for u in b.indices {
      for i in 0..<points.count where a[u][i].isFinite && b[u][i].isFinite {
        let slope = (b[u][i] - a[u][i]) / distance
        along += (points.values[u][i] - b[u][i]) * slope
        size += slope * slope
      }
    }
    return size > 0 ? along / size : nil
  }

  /// Numbers to try over a range: evenly, by equal factors where it spans decades, and densely about the
  /// usual one.
  static func numbers(_ range: ClosedRange<Double>, about usual: Double, coarse: Bool) -> [Double] {
    let (a, b) = (range.lowerBound, range.upperBound)
    let n = coarse ? 8 : 96
    var all = (0...n).map { a + (b - a) * Double($0) / Double(n) }
    if a > 0, b / a > 10 { all += (0...n / 2).map { a * Double.pow(b / a, 2 * Double($0) / Double(n)) } }
    if !coarse { all += (-20...20).map { usual * Double.pow(2, Double($0) / 20) } }
    let sorted = Set(all.map { min(max($0, a), b) }).sorted()
    return sorted
  }
}
