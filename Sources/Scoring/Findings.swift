// SPDX-License-Identifier: MIT

import Assessment
import RealModule

/// The hypotheses that hold, judged together.
struct Findings {
  struct Finding {
    let hypothesis: Hypothesis
    let judgement: HypothesisTest.Judgement
  }
  let investigation: Investigation
  let hypotheses: [Hypothesis]
  /// Those that leave about as little as the best with as few free numbers, in the order in which mistakes
  /// are usual.
  let all: [Finding]

  init(_ investigation: Investigation, _ hypotheses: [Hypothesis]) {
    self.investigation = investigation
    self.hypotheses = hypotheses
    let judged = hypotheses.compactMap { h in
      investigation.judge.judgement(h).map { Finding(hypothesis: h, judgement: $0) }
    }
    guard let best = judged.map(\.judgement.distance).min() else {
      all = []
      return
    }
    let hasExact = judged.contains { $0.judgement.isExact }
    let good = judged.filter {
      hasExact ? $0.judgement.isExact : $0.judgement.distance <= 1.5 * best
    }
    func effort(_ h: Hypothesis) -> Int { 10 * h.freedom + h.changes }
    let least = good.map { effort($0.hypothesis) }.min() ?? 0
    var seen: [Hypothesis] = []
    all = good.filter { finding in
      let h = finding.hypothesis
      guard effort(h) == least else { return false }
      // The same mistake in the same place once.
      if seen.contains(where: { ($0.mistake == h.mistake || $0.isSameMove(as: h)) && $0.subject == h.subject }
      ) {
        return false
      }
      seen.append(h)
      return true
    }
  }

  /// Whether what they leave is explained.
  var areExplained: Bool { all.contains { $0.judgement.isExplained } }

  /// Whether they take 99 % of the error away, 99.9 % by a number that was fitted: more than another equation
  /// is believed against.
  var areNear: Bool {
    all.contains { $0.judgement.distance <= $0.judgement.before / ($0.hypothesis.freedom == 0 ? 100 : 1000) }
  }

  var diagnosis: [Diagnosis] {
    if !all.isEmpty, all.allSatisfy({ discretised($0) != nil }) {
      return [discretised(all[0])].compactMap { $0 }
    }
    return all.prefix(3).map { finding in
      let (h, left) = (finding.hypothesis, finding.judgement)
      let isAlone = all.count == 1
      let certainty: Diagnosis.Certainty = left.isExplained && isAlone ? .stated : .possible
      let doubt =
        certainty == .stated
        ? (left.isNoise ? ", and what is left is noise" : "")
        : isAlone ? ", which is not explained" : "; the file does not tell which of these it is"
      return Diagnosis(
        h.mistake, certainty, (certainty == .stated ? "" : "may be: ") + "\(h.text); \(effect(left))\(doubt)",
        subject: h.subject, value: h.value, given: h.given, leaves: left.leaves)
    }
  }

  /// "the relative error falls from 1.0e+00 to 2.0e-16"
  private func effect(_ left: HypothesisTest.Judgement) -> String {
    "the relative error falls from \(short(left.base)) to \(short(left.leaves))"
  }

  /// A number that is nearly right and no round one is what steps in space and time do to a single wave.
  private func discretised(_ finding: Finding) -> Diagnosis? {
    let (h, left) = (finding.hypothesis, finding.judgement)
    guard h.freedom == 1, [.parameter, .scaled, .timeFactor].contains(h.mistake), !left.isNoise,
      let value = h.value, let given = h.given, given != 0, !isRound(value), !isRound(value / given),
      abs(value / given - 1) <= max(0.02, 2 * StepErrors(investigation).relative)
    else { return nil }
    return Diagnosis(
      .discretisation, .possible,
      "may be a discretisation error: the file is as if \(h.text); steps in space and time do that; \(effect(left))",
      subject: h.subject, value: value, given: given, leaves: left.leaves)
  }

  /// Three digits.
  private func isRound(_ x: Double) -> Bool {
    guard x != 0, x.isFinite else { return true }
    let unit = Double.pow(10, (Double.log10(abs(x))).rounded(.down) - 2)
    return abs(x / unit - (x / unit).rounded()) <= 1e-4
  }
}

/// How large the errors of simple differences on a file's grid are.
struct StepErrors {
  /// Relative to the derivatives, the largest along any axis: first order in time, second in space.
  let relative: Double

  init(_ investigation: Investigation) {
    guard let grid = investigation.grid else {
      relative = 0
      return
    }
    let nodes = investigation.truth.values.map { column in grid.points.map { column[$0] } }
    var worst = 0.0
    for (k, c) in investigation.readings.coordinates.enumerated() where grid.lengths[k] >= 9 {
      let axis = grid.axes[k]
      let step = (axis[axis.count - 1] - axis[0]) / Double(axis.count - 1)
      let fine = GridDerivatives(grid: grid, coordinates: investigation.readings.coordinates, extra: 4)
      for column in nodes {
        let (first, second) = (fine([c], of: column), fine([c, c], of: column))
        let fourth = fine([c, c], of: second)
        let error =
          c == .t
          ? 0.5 * step * norm([second]) / norm([first])
          : step * step / 12 * norm([fourth]) / norm([second])
        if error.isFinite { worst = max(worst, error) }
      }
    }
    relative = min(worst, 0.05)
  }
}
