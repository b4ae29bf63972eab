// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import PDE
import Sampling
import Strategies
import Training

extension Audit {
  /// Conditions: the reference meets each, and so does the ansatz, whatever the network, where it is said to
  /// carry it.
  mutating func judgeConditions<P: Benchmark>(of problem: P) {
    let known = Equation(problem).conditionIndices
    for condition in problem.conditions {
      let indices = known[condition] ?? [.value]
      attempt(.condition, "'\(condition.name)' of the reference") { audit in
        var random = SplitMix64("audit of conditions", problem.name, condition.name)
        let planes = condition.face.planes(in: problem.domain)
        let points = try problem.domain.scattered(32, on: planes, using: &random)
        audit.judge(condition, indices, of: problem, at: points)
        if condition.isHard, problem.hasAnsatz {
          try audit.judgeAnsatz(condition, indices, of: problem, at: points)
        }
      }
    }
  }

  /// The reference against a condition. Points where it has no value, as where data jump, are passed over.
  private mutating func judge<P: Benchmark>(
    _ condition: Condition, _ indices: [MultiIndex], of problem: P, at points: [Point<Double>]
  ) {
    let reference = problem.reference
    guard indices.allSatisfy(reference.indices.contains) else { return }
    for p in points {
      guard var jet = try? MeasuredJet(reference, indices, at: p) else { continue }
      if let partner = condition.face.partner(of: p, in: problem.domain) {
        guard let other = try? MeasuredJet(reference, indices, at: partner) else { continue }
        jet = other.jump(from: jet)
      }
      let scale = max(1, jet.scale)
      let miss = jet { [problem.mismatch(condition, $0, at: p)] }[0]
      guard abs(miss.value) <= miss.bar + 1e-12 * scale else {
        return expect(
          false, .condition,
          "the reference misses '\(condition.name)' by \(miss.value) at \(p.text), where its bars allow \(miss.bar): the "
            + "condition or the reference belongs to another problem")
      }
      expect(true, .condition, "")
    }
  }

  /// The ansatz about networks that know nothing of the condition.
  private mutating func judgeAnsatz<P: Benchmark>(
    _ condition: Condition, _ indices: [MultiIndex], of problem: P, at points: [Point<Double>]
  ) throws {
    for p in points {
      for network in [0.3, 2.7] {
        let field = AnsatzWithNetwork(problem: problem, shift: network)
        var jet = try Forward().jet(of: field, at: p, indices)
        if let partner = condition.face.partner(of: p, in: problem.domain) {
          jet = try Forward().jet(of: field, at: partner, indices).minus(jet)
        }
        let miss = problem.mismatch(condition, jet, at: p)
        let scale = indices.reduce(1) { max($0, abs(jet[$1])) }
        guard abs(miss) <= 1e-12 * scale else {
          return expect(
            false, .ansatz,
            "u = g + d N misses '\(condition.name)' by \(miss) at \(p.text): let g have what it prescribes and d be "
              + "zero there, or call the condition soft (hard: false)")
        }
        expect(true, .ansatz, "")
      }
    }
  }

  /// Where d vanishes inside the domain the network has no say: there g must be the truth.
  mutating func judgeAnsatz<P: Benchmark>(of problem: P) {
    guard problem.hasAnsatz else { return }
    attempt(.ansatz, "the ansatz inside the domain") { audit in
      var random = SplitMix64("audit of the ansatz", problem.name)
      let points = try problem.scored.scattered(256, using: &random)
      for (k, name) in problem.unknownNames.enumerated() {
        let d = { (p: Point<Double>) -> Double in problem.ansatz(at: p)?.d[k] ?? .nan }
        if let broken = points.first(where: { !d($0).isFinite }) {
          audit.expect(
            false, .ansatz,
            "d of \(name) is \(d(broken)) at \(broken.text): let it be finite inside the domain")
        } else if let zero = points.first(where: { d($0) == 0 })
          ?? audit.crossing(of: d, between: points, in: problem.domain)
        {
          try audit.judge(zero: zero, of: problem, k, name)
        } else {
          audit.expect(true, .ansatz, "")
        }
      }
    }
  }

  private mutating func judge<P: Benchmark>(zero p: Point<Double>, of problem: P, _ k: Int, _ name: String)
    throws
  {
    guard let ansatz: Ansatz<Double> = problem.ansatz(at: p), let m = try? problem.reference.values(at: p)[k]
    else {
      return
    }
    expect(
      abs(ansatz.g[k] - m.value) <= m.bar + 1e-8 * max(1, abs(m.value)), .ansatz,
      "d of \(name) is zero at \(p.text), inside the domain: there every network gives \(ansatz.g[k]), and the truth is "
        + "\(m.value); let d vanish on the faces of hard conditions alone")
  }

  /// A zero of d between two of the points, if its sign changes.
  private func crossing(
    of d: (Point<Double>) -> Double, between points: [Point<Double>], in domain: Domain
  ) -> Point<Double>? {
    guard let positive = points.first(where: { d($0) > 0 }), let negative = points.first(where: { d($0) < 0 })
    else { return nil }
    var (low, high) = (negative, positive)
    for _ in 0..<60 {
      let middle = Point(low.coordinates, zip(low.values, high.values).map { ($0 + $1) / 2 })
      if d(middle) < 0 { low = middle } else { high = middle }
    }
    return domain.contains(low.values) ? low : nil
  }
}

/// The ansatz about a smooth function that is no solution of anything.
private struct AnsatzWithNetwork<P: Benchmark>: Field {
  typealias Weight = Double
  let problem: P
  let shift: Double
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double {
    let n = 17 + S.cos(p.values.reduce(S(shift)) { $0.scaled(by: 1.7) + $1 })
    return problem.ansatz(at: p).map { a in zip(a.g, a.d).map { $0 + $1 * n } } ?? []
  }
}
