// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Differentiation
import PDE

/// A solution beside the truth on the grid of a picture.
package struct SolutionField: Sendable, Equatable {
  /// One unknown on the grid, in C order; NaN in what is cut out of the domain, and where the reference has
  /// no value.
  package struct Unknown: Sendable, Equatable {
    package let name: String
    package let u: [Double]
    package let truth: [Double]
    /// The truth's error bar.
    package let bar: [Double]

    package init(name: String, u: [Double], truth: [Double], bar: [Double]) {
      (self.name, self.u, self.truth, self.bar) = (name, u, truth, bar)
    }
    /// u − truth.
    package var error: [Double] { zip(u, truth).map { $0 - $1 } }
  }

  /// Names the training: a field of another one must not pass for this one's.
  package let fingerprint: String
  package let grid: FieldGrid
  package let unknowns: [Unknown]
  /// What is left of each equation; empty where a derivative that it reads is not known.
  package let residuals: [[Double]]

  package init(fingerprint: String, grid: FieldGrid, unknowns: [Unknown], residuals: [[Double]]) {
    (self.fingerprint, self.grid, self.unknowns, self.residuals) = (fingerprint, grid, unknowns, residuals)
  }

  /// - Parameters:
  ///   - candidate: the solution.
  ///   - problem: that it solves.
  ///   - truth: of the problem.
  ///   - fingerprint: names the training.
  /// - Throws: what the candidate throws.
  package init(
    _ candidate: Candidate, of problem: any Benchmark, _ truth: GridTruth, fingerprint: String
  ) throws {
    let jets = try candidate.jets(truth.points)
    let place = candidate.indices.firstIndex(of: .value)
    unknowns = problem.unknownNames.enumerated().map { k, name in
      let u = jets.map { rows in place.flatMap { rows.indices.contains(k) ? rows[k][$0] : nil } ?? .nan }
      return Unknown(
        name: name, u: truth.spread(u), truth: truth.spread(truth.values[k].map(\.value)),
        bar: truth.spread(truth.values[k].map(\.bar)))
    }
    let isWhole = Equation(problem).indices.allSatisfy(candidate.indices.contains)
    let rows = zip(truth.points, isWhole ? jets : []).map { p, entries in
      problem.residuals(Jet(candidate.indices, entries), at: p)
    }
    residuals = (rows.first ?? []).indices.map { e in truth.spread(rows.map { $0[e] }) }
    (self.fingerprint, grid) = (fingerprint, truth.grid)
  }
}
