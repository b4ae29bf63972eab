// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// A solution that starts right and drifts away: a step or a solver's tolerance.
struct Drift {
  let diagnosis: Diagnosis?

  init(_ i: Investigation) {
    diagnosis = Self.found(i)
  }

  private static func found(_ i: Investigation) -> Diagnosis? {
    guard i.problem.domain.coordinates == [.t] else { return nil }
    let times = i.readings.positions[0]
    let order = times.indices.sorted { times[$0] < times[$1] }
    guard order.count >= 12 else { return nil }
    func size(_ part: ArraySlice<Int>) -> Double {
      let sum = i.errors.enumerated().reduce(0.0) { total, one in
        total
          + part.reduce(0) { $0 + (one.1[$1] / i.judge.scales[one.0]) * (one.1[$1] / i.judge.scales[one.0]) }
      }
      return (sum / Double(part.count * i.errors.count)).squareRoot()
    }
    let third = order.count / 3
    let (early, late, first) = (size(order.prefix(third)), size(order.suffix(third)), size(order.prefix(1)))
    guard late < 0.1, late > early, first <= late / 30 else { return nil }
    return Diagnosis(
      .discretisation, .possible,
      "may be the time integration: u starts right and drifts to an error of \(short(late)) of its size in the last third of "
        + "the time; use a smaller step, or a smaller tolerance of the solver (rtol, atol)",
      subject: "t", value: late, given: 0)
  }
}
