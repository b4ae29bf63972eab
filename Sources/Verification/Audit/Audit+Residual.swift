import Differentiation
import Foundation
import Networks
import PDE
import RealModule
import Strategies
import Training

extension Audit {
  /// The reference's residual: by every strategy where it has a formula, by its own derivatives where it is computed.
  mutating func judgeResidual<P: Problem>(of problem: P) {
    attempt(.residual, "the residual of the reference") { audit in
      var random = SplitMix64("audit of the residual", problem.name)
      let points = try problem.scored.scattered(24, using: &random)
      if problem.reference.formula(points[0], near: points[0]) == nil {
        return try audit.judgeMeasured(of: problem, at: points)
      }
      let exact = StrategyCatalogue.all.filter { !$0.isApproximate }
      let wrong = exact.compactMap { audit.worst(of: problem, by: $0, at: points) }
      audit.report(wrong, of: exact.count)
      // Where the exact ones are wrong, differences cannot be right.
      guard wrong.isEmpty else { return }
      let others = (StrategyCatalogue.all + StrategyCatalogue.others).filter(\.isApproximate)
      audit.report(others.compactMap { audit.worst(of: problem, by: $0, at: points) }, of: others.count)
    }
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
        format: "%.3g where rounding allows %.1e and its derivatives are as large as %.3g", residual, allowed,
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
  private mutating func worst<P: Problem>(
    of problem: P, by entry: StrategyEntry, at points: [Point<Double>]
  ) -> Worst? {
    let (strategy, indices) = (entry.make(problem.lengthScale), Equation(problem).indices)
    let order = max(1, indices.map(\.order).max() ?? 1)
    let step = strategy.isApproximate ? strategy.expectedError(order: order, unitRoundoff: 0x1p-46) : 0
    // The formula's own rounding grows by 1/scale with each derivative; differences add their step error.
    let share = (0x1p-53 + step) * 1e4 / Double.pow(problem.lengthScale, order)
    if share > 0.02 {
      note(
        .residual, "\(entry.name) cannot judge it: derivatives of order \(order) are good to \(share) only")
      return nil
    }
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
  private mutating func judgeMeasured<P: Problem>(of problem: P, at points: [Point<Double>]) throws {
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
private struct ExactField<P: Problem>: Field {
  typealias Weight = Double
  let problem: P
  let near: Point<Double>
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double {
    problem.reference.formula(p, near: near) ?? [S(.nan)]
  }
}
