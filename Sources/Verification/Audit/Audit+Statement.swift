// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE

extension Audit {
  /// Counts that must fit together, and may not be zero.
  /// - Returns: whether the problem can be measured at all.
  mutating func judgeStatement<P: Benchmark>(of problem: P) -> Bool {
    let (domain, unknowns) = (problem.domain, problem.unknowns)
    let before = faults.count
    expect(
      !domain.coordinates.isEmpty, .statement,
      "the domain has no coordinate: give it an interval, as in Domain(t: 0...1)")
    expect(unknowns > 0, .statement, "there are \(unknowns) unknowns: give at least one")
    for (c, range) in zip(domain.coordinates, domain.ranges) {
      expect(
        range.lowerBound < range.upperBound && (range.upperBound - range.lowerBound).isFinite, .statement,
        "\(c) in [\(range.lowerBound), \(range.upperBound)] has no length: give it two ends")
    }
    guard faults.count == before else { return false }
    let corner = Point(domain.coordinates, domain.ranges.map(\.lowerBound))
    let residuals = problem.residuals(Jet<Double>(asking: { _, _ in 1 }), at: corner)
    expect(!residuals.isEmpty, .statement, "there is no equation: residuals(_:at:) gives none")
    if let ansatz: Ansatz<Double> = problem.ansatz(at: corner) {
      expect(
        ansatz.g.count == unknowns && ansatz.d.count == unknowns, .ansatz,
        "the ansatz has \(ansatz.g.count) g and \(ansatz.d.count) d for \(unknowns) unknowns: give one pair for each"
      )
    }
    for condition in problem.conditions {
      let error = problem.error(of: condition)
      expect(error == nil, .condition, error.map { "\($0)" } ?? "")
    }
    judgeCounts(of: problem)
    return faults.count == before
  }

  /// Points of grids and trainings.
  private mutating func judgeCounts<P: Benchmark>(of problem: P) {
    let (configuration, grid) = (problem.training, problem.testGrid)
    expect(
      grid.isEmpty || grid.count == problem.domain.coordinates.count, .statement,
      "testGrid has \(grid.count) counts for \(problem.domain.coordinates.count) coordinates: give one for each"
    )
    expect(
      grid.allSatisfy { $0 >= 2 }, .statement,
      "testGrid \(grid) leaves a coordinate without an extent: give at least 2 points along each")
    expect(
      configuration.points > 0, .statement,
      "the training configuration has \(configuration.points) points: give at least 1")
    expect(
      !configuration.hidden.isEmpty && configuration.hidden.allSatisfy { $0 > 0 }, .statement,
      "the training's hidden layers \(configuration.hidden) hold no neurons: give widths, as in [20, 20]")
    let soft = problem.conditions.filter { !($0.isHard && problem.hasAnsatz) }
    if problem.domain.coordinates.count > 1 {
      expect(
        soft.isEmpty || configuration.conditionPoints > 0, .statement,
        "'\(soft.first?.name ?? "")' is trained, but its training's conditionPoints are \(configuration.conditionPoints): "
          + "give some, as in 64")
    }
    if !problem.hasAnsatz {
      for condition in problem.conditions where condition.isHard {
        note(
          .condition,
          "'\(condition.name)' is called hard, but there is no ansatz: it is trained as soft; say hard: false, or give one"
        )
      }
    }
    let measured = problem.reference.indices
    let unread = Equation(problem).indices.filter { index in
      !(measured.contains(index)
        || index == .laplacian && problem.laplacianParts.allSatisfy(measured.contains))
    }
    if !unread.isEmpty {
      let names = unread.map { "u_\($0)" }.joined(separator: ", ")
      note(.residual, "the reference measures no \(names), which the equation or a condition reads")
    }
  }
}

extension Benchmark {
  /// What the Laplacian sums.
  var laplacianParts: [MultiIndex] { domain.coordinates.filter(\.isSpatial).map { [$0, $0] } }
}
