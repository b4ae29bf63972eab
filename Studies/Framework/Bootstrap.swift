// SPDX-License-Identifier: MIT

import RealModule
import Sampling

/// What stands for a sample.
public enum Estimator: String, Codable, Sendable, CaseIterable {
  case mean, median
  /// Of ratios and of errors, whose logarithms spread evenly; of numbers above 0 alone.
  case geometricMean = "geometric mean"

  /// nil where the sample has none.
  func callAsFunction(_ x: [Double]) -> Double? {
    guard !x.isEmpty, x.allSatisfy(\.isFinite) else { return nil }
    switch self {
    case .mean: return x.reduce(0, +) / Double(x.count)
    case .median: return Self.middle(x.sorted())
    case .geometricMean:
      guard x.allSatisfy({ $0 > 0 }) else { return nil }
      return Double.exp(x.reduce(0) { $0 + Double.log($1) } / Double(x.count))
    }
  }

  static func middle(_ sorted: [Double]) -> Double {
    let n = sorted.count
    return n % 2 == 1 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2])
  }
}

/// An estimate and where the truth behind it lies, with the confidence of 95 %.
public struct Interval: Codable, Sendable, Equatable {
  public let estimate: Double
  public let low: Double
  public let high: Double

  /// - Parameters:
  ///   - estimate: the statistic.
  ///   - low: the lower end.
  ///   - high: the upper end.
  public init(_ estimate: Double, _ low: Double, _ high: Double) {
    self.estimate = estimate
    self.low = low
    self.high = high
  }
}

/// Intervals by drawing the sample again, with replacement.
///
/// They are bias-corrected and accelerated (Efron, J. Am. Stat. Assoc. 82 (1987) 171), the median's plain
/// percentiles, since a jackknife says nothing of a median. Percentiles of few numbers are too narrow by the
/// factor √((n − 1)/n) and by the normal quantile in place of Student's; both are put right before they are
/// taken (Hesterberg, Am. Stat. 69 (2015) 371).
public struct Bootstrap: Sendable {
  /// How often the sample is drawn again.
  public let draws: Int
  public static let confidence = 0.95
  /// Fewer numbers have no interval.
  public static let fewest = 3

  /// - Parameter draws: how often the sample is drawn again.
  public init(draws: Int = 4000) { self.draws = draws }

  /// The same for the same sample and words. nil where there are fewer than three numbers, or one that is no
  /// number, or the estimator has no value.
  /// - Parameters:
  ///   - sample: one number per seed.
  ///   - estimator: what stands for it.
  ///   - words: name the draws.
  public func interval(_ sample: [Double], _ estimator: Estimator, named words: String) -> Interval? {
    let n = sample.count
    guard n >= Self.fewest, let estimate = estimator(sample) else { return nil }
    var random = SplitMix64("bootstrap", words)
    var drawn: [Double] = []
    drawn.reserveCapacity(draws)
    var again = sample
    for _ in 0..<draws {
      for i in again.indices { again[i] = sample[Int(random.next() % UInt64(n))] }
      if let value = estimator(again) { drawn.append(value) }
    }
    drawn.sort()
    guard let first = drawn.first, let last = drawn.last else { return nil }
    if first == last { return Interval(estimate, first, last) }

    let (bias, acceleration) =
      estimator == .median
      ? (0, 0) : (Self.bias(estimate, drawn), Self.acceleration(sample, estimator))
    let z = NormalDistribution.student(
      NormalDistribution.quantile(0.5 + 0.5 * Self.confidence), degrees: Double(n - 1))
    let wide = z * (Double(n) / Double(n - 1)).squareRoot()
    func end(_ z: Double) -> Double {
      let shifted = bias + z
      let share = NormalDistribution.probability(below: bias + shifted / (1 - acceleration * shifted))
      let place = share * Double(draws + 1) - 1
      let i = min(max(Int(place.rounded(.down)), 0), drawn.count - 1)
      return drawn[i] + (place - Double(i)) * (drawn[min(i + 1, drawn.count - 1)] - drawn[i])
    }
    let (low, high) = (end(-wide), end(wide))
    // An interval holds its estimate, and nothing lies beyond what was drawn.
    return Interval(
      estimate, max(first, min(low, high, estimate)), min(last, max(low, high, estimate)))
  }

  /// z₀: half of what equals the estimate lies below it.
  private static func bias(_ estimate: Double, _ drawn: [Double]) -> Double {
    let below = drawn.reduce(0.0) { $0 + ($1 < estimate ? 1 : $1 == estimate ? 0.5 : 0) }
    let n = Double(drawn.count)
    return NormalDistribution.quantile(min(max(below / n, 1 / n), 1 - 1 / n))
  }

  /// a, from the estimates of the sample less one number each.
  private static func acceleration(_ sample: [Double], _ estimator: Estimator) -> Double {
    let parts = sample.indices.compactMap { i in
      estimator(sample.enumerated().filter { $0.offset != i }.map(\.element))
    }
    guard let mean = Estimator.mean(parts) else { return 0 }
    let squares = parts.reduce(0) { $0 + (mean - $1) * (mean - $1) }
    let cubes = parts.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
    let a = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    return a.isFinite ? a : 0
  }
}
