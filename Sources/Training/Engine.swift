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
  private var networks: [Condition?: (map: HardConstraint, network: BlockJet<L>)] = [:]
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
  /// One for each of so many threads, made when they are first needed.
  func workspaces(_ count: Int = 1) throws(StrategyError) -> [Workspace<L>] {
    if networks.isEmpty {
      for condition in [nil] + conditionMaps.keys.map({ $0 }) {
        let map = map(for: condition)
        networks[condition] = (
          map, try strategy.prepared(network, problem.domain.coordinates, map.needed)
        )
      }
    }
    while spaces.count < count {
      spaces.append(
        Workspace(
          problem, networks, parameters: parameterCount, groups: groups, sharesRepeats: sharesRepeats))
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
    return try list(tasks([collocation(group)])) { (space, tasks) throws(StrategyError) -> [[[Double]]] in
      var all: [[[Double]]] = []
      for task in tasks {
        let (u, _) = try space.jet(task.piece)
        all += (0..<task.piece.count).map { j in
          (0..<problem.unknowns).map { k in map.asked.map { Double(u[k][$0].value[0, j]) } }
        }
      }
      return all
    }
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

  /// How so many tasks are cut into parts: by their number alone. There is a power of two of parts where
  /// there are many tasks, which most machines share evenly, each long beside its fixed cost, and the longer
  /// ones come first.
  static func parts(of n: Int) -> [Range<Int>] {
    var count = 16
    while count < 128, 4 * count <= n { count *= 2 }
    count = min(n, count)
    func start(_ part: Int) -> Int { part * (n / count) + min(part, n % count) }
    return (0..<count).map { start($0)..<start($0 + 1) }
  }

  /// Runs the parts of the tasks on all threads and adds up what each gives, in an order that depends on
  /// their number alone: whatever the number of threads and whichever takes which part, the result is the
  /// same.
  func sum<R>(
    _ tasks: [Task], _ body: (Workspace<L>, ArraySlice<Task>) throws(StrategyError) -> R,
    add: (inout R, R) -> Void
  ) throws(StrategyError) -> R? {
    let parts = Self.parts(of: tasks.count)
    let threads = min(threads, parts.count)
    // Each thread has one of its own.
    let spaces = try workspaces(threads)
    var failures = [StrategyError?](repeating: nil, count: parts.count)
    let sum = failures.withUnsafeMutableBufferPointer { failures in
      nonisolated(unsafe) let failures = failures
      return Parallel.sum(parts.count, threads: threads) { i, thread -> R? in
        do throws(StrategyError) {
          return try body(spaces[thread], tasks[parts[i]])
        } catch {
          failures[i] = error
          return nil
        }
      } add: {
        if $0 != nil, let next = $1 { add(&$0!, next) }
      }
    }
    for case let error? in failures { throw error }
    return sum ?? nil
  }

  /// The same for what each part gives as a list: all lists in the order of the tasks.
  func list<R>(
    _ tasks: [Task], _ body: (Workspace<L>, ArraySlice<Task>) throws(StrategyError) -> [R]
  ) throws(StrategyError) -> [R] {
    try sum(tasks, body) { $0 += $1 } ?? []
  }
}
