// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule

/// The table of a problem that is kept in the repository: at the standard parameters, on a modest grid, with
/// the derivatives that its equation reads and those of first order.
package struct FrozenTable: Sendable {
  package let table: ReferenceTable
  let reference: any ReferenceSolution

  /// Takes the grid over the scored domain, ends included, where the reference has all of its values; else
  /// one without the ends, since data jump in corners; else those points of that grid which have values.
  /// - Throws: what the reference throws where no point has values.
  package init(_ problem: any Benchmark) throws {
    let reference = problem.reference
    let columns = Columns(problem, Self.indices(problem, reference))
    func table(_ places: EvaluationPoints) throws -> ReferenceTable {
      try ReferenceTable(problem, [:], at: places, columns, measuredBy: reference)
    }
    self.reference = reference
    let inner = Self.inner(problem.scored)
    guard let counts = Self.counts(problem.domain), let inner else {
      self.table = try table(Self.scattered(problem.scored, 200))
      return
    }
    for domain in [problem.scored, inner] {
      let candidate = try table(EvaluationPoints(grid: counts, in: domain))
      if (try? candidate.parts(make: { _ = try candidate.fields($0) }, take: { _, _ in }, progress: { _ in }))
        != nil
      {
        self.table = candidate
        return
      }
    }
    let grid = try table(EvaluationPoints(grid: counts, in: inner))
    let known = (0..<grid.places.count).filter { (try? grid.fields($0..<$0 + 1)) != nil }
    if known.isEmpty { _ = try grid.fields(0..<1) }
    self.table = try table(EvaluationPoints(points: known.flatMap { grid.places.values($0) }, in: inner))
  }

  /// What the equation and its conditions read, and all slopes, so far as the reference has them.
  private static func indices(_ problem: any Benchmark, _ reference: any ReferenceSolution) -> [MultiIndex] {
    let coordinates = problem.domain.coordinates
    var wanted = Set(Equation(problem).indices + coordinates.map { [$0] })
    if wanted.contains(.laplacian) { wanted.formUnion(coordinates.filter(\.isSpatial).map { [$0, $0] }) }
    return reference.indices.filter { wanted.contains($0) || $0 == .value }
  }

  /// One count a coordinate; nil for more than three of them.
  private static func counts(_ domain: Domain) -> [Int]? {
    switch domain.coordinates.count {
    case 1: [101]
    case 2: domain[.t] == nil ? [29, 29] : [41, 21]
    case 3: [11, 11, 7]
    default: nil
    }
  }

  /// A 40th off at both ends; nil for numbered coordinates.
  private static func inner(_ domain: Domain) -> Domain? {
    func shrunk(_ c: Coordinate) -> ClosedRange<Double>? {
      domain[c].map { r in
        let margin = (r.upperBound - r.lowerBound) / 40
        return r.lowerBound + margin...r.upperBound - margin
      }
    }
    let inner = Domain(x: shrunk(.x), y: shrunk(.y), z: shrunk(.z), t: shrunk(.t))
    guard inner.coordinates == domain.coordinates else { return nil }
    guard let cut = domain.cut else { return inner }
    return inner.without(Dictionary(uniqueKeysWithValues: zip(domain.coordinates, cut)))
  }

  /// Points that fill a box evenly: multiples of the powers of 1/φ, φ the root of φᵈ⁺¹ = φ + 1 (Roberts
  /// 2018).
  private static func scattered(_ domain: Domain, _ count: Int) throws -> EvaluationPoints {
    let d = domain.coordinates.count
    var phi = 1.5
    for _ in 0..<64 { phi = Double.pow(1 + phi, 1 / Double(d + 1)) }
    let points = (1...count).map { i -> [Double] in
      var step = 1.0
      return domain.ranges.map { range in
        step /= phi
        let fraction = (0.5 + step * Double(i)).truncatingRemainder(dividingBy: 1)
        return range.lowerBound + (range.upperBound - range.lowerBound) * fraction
      }
    }
    return try EvaluationPoints(points: points.filter { !domain.isCut($0) }.flatMap { $0 }, in: domain)
  }
}
