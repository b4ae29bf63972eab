// SPDX-License-Identifier: MIT

import Benchmarking
import Networks
import RealModule
import Sampling
import Testing

@testable import Training

/// Laws of L-BFGS and its line search, on functions whose minima are known.
@Suite struct LBFGSTests {
  /// Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)²
  static func rosenbrock(_ x: [Double]) -> (loss: Double, gradient: [Double]) {
    var (loss, g) = (0.0, x.map { _ in 0.0 })
    for i in 0..<x.count - 1 {
      let (a, b) = (x[i + 1] - x[i] * x[i], 1 - x[i])
      loss += 100 * a * a + b * b
      g[i] += -400 * a * x[i] - 2 * b
      g[i + 1] += 200 * a
    }
    return (loss, g)
  }

  @Test(arguments: [2, 10, 50]) func valley(dimensions: Int) {
    var (x, state) = ([Double](repeating: -1.2, count: dimensions), LBFGS.State())
    var losses: [Double] = []
    for _ in 0..<400 where !state.isStalled {
      let loss: Double
      (state, x, loss) = LBFGS().update(state, x, Self.rosenbrock)
      losses.append(loss)
    }
    #expect(
      losses.last! < 1e-16 && x.allSatisfy { abs($0 - 1) < 1e-7 }, "\(losses.count) steps: \(losses.last!)")
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(state.pairs.count <= LBFGS().memory && state.pairs.allSatisfy { $0.sy > 0 })
  }

  /// On a quadratic of n dimensions n + 1 steps and a good line search suffice, or nearly; steepest descent
  /// would take thousands.
  @Test func quadratic() {
    func f(_ x: [Double]) -> (loss: Double, gradient: [Double]) {
      let g = x.enumerated().map { Double.pow(4, $0) * $1 }
      return (0.5 * zip(x, g).reduce(0) { $0 + $1.0 * $1.1 }, g)
    }
    var (x, state) = ([Double](repeating: 1, count: 8), LBFGS.State())
    for _ in 0..<40 { (state, x, _) = LBFGS().update(state, x, f) }
    #expect(f(x).loss < 1e-12)
  }

  /// The secant equation: H y = s for the newest pair, whatever the older ones.
  @Test func secant() {
    var random = SplitMix64("secant")
    func vector() -> [Double] { (0..<6).map { _ in random.uniform() } }
    let pairs = (0..<4).map { _ in LBFGS.Pair(s: vector(), y: vector()) }
    let d = LBFGS.direction(pairs, pairs.last!.y)
    for (a, b) in zip(d, pairs.last!.s) { #expect(abs(a + b) < 1e-12) }
    #expect(LBFGS.direction([], [1, -2]) == [-1, 2])
  }

  /// Both strong Wolfe conditions at what the search returns, from first steps far too short and far too
  /// long, on functions that are flat, steep, wavy, or no number beyond some place.
  @Test(arguments: [1e-4, 0.1, 1, 30, 1e4], 0..<4) func wolfe(first: Double, kind: Int) throws {
    func phi(_ a: Double) -> (Double, Double) {
      switch kind {
      case 0: (-a / (a * a + 2), (a * a - 2) / ((a * a + 2) * (a * a + 2)))
      case 1: (Double.pow(a - 3, 4), 4 * Double.pow(a - 3, 3))
      case 2: (0.01 * a * a - Double.sin(a), 0.02 * a - Double.cos(a))
      default: (-Double.log(2 - a) - 3 * a, 1 / (2 - a) - 3)
      }
    }
    let search = WolfeSearch()
    func sample(_ a: Double) -> WolfeSearch.Sample {
      let (value, slope) = phi(a)
      return WolfeSearch.Sample(step: a, value: value, slope: slope, gradient: [])
    }
    let start = sample(0)
    let found = try #require(search.search(from: start, first: first, sample))
    #expect(found.value <= start.value + search.sufficientDecrease * found.step * start.slope)
    #expect(abs(found.slope) <= search.curvature * abs(start.slope), "α = \(found.step)")
  }

  /// Where no step leads down, nothing moves.
  @Test func stalled() {
    let (state, x, loss) = LBFGS().update(LBFGS.State(), [0.0, 0.0]) { x in
      (1 + x[0] * x[0] + x[1] * x[1], x.map { 2 * $0 })
    }
    #expect(state.isStalled && x == [0, 0] && loss == 1)
    let uphill = LBFGS().update(LBFGS.State(), [0.0]) { x in (abs(x[0]), [-1]) }
    #expect(uphill.state.isStalled && uphill.parameters == [0])
    let broken = LBFGS().update(LBFGS.State(), [0.0]) { _ in (.nan, [.nan]) }
    #expect(broken.loss.isNaN && broken.parameters == [0])
  }
}
