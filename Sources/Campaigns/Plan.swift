// SPDX-License-Identifier: MIT

import Benchmarking
import Problems
import Strategies
import Verification

/// What a campaign will take: each of some machines runs one shard, a cell on each of its cores.
package struct Plan: Sendable {
  /// Cells of one kind.
  package struct Row: Sendable {
    package let kind: CellKind
    package let cells: Int
    package let estimate: MeasuredCosts.Estimate
  }
  package let hosts: Int
  package let cores: Int
  package private(set) var rows: [Row] = []
  /// Of all cells and of what each machine prepares.
  package private(set) var coreSeconds = 0.0
  /// What of it machines spend on a problem before they can judge the first cell of it.
  package private(set) var prepared = 0.0
  /// Of the longest cell alone: no machines make it shorter.
  package private(set) var longest = 0.0
  /// Until the last machine has ended.
  package private(set) var wall = 0.0
  /// The share of the cost that is known from cells of the same kind.
  package private(set) var measured = 0.0

  /// - Parameters:
  ///   - hosts: machines, at least 1.
  ///   - cores: of each, at least 1.
  /// - Throws: ``PlanError``.
  package init(_ selection: Selection, hosts: Int, cores: Int, costs: MeasuredCosts) throws(PlanError) {
    guard hosts >= 1, cores >= 1, hosts <= Self.most / cores else { throw .machines(hosts, cores) }
    self.hosts = hosts
    self.cores = cores
    var costs = costs
    var estimates: [CellKind: MeasuredCosts.Estimate] = [:]
    var counts: [CellKind: Int] = [:]
    for run in selection.runs {
      counts[run.kind, default: 0] += run.seeds.count
      guard estimates[run.kind] == nil else { continue }
      guard let estimate = costs.estimate(run.kind) else { throw .unknown(run.kind.optimizer) }
      estimates[run.kind] = estimate
    }
    rows = counts.map { Row(kind: $0, cells: $1, estimate: estimates[$0]!) }
      .sorted { CellOrder($0.kind) < CellOrder($1.kind) }
    simulate(selection, estimates, costs)
  }

  /// Cores that are kept in mind.
  private static let most = 10_000_000

  private mutating func simulate(
    _ selection: Selection, _ estimates: [CellKind: MeasuredCosts.Estimate], _ costs: MeasuredCosts
  ) {
    var machines = [LeastFirst<Double>](
      repeating: LeastFirst(count: cores), count: min(hosts, max(1, selection.count)))
    var known = [Set<String>](repeating: [], count: machines.count)
    var (total, counted, ends) = (0.0, 0.0, [Double](repeating: 0, count: machines.count))
    Shard.deal(selection, among: hosts) { shard, cell, _ in
      let estimate = estimates[cell.kind]!
      let problem = cell.kind.problemID
      let first = known[shard - 1].insert(problem).inserted
      let preparation = first ? costs.preparation(of: problem) : 0
      let seconds = estimate.seconds + preparation
      prepared += preparation
      total += seconds
      if estimate.results > 0 { counted += seconds }
      longest = max(longest, estimate.seconds)
      let end = machines[shard - 1].end(adding: seconds)
      ends[shard - 1] = max(ends[shard - 1], end)
    }
    coreSeconds = total
    measured = total > 0 ? counted / total : 0
    wall = ends.max() ?? 0
  }

  /// Short trainings that show how fast this machine is: of each optimiser and precision three kinds, of the
  /// least, the middle and the most work.
  package static func probes(_ selection: Selection) throws -> [Cell] {
    var costs = ExpectedCost()
    var probes: [Cell] = []
    for optimizer in OptimizerKind.allCases {
      for precision in Precision.allCases {
        var kinds = selection.runs.map(\.kind).filter {
          $0.optimizer == optimizer && $0.precision == precision
        }
        kinds.sort { (costs.work($0), CellOrder($0)) < (costs.work($1), CellOrder($1)) }
        var seen: Set<CellKind> = []
        for i in [0, kinds.count / 2, kinds.count - 1] where kinds.indices.contains(i) {
          var kind = kinds[i]
          let few = optimizer == .adam ? 100 : optimizer == .lbfgs ? 50 : 10
          kind.steps = min(kind.steps ?? few, few)
          guard seen.insert(kind).inserted else { continue }
          var cell = try Cell(CellName(kind, seed: 1))
          cell.run.threads = 1
          probes.append(cell)
        }
      }
    }
    return probes
  }
}

/// A campaign that cannot be planned.
package enum PlanError: Error, Equatable, CustomStringConvertible {
  case machines(Int, Int)
  /// Of no cell with it is there a result.
  case unknown(OptimizerKind)
  package var description: String {
    switch self {
    case .machines(let hosts, let cores):
      "\(hosts) machines of \(cores) cores cannot be planned: give at least 1 of each, and no more than 10000000 cores "
        + "in all"
    case .unknown(let optimizer):
      "there is no result of \(optimizer.rawValue) to plan from: train a few such cells into a folder and give it to "
        + "--costs"
    }
  }
}
