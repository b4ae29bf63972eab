// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// A problem with how it is trained and judged: what the gate needs, and the mathematics does not.
public protocol Benchmark: Problem {
  /// How the gate trains it.
  var training: TrainingConfiguration { get }
  /// The most that passes: at most a third of the nearest negative control's, at least three times the worst
  /// of 20 seeds.
  func tolerances(for run: RunKind) -> Tolerances
  /// The worst of seeds 1 to 20 by Levenberg–Marquardt in Float64 and the fastest exact strategy, as
  /// `verify controls --seed 1-20` measures them.
  var worstOfSeeds: Metrics { get }
  /// Wrong solutions that the tolerances must reject; without one, nothing shows that they reject anything.
  var negativeControls: [NegativeControl] { get }
  /// Single figures that a solution must also get right.
  var pointChecks: [PointCheck] { get }
  /// Where errors are measured: the domain, less what lies so near a jump of the data that no smooth network
  /// follows.
  var scored: Domain { get }
  /// The grid over it: one count per coordinate; empty where there are too many coordinates for one, and
  /// errors are measured at scattered points.
  var testGrid: [Int] { get }
  /// Whether training is known to get stuck on it: its tolerances are then those of seed 1, and so is
  /// `worstOfSeeds`; other seeds may do far worse.
  var isTrap: Bool { get }
  /// Whether a cell trains in at most two seconds on two cores, so that the gate can afford every strategy.
  var isQuick: Bool { get }
}

extension Benchmark {
  public var pointChecks: [PointCheck] { [] }
  public var scored: Domain { domain }
  public var isQuick: Bool { true }
  public var isTrap: Bool { false }
}

/// A benchmark that would judge nothing.
public enum BenchmarkError: Error, Equatable, CustomStringConvertible {
  /// Nothing shows that its tolerances reject anything.
  case noNegativeControls(problem: String)

  public var description: String {
    switch self {
    case .noNegativeControls(let problem):
      "\(problem) has tolerances and no negative controls: nothing shows that they reject a wrong solution; let "
        + "negativeControls list some, .zero() among them"
    }
  }
}

extension Benchmark {
  /// - Throws: ``BenchmarkError`` where a tolerance stands without a wrong solution that it must reject.
  package func checkControls() throws(BenchmarkError) {
    if negativeControls.isEmpty { throw .noNegativeControls(problem: name) }
  }
}
