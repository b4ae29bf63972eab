// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks
import PDE
import Strategies
import Threads

/// Loss, gradient, residuals and Jacobian of a problem over a network's parameters, block of points by block
/// of points: strategy → jet → ansatz → residual → reverse sweep.
package final class Engine<L: Lanes> {
  package typealias T = L.Element

  let problem: any BoundaryValueProblem
  let strategy: BlockStrategy<L>
  let network: BlockNetwork<T>
  /// For the equation, and for any points that are asked about.
  let map: HardConstraint
  /// For conditions, which read less.
  private let conditionMaps: [Condition: HardConstraint]
  private let sharesRepeats: Bool
  /// At most so many work at once.
  let threads: Int
  private var spaces: [Workspace<L>] = []
  private var groups = 4
  var collocations: [ResidualPoints<L>] = []
  private(set) var tasks: [Task] = []
  package var parameterCount: Int { network.architecture.parameterCount }

  /// - Parameter sharesRepeats: whether what a strategy computes twice is computed once; off where strategies
  ///   judge one another.
  /// - Parameter threads: how many share the points; the result does not depend on it.
  /// - Parameter others: derivatives that ``jets(_:at:)`` gives beside those that the equation reads.
  package init(
    _ problem: any BoundaryValueProblem, _ strategy: BlockStrategy<L>, _ architecture: Architecture,
    sharesRepeats: Bool = true, others: [MultiIndex] = [],
    threads: Int = Parallel.width
  ) {
    self.problem = problem
    self.sharesRepeats = sharesRepeats
    self.threads = max(1, threads)
    self.strategy = strategy
    network = BlockNetwork(
      Network(architecture, parameters: [T](repeating: 0, count: architecture.parameterCount)))
    let equation = Equation(problem)
    func map(_ indices: some Sequence<MultiIndex>) -> HardConstraint {
      HardConstraint(Set(indices).sorted(), at: problem.domain.coordinates, isPresent: problem.hasAnsatz)
    }
    self.map = map(equation.indices + others)
    conditionMaps = equation.conditionIndices.mapValues(map)
  }

  /// Vectors of points in a block, for groups of these sizes: with sixteen of them the fixed cost of an
  /// operation is spread over 128 points in Double, and a block of a common layer still lies in the first
  /// caches; fewer where most of such a block would only be filled up, or where the strategy keeps so much of
  /// a block that fewer serve it better.
  static func blockGroups(for counts: [Int], most: Int = 16) -> Int {
    func cost(_ groups: Int) -> Int {
      let points = groups * L.count
      return counts.reduce(0) { $0 + ($1 + points - 1) / points * (points + 2 * L.count) }
    }
    return [16, 12, 8, 4].filter { $0 <= most }.min { cost($0) < cost($1) }!
  }

  /// The points at which residuals are taken from here on.
  package func collocate(_ groups: [PointGroup]) throws {
    fit(groups)
    collocations = try groups.map { try collocation($0) }
    tasks = tasks(collocations)
  }
  private func fit(_ groups: [PointGroup]) {
    let best = Self.blockGroups(
      for: groups.map(\.points.count), most: strategy.blockGroups(map.needed, problem.domain.coordinates))
    if best != self.groups { spaces = [] }
    self.groups = best
  }
  func collocation(_ group: PointGroup) throws -> ResidualPoints<L> {
    try ResidualPoints(group, of: problem, map: map(for: group.condition), pointsInPiece: groups * L.count)
  }
  private func map(for condition: Condition?) -> HardConstraint {
    condition.flatMap { conditionMaps[$0] } ?? map
  }
  /// One for each thread, made when they are first needed.
  func workspaces() throws(StrategyError) -> [Workspace<L>] {
    if spaces.isEmpty {
      let coordinates = problem.domain.coordinates
      var jets: [Condition?: (HardConstraint, BlockJet<L>)] = [:]
      for condition in [nil] + conditionMaps.keys.map({ $0 }) {
        let map = map(for: condition)
        jets[condition] = (map, try strategy.prepared(network, coordinates, map.needed))
      }
      spaces = (0..<threads).map { _ in
        Workspace(problem, jets, parameters: parameterCount, groups: groups, sharesRepeats: sharesRepeats)
      }
    }
    return spaces
  }

  /// Residuals at one group's points.
  func count(in group: PointGroup) -> Int {
    group.points.count * (group.condition == nil ? equations : 1)
  }
  /// Equations at each point.
  lazy var equations: Int = {
    let jet = Jet<Double> { _, _ in 0 }
    return problem.residuals(
      jet, at: Point(problem.domain.coordinates, problem.domain.ranges.map(\.lowerBound))
    )
    .count
  }()
  /// All residuals of the points set.
  package var residualCount: Int { collocations.reduce(0) { $0 + count(in: $1.group) } }

  /// The jet of u at any points: `[point][unknown][index]`, indices as `asked` by the equation.
  package func jets(_ parameters: [T], at points: [Point<Double>]) throws -> [[[Double]]] {
    network.load(parameters)
    let group = PointGroup(condition: nil, points: points, weight: 1)
    if collocations.isEmpty { fit([group]) }
    let parts = try parts(tasks([collocation(group)])) {
      (space, tasks) throws(StrategyError) -> [[[Double]]] in
      var all: [[[Double]]] = []
      for task in tasks {
        let (u, _) = try space.jet(task.piece)
        all += (0..<task.piece.count).map { j in
          (0..<problem.unknowns).map { k in map.asked.map { Double(u[k][$0].value[0, j]) } }
        }
      }
      return all
    }
    return Array(parts.joined())
  }
  /// The order in which ``jets(_:at:)`` lists derivatives.
  package var indices: [MultiIndex] { map.asked }
}

extension Engine {
  /// A piece of points with the place of its first residual.
  struct Task {
    let group: PointGroup
    let piece: ResidualPoints<L>.Batch
    /// Of a periodic condition, the points on the other end.
    let partner: ResidualPoints<L>.Batch?
    let row: Int
  }

  func tasks(_ collocations: [ResidualPoints<L>]) -> [Task] {
    var start = 0
    return collocations.flatMap { collocation in
      defer { start += count(in: collocation.group) }
      return collocation.pieces.enumerated().map { i, piece in
        let partner = collocation.partners.isEmpty ? nil : collocation.partners[i]
        return Task(group: collocation.group, piece: piece, partner: partner, row: start + piece.first)
      }
    }
  }

  /// Cuts the tasks into parts that depend on their number alone, runs the parts on all threads, and returns
  /// what each gives in their order: whatever the number of threads and whichever takes which part, the
  /// result is the same.
  func parts<R>(
    _ tasks: [Task], _ body: (Workspace<L>, ArraySlice<Task>) throws(StrategyError) -> R
  ) throws(StrategyError) -> [R] {
    let spaces = try workspaces()
    let n = tasks.count
    let count = min(n, max(8, min(64, n / 16)))
    let parts = (0..<count).map { tasks[$0 * n / count..<($0 + 1) * n / count] }
    var results = [Result<R, StrategyError>?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { results in
      // Each thread has a workspace of its own, and each part a place of its own.
      Parallel.forEach(count, threads: spaces.count) { i, thread in
        do throws(StrategyError) {
          results[i] = .success(try body(spaces[thread], parts[i]))
        } catch {
          results[i] = .failure(error)
        }
      }
    }
    var all: [R] = []
    for result in results { all.append(try result!.get()) }
    return all
  }
}
