// SPDX-License-Identifier: MIT

import RealModule
import Sampling
import Testing

@testable import Studies

/// An interval of 95 % holds the truth so often, is the same for the same sample, and says nothing where it
/// knows nothing.
@Suite struct BootstrapTests {
  let bootstrap = Bootstrap(draws: 600)

  /// Of samples from known distributions; the sampling error of the share is 1.1 % of 400 trials.
  @Test(arguments: [
    ("normal", Estimator.mean, 10), ("normal", .median, 15), ("exponential", .mean, 20),
    ("logarithmic", .geometricMean, 10),
  ]) func coverage(distribution: String, estimator: Estimator, count: Int) throws {
    var random = SplitMix64("coverage", distribution, "\(estimator)")
    func normal() -> Double {
      let radius = (-2 * Double.log(1 - random.uniform())).squareRoot()
      return radius * Double.cos(2 * .pi * random.uniform())
    }
    func draw() -> Double {
      switch distribution {
      case "normal": 3 + normal()
      case "exponential": -3 * Double.log(1 - random.uniform())
      default: 3 * Double.exp(normal())
      }
    }
    let trials = 400
    var held = 0
    for trial in 0..<trials {
      let sample = (0..<count).map { _ in draw() }
      let interval = try #require(bootstrap.interval(sample, estimator, named: "\(trial)"))
      #expect(interval.low <= interval.estimate && interval.estimate <= interval.high)
      if interval.low <= 3, 3 <= interval.high { held += 1 }
    }
    let share = Double(held) / Double(trials)
    #expect((0.89...0.985).contains(share), "\(distribution), \(estimator): \(share)")
  }

  @Test(arguments: Estimator.allCases) func theSameAgain(estimator: Estimator) {
    let sample = [1.1, 1.4, 0.9, 2.5, 1.7, 1.2]
    let one = bootstrap.interval(sample, estimator, named: "a")
    #expect(one != nil && one == bootstrap.interval(sample, estimator, named: "a"))
    // Of six numbers there are few medians.
    if estimator != .median { #expect(one != bootstrap.interval(sample, estimator, named: "b")) }
  }

  /// Scaling the sample scales the interval.
  @Test(arguments: Estimator.allCases) func equivariance(estimator: Estimator) throws {
    let sample = [1.1, 1.4, 0.9, 2.5, 1.7, 1.2]
    let one = try #require(bootstrap.interval(sample, estimator, named: "a"))
    let eight = try #require(bootstrap.interval(sample.map { 8 * $0 }, estimator, named: "a"))
    for (a, b) in [(one.low, eight.low), (one.estimate, eight.estimate), (one.high, eight.high)] {
      #expect(abs(8 * a - b) <= 1e-12 * b)
    }
  }

  @Test func nothingIsSaidOfNothing() {
    #expect(bootstrap.interval([1, 2], .mean, named: "a") == nil)
    #expect(bootstrap.interval([1, 2, .nan], .mean, named: "a") == nil)
    #expect(bootstrap.interval([1, 2, 0], .geometricMean, named: "a") == nil)
    #expect(bootstrap.interval([2, 2, 2, 2], .mean, named: "a") == Interval(2, 2, 2))
  }

  /// Against tables: t at 97.5 % of 4, 9 and 30 degrees of freedom, z at 97.5 % and 99.9 %.
  @Test func quantiles() {
    let z = NormalDistribution.quantile(0.975)
    #expect(abs(z - 1.959963984540054) < 1e-12)
    #expect(abs(NormalDistribution.quantile(0.999) - 3.090232306167813) < 1e-12)
    #expect(NormalDistribution.quantile(0) == -.infinity)
    for (degrees, t) in [(4.0, 2.7764), (9, 2.2622), (30, 2.0423)] {
      #expect(abs(NormalDistribution.student(z, degrees: degrees) / t - 1) < 0.01)
    }
  }
}
