// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import PDE
import Sampling
import Training

extension Audit {
  /// The reference: confirmed by its second method at more than no points, finite with its bars, one value an
  /// unknown.
  mutating func judgeReference<P: Benchmark>(of problem: P) {
    attempt(.reference, "the second method's answer") { audit in
      let agreement = try problem.reference.check()
      audit.expect(
        agreement.points > 0, .reference,
        "'\(agreement.method)' compares no values: a check that looks at nothing confirms nothing")
      audit.expect(
        agreement.points == 0 || agreement.holds, .reference,
        "'\(agreement.method)' differs by \(agreement.difference), \(agreement.ratio) times both bars together: one of "
          + "the two methods is wrong, or a bar too small")
    }
    attempt(.reference, "the reference's values") { audit in
      var random = SplitMix64("audit of the reference", problem.name)
      for p in try problem.scored.scattered(64, using: &random) {
        let all = try problem.reference.values(at: p)
        guard all.count == problem.unknowns else {
          audit.expect(
            false, .reference,
            "the reference gives \(all.count) values at \(p.text), where there are \(problem.unknowns) unknowns"
          )
          return
        }
        for (name, m) in zip(problem.unknownNames, all) {
          guard m.value.isFinite, m.bar.isFinite, m.bar >= 0 else {
            audit.expect(
              false, .reference,
              "the reference is \(name) = \(m.value) ± \(m.bar) at \(p.text): give finite numbers")
            return
          }
        }
        audit.expect(true, .reference, "")
      }
    }
  }
}

/// A jet of measurements, and how far a function of it may move within their bars.
struct MeasuredJet {
  let indices: [MultiIndex]
  /// `[unknown][index]`
  let measured: [[Measured]]

  /// - Throws: what the reference throws.
  init(_ reference: any ReferenceSolution, _ indices: [MultiIndex], at p: Point<Double>) throws {
    self.indices = indices
    measured = try reference.evaluate(indices, at: p)
  }

  /// The jump from `other` to this one.
  func jump(from other: MeasuredJet) -> MeasuredJet {
    MeasuredJet(
      indices: indices,
      measured: zip(measured, other.measured).map { here, there in
        zip(here, there).map { Measured($0.value - $1.value, bar: $0.bar + $1.bar) }
      })
  }
  private init(indices: [MultiIndex], measured: [[Measured]]) {
    (self.indices, self.measured) = (indices, measured)
  }

  /// The largest entry.
  var scale: Double { measured.joined().map { abs($0.value) }.max() ?? 0 }

  /// The function's values, and by how much all bars together can move each, to first order.
  func callAsFunction(_ f: (Jet<Double>) -> [Double]) -> [(value: Double, bar: Double)] {
    let entries = measured.map { $0.map(\.value) }
    let values = f(Jet(indices, entries))
    var bars = values.map { _ in 0.0 }
    for (k, row) in measured.enumerated() {
      for (i, m) in row.enumerated() where m.bar > 0 {
        var moved = entries
        moved[k][i] += m.bar
        for (j, y) in f(Jet(indices, moved)).enumerated() where j < bars.count {
          bars[j] += abs(y - values[j])
        }
      }
    }
    return zip(values, bars).map { ($0, $1) }
  }
}
