// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Sampling

extension ClosedForm {
  /// A formula of t, checked against the integration of the initial-value problem that defines it.
  ///
  ///     ClosedForm("sin t", Sine(), integrated: InitialValue([0]) { t, _ in [cos(t)] }, at: 0...10)
  /// - Parameters:
  ///   - system: its components are the formula's unknowns, then their first derivatives, and so on. These
  ///     and the rates of the last ones are compared: two components of one unknown check u, u' and u''.
  ///   - interval: where the two are compared: both ends, 100 equal parts and 100 scattered times.
  public init(
    _ text: String, _ solution: Solution, integrated system: InitialValue, at interval: ClosedRange<Double>
  ) {
    self.init(text, solution, of: [.t]) { form in
      let times = interval.parts(and: [])
      let unknowns = try form.evaluate([.value], at: Point([.t], [interval.lowerBound])).count
      guard unknowns > 0, system.initial.count % unknowns == 0 else {
        throw InitialValueError.components(system.initial.count, unknowns: unknowns)
      }
      let indices = MultiIndex.derivatives(upTo: min(4, system.initial.count / unknowns))
      var pairs: [(Measured, Measured)] = []
      for (time, second) in zip(times, try system.derivatives(of: unknowns, at: times)) {
        let exact = try form.evaluate(indices, at: Point([.t], [time]))
        for (a, b) in zip(exact, second) { pairs += zip(a, b) }
      }
      return Agreement(method: system.method, pairs)
    }
  }
}

extension ClosedRange<Double> {
  /// Where two methods are compared, ascending: both ends, 100 equal parts, 100 scattered places, and the
  /// others given.
  func parts(and others: [Double]) -> [Double] {
    let parts = (0...100).map { lowerBound * (1 - Double($0) / 100) + upperBound * (Double($0) / 100) }
    let scattered = (1...100).map {
      lowerBound + (upperBound - lowerBound) * R2Sequence.fractions($0)[0]
    }
    return Set(parts + scattered + others).sorted()
  }
}
