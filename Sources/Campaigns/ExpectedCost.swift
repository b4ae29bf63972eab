// SPDX-License-Identifier: MIT

import Benchmarking
import PDE
import Training
import Verification

/// What a training is expected to cost, in units that are the same on every machine: about as many
/// multiplications as it takes. Only the ratios mean something.
///
/// A sweep takes one per point, parameter and derivative, and some per activation; a step of
/// Levenberg–Marquardt also forms the normal equations of its m residuals and n parameters and factorises
/// them, whose multiplications are several times faster.
package struct ExpectedCost {
  private var known: [CellKind: Double] = [:]

  package init() {}

  /// In thousands, at least 1; more than 10¹² are as much as that, so that no sum of them overflows.
  package mutating func cost(_ kind: CellKind) -> Int { Int(min(max(1, work(kind) / 1000), 1e12)) }

  /// At least 1; 1 for a kind that cannot be trained.
  package mutating func work(_ kind: CellKind) -> Double {
    if let work = known[kind] { return work }
    let work = (try? Cell(CellName(kind, seed: 1))).map(Self.work) ?? 1
    known[kind] = work
    return work
  }

  package static func work(_ cell: Cell) -> Double {
    let parts = parts(cell)
    return parts.warmUp + parts.rest
  }

  /// Of its first steps, by another optimiser, and of those that follow; together at least 1.
  package static func parts(_ cell: Cell) -> (warmUp: Double, rest: Double) {
    let (run, configuration) = (cell.run, cell.run.configuration)
    let equation = Equation(cell.problem)
    let soft = equation.conditionIndices.count
    let points = Double(configuration.points + configuration.conditionPoints * soft)
    let parameters = Double((try? run.architecture().parameterCount) ?? 1)
    // An activation weighs as much as some multiplications.
    let neurons = Double(configuration.hidden.reduce(0, +)) * (configuration.activation == .sin ? 60 : 20)
    let sweep =
      points * (parameters + neurons) * Double(equation.indices.count) * weight(run.strategy.name)
    let warmUp = Double(configuration.warmUp) * sweep
    return switch run.optimizer {
    case .adam: (0, max(1, Double(run.steps ?? configuration.adamSteps) * sweep))
    case .lbfgs: (warmUp, max(1, 1.2 * Double(run.steps ?? configuration.lbfgsSteps) * sweep))
    case .levenbergMarquardt:
      (warmUp, max(1, Double(run.steps ?? configuration.steps) * (3 * sweep + normal(points, parameters))))
    }
  }

  private static func normal(_ rows: Double, _ parameters: Double) -> Double {
    let (m, n) = (min(rows, parameters), max(rows, parameters))
    return (m * m * n + m * m * m / 3) / 16
  }

  /// What a sweep takes of one by nested derivatives, about.
  private static func weight(_ strategy: String) -> Double {
    switch strategy {
    case "fused", "forward-laplacian": 0.8
    case "central-difference", "one-sided-difference": 1.6
    case "adaptive-difference": 4
    default: 1
    }
  }
}
