// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Problems
import Testing

@testable import Reference

/// Bars of evolutions that are only computed, against values of 30 digits by another program: at t = 0, on
/// the edges of time slabs, at the period's ends, near the kink, anywhere; at the standard parameter and both
/// ends of its range.
@Suite struct EvolutionTruthTests {
  struct Case: Sendable, CustomStringConvertible {
    let name: String
    let settings: [String: Double]
    var description: String { "\(name) \(settings)" }
  }
  static let cases = [
    Case(name: "kdv", settings: ["delta": 0.0025]), Case(name: "kdv", settings: ["delta": 0.01]),
    Case(name: "nls-periodic", settings: [:]), Case(name: "allen-cahn", settings: ["d": 1e-4]),
    Case(name: "allen-cahn", settings: ["d": 1e-2]),
  ]

  /// What the truths themselves are good to: two resolutions of them differ by less, times the size of u_xxx.
  static let own = 1e-25

  /// No value outside its bar, and no bar 10⁴ times the error in the median.
  @Test(arguments: cases) func barsAreTrueAndTight(_ which: Case) throws {
    let rows = EvolutionTruth.all.filter { $0.problem == which.name && $0.settings == which.settings }
    #expect(rows.count == 80)
    let reference = try Catalogue.problem(which.name, which.settings).reference
    let indices = EvolutionTruth.indices(which.name)
    #expect(Set(indices) == Set(reference.indices))
    var loose = indices.map { _ in [Double]() }
    for row in rows {
      let measured = try reference.evaluate(indices, at: Point([.x, .t], [row.x, row.t]))
      for (own, truths) in zip(measured, row.values) {
        for (k, (m, truth)) in zip(own, truths).enumerated() {
          let error = abs((m.value - truth.high) - truth.low)
          #expect(
            error <= m.bar + Self.own,
            "\(which) u_\(indices[k]) at (\(row.x), \(row.t)): \(m.value) ± \(m.bar), off by \(error)")
          if m.bar > 0 { loose[k].append(m.bar / max(error, .leastNonzeroMagnitude)) }
        }
      }
    }
    for (index, ratios) in zip(indices, loose) {
      let median = ratios.sorted()[ratios.count / 2]
      #expect(median < 1e4, "\(which) u_\(index): bars are \(median) times the errors")
    }
  }

  /// Points asked for one by one and together are the same.
  @Test(arguments: ["kdv", "nls-periodic", "allen-cahn"]) func manyPointsAtOnce(name: String) throws {
    let reference = try Catalogue.problem(name).reference
    let rows = EvolutionTruth.all.filter { $0.problem == name }.prefix(20)
    let indices = reference.indices
    let together = try reference.evaluate(indices, at: Points([.x, .t], rows.flatMap { [$0.x, $0.t] }))
    let alone: [Measured] = try rows.flatMap {
      try reference.evaluate(indices, at: Point([.x, .t], [$0.x, $0.t])).flatMap { $0 }
    }
    #expect(together == alone)
  }
}
