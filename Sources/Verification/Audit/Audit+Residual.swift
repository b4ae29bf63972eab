// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Essentials
import Networks
import PDE
import RealModule
import Sampling
import Strategies
import Training

extension Audit {
  /// The reference's residual: by every strategy where it has a formula, by its own derivatives where it is
  /// computed.
  mutating func judgeResidual<P: Benchmark>(of problem: P) {
    attempt(.residual, "the residual of the reference") { audit in
      var random = SplitMix64("audit of the residual", problem.name)
      let points = try problem.scored.scattered(24, using: &random)
      if problem.reference.formula(points[0], near: points[0]) == nil {
        return try audit.judgeMeasured(of: problem, at: points)
      }
      let all = StrategyCatalogue.all + StrategyCatalogue.others
      let order = max(1, Equation(problem).indices.map(\.order).max() ?? 1)
      let shares = all.map { ($0, Self.share(of: problem, by: $0, order: order)) }
      let coarse = shares.filter { $0.1 > 0.02 }
      if !coarse.isEmpty {
        let names = coarse.map { $0.0.name + String(printf: " to %.0e", $0.1) }.joined(separator: ", ")
        audit.note(
          .residual, "not judged by what takes derivatives of order \(order) too coarsely here: \(names)")
      }
      let (exact, approximate) = (shares.filter { !$0.0.isApproximate }, shares.filter { $0.0.isApproximate })
      for ways in [exact, approximate] {
        let able = ways.filter { $0.1 <= 0.02 }
        let wrong = able.compactMap { audit.worst(of: problem, by: $0.0, share: $0.1, at: points) }
        audit.report(wrong, of: able.count)
        // Where the exact ones are wrong, differences cannot be right.
        if !wrong.isEmpty { return }
      }
    }
  }

  /// The part of its terms that rounding, or a difference's step, may leave of a residual.
  private static func share<P: Benchmark>(of problem: P, by entry: StrategyEntry, order: Int) -> Double {
    let strategy = entry.make(problem.lengthScale)
    let step = strategy.isApproximate ? strategy.expectedError(order: order, unitRoundoff: 0x1p-46) : 0
    // The formula's own rounding grows by 1/scale with each derivative; differences add their step error.
    return (0x1p-53 + step) * 1e4 / Double.pow(problem.lengthScale, order)
  }

  private struct Worst {
    let strategy: String
    let place: String
    let equation: Int
    let residual: Double
    let allowed: Double
    let terms: Double
    var text: String {
      let numbers = String(
        printf: "%.3g where rounding allows %.1e and its derivatives are as large as %.3g", residual, allowed,
        terms)
      return "residual \(equation + 1) is \(numbers), at \(place)"
    }
  }

  private mutating func report(_ wrong: [Worst], of count: Int) {
    guard let first = wrong.first else { return expect(true, .residual, "") }
    if wrong.count == count, count > 1 {
      return expect(
        false, .residual,
        "the reference does not solve the equation: by every strategy \(first.text); mend the equation or the reference"
      )
    }
    for w in wrong {
      expect(
        false, .residual,
        "by \(w.strategy) alone \(w.text): the formula loses digits in its numbers, or the strategy errs")
    }
  }

  /// The first residual of the formula that is too large; nil where none is.
  private mutating func worst<P: Benchmark>(
    of problem: P, by entry: StrategyEntry, share: Double, at points: [Point<Double>]
  ) -> Worst? {
    let (strategy, indices) = (entry.make(problem.lengthScale), Equation(problem).indices)
    for p in points {
      let jet: Jet<Double>
      do {
        jet = try strategy.jet(of: ExactField(problem: problem, near: p), at: p, indices)
      } catch {
        note(.residual, "\(entry.name) cannot judge it: \(error)")
        return nil
      }
      let terms = (0..<problem.unknowns).reduce(0) { most, k in
        indices.reduce(most) { max($0, abs(jet[k][$1])) }
      }
      for (k, r) in problem.residuals(jet, at: p).enumerated() {
        judged()
        let allowed = share * max(1, terms)
        if !(abs(r) <= allowed) {
          return Worst(
            strategy: entry.name, place: p.text, equation: k, residual: r, allowed: allowed, terms: terms)
        }
      }
    }
    return nil
  }

  private mutating func judged() { expect(true, .residual, "") }

  /// By the reference's own derivatives, within their bars.
  private mutating func judgeMeasured<P: Benchmark>(of problem: P, at points: [Point<Double>]) throws {
    let (indices, reference) = (Equation(problem).indices, problem.reference)
    guard indices.allSatisfy(reference.indices.contains) else {
      return note(
        .residual, "nobody can judge the equation: the reference has no formula, and not its derivatives")
    }
    for p in points {
      let jet = try MeasuredJet(reference, indices, at: p)
      for (k, r) in jet({ problem.residuals($0, at: p) }).enumerated() {
        let allowed = r.bar + 1e-12 * max(1, jet.scale)
        guard abs(r.value) <= allowed else {
          return expect(
            false, .residual,
            "the reference does not solve the equation: residual \(k + 1) is \(r.value) at \(p.text), where the bars of "
              + "its derivatives allow \(allowed); mend the equation, the reference or its bars")
        }
        judged()
      }
    }
  }
}

/// The reference's formula, which any strategy can differentiate.
private struct ExactField<P: Benchmark>: Field {
  typealias Weight = Double
  let problem: P
  let near: Point<Double>
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double {
    problem.reference.formula(p, near: near) ?? [S(.nan)]
  }
}
