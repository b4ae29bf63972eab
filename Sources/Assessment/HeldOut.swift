// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import Sampling

/// Points that no training has seen, the same for every cell of a problem, with what is true there.
package struct HeldOut {
  /// Inside the scored part of the domain.
  package let points: [Point<Double>]
  /// First derivatives of the truth: `[point][unknown][coordinate]`.
  package let slopes: [[[Double]]]
  /// Points on each condition's face.
  package let faces: [(condition: Condition, points: [Point<Double>])]

  package init(_ problem: any Benchmark, count: Int = 512) throws {
    var generator = SplitMix64("held out", problem.name)
    points = try problem.scored.scattered(count, using: &generator)
    let (reference, firsts) = (problem.reference, problem.domain.coordinates.map { MultiIndex([$0]) })
    slopes = try reference.values(firsts, at: points).map { $0.map { $0.map(\.value) } }
    try problem.checkConditions()
    faces = try problem.conditions.map { condition in
      let planes = condition.face.planes(in: problem.domain)
      return (condition, try problem.domain.scattered(64, on: planes, using: &generator))
    }
  }

  /// ‖∇u − ∇truth‖₂/‖∇truth‖₂; nil where the candidate has no slopes.
  /// - Parameter jets: the candidate's at ``points``.
  package func slopeError(of candidate: Candidate, _ jets: [[[Double]]]) -> Double? {
    let places = points[0].coordinates.map { candidate.indices.firstIndex(of: [$0]) }
    guard !places.contains(nil) else { return nil }
    var relative = RelativeL2()
    for (jets, truth) in zip(jets, slopes) {
      guard jets.count == truth.count else { return .infinity }
      for (jet, slope) in zip(jets, truth) {
        for (place, right) in zip(places, slope) {
          relative.add(jet[place!], right)
        }
      }
    }
    return relative.error
  }

  /// Root mean square of the residuals; nil where the candidate lacks a derivative that the equations read.
  /// - Parameter jets: the candidate's at ``points``.
  package func residual(
    of candidate: Candidate, _ jets: [[[Double]]], in problem: any Benchmark
  ) -> Double? {
    guard Equation(problem).indices.allSatisfy(candidate.indices.contains) else { return nil }
    return rootMeanSquare(
      zip(points, jets).flatMap { p, entries in
        problem.residuals(Jet(candidate.indices, entries), at: p)
      })
  }

  /// Root mean square of the misses of all conditions: nil where there are none, NaN where the candidate
  /// lacks a slope that one of them reads. Those that read a higher derivative are left out where only values
  /// and slopes are known.
  package func conditionMiss(of candidate: Candidate, in problem: any Benchmark) throws -> Double? {
    var misses: [Double] = []
    let read = Equation(problem).conditionIndices
    for (condition, points) in faces {
      let isUnknown = { (index: MultiIndex) in index.order > 1 && !candidate.indices.contains(index) }
      if (read[condition] ?? []).contains(where: isUnknown) { continue }
      let partners = points.compactMap { condition.face.partner(of: $0, in: problem.domain) }
      let others = partners.isEmpty ? [] : try candidate.jets(partners)
      for (i, (p, entries)) in zip(points, try candidate.jets(points)).enumerated() {
        let here = Jet(candidate.indices, entries)
        let jet = others.isEmpty ? here : Jet(candidate.indices, others[i]).minus(here)
        misses.append(problem.mismatch(condition, jet, at: p))
      }
    }
    return misses.isEmpty ? nil : rootMeanSquare(misses)
  }
}
