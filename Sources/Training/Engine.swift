import Differentiation
import Networks
import PDE
import Strategies

/// Loss, gradient, residuals and Jacobian of a problem over a network's parameters, block of points by block of points:
/// strategy → jet → ansatz → residual → reverse sweep.
public final class Engine<L: Lanes> {
  public typealias T = L.Element
  typealias Number = Traced<Chunk<L>>

  let problem: any Problem
  let strategy: BlockStrategy<L>
  let network: BlockNetwork<T>
  let map: AnsatzMap
  private(set) var arena = Arena()
  let tape: Tape<Chunk<L>>
  var collocations: [Collocation<L>] = []
  public var parameterCount: Int { network.architecture.parameterCount }

  /// - Parameter sharesRepeats: whether what a strategy computes twice is computed once; off where strategies judge one
  ///   another.
  /// - Parameter others: derivatives that ``jets(_:at:)`` gives beside those that the equation reads.
  public init(
    _ problem: any Problem, _ strategy: BlockStrategy<L>, _ architecture: Architecture,
    sharesRepeats: Bool = true, others: [MultiIndex] = []
  ) {
    self.problem = problem
    tape = Tape(tracksWeights: true, sharesRepeats: sharesRepeats)
    self.strategy = strategy
    network = BlockNetwork(
      Network(architecture, parameters: [T](repeating: 0, count: architecture.parameterCount)))
    map = AnsatzMap(
      Set(Equation(problem).indices + others).sorted(), isPresent: problem.hasAnsatz)
  }

  /// Vectors of points in a block, for groups of these sizes: with sixteen of them the fixed cost of an operation is
  /// spread over 128 points in Double, and a block of a common layer still lies in the first caches; fewer where most
  /// of such a block would only be filled up.
  static func blockGroups(for counts: [Int]) -> Int {
    func cost(_ groups: Int) -> Int {
      let points = groups * L.count
      return counts.reduce(0) { $0 + ($1 + points - 1) / points * (points + 2 * L.count) }
    }
    return [16, 12, 8, 4].min { cost($0) < cost($1) }!
  }

  /// The points at which residuals are taken from here on.
  public func collocate(_ groups: [PointGroup]) throws {
    fit(groups)
    collocations = try groups.map { try collocation($0) }
  }
  private func fit(_ groups: [PointGroup]) {
    let best = Self.blockGroups(for: groups.map(\.points.count))
    if best != arena.groups { arena = Arena(groups: best) }
  }
  func collocation(_ group: PointGroup) throws -> Collocation<L> {
    try Collocation(group, of: problem, map: map, pointsInPiece: Chunk<L>.points(in: arena))
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
  public var residualCount: Int { collocations.reduce(0) { $0 + count(in: $1.group) } }

  /// The jet of u at a piece of points, on the fresh tape.
  func jet(_ piece: Collocation<L>.Piece) throws(StrategyError) -> (Jet<Number>, Point<Number>) {
    arena.reset()
    tape.reset()
    func number(_ values: [T]) -> Number { tape.constant(Chunk(in: arena) { values[$0] }) }
    let p = Point(problem.domain.coordinates, piece.coordinates.map(number))
    let n = try strategy.jet(network, p, map.needed)
    if piece.g.isEmpty { return (n, p) }
    func constant(_ row: Collocation<L>.Row) -> Number {
      switch row {
      case .constant(let c): tape.constant(Chunk(c))
      case .values(let values): number(values)
      }
    }
    let entries = piece.g.indices.map { unknown in
      let d = piece.d[unknown].map(constant)
      return map.asked.indices.map { i in
        var sum = constant(piece.g[unknown][map.needed.firstIndex(of: map.asked[i])!])
        for term in map.terms[i] {
          sum = sum.adding(d[term.d].scaled(by: term.coefficient), times: n[unknown][map.needed[term.n]])
        }
        return sum
      }
    }
    return (Jet(map.asked, entries), p)
  }

  /// The residuals at a piece, one number an equation.
  func residuals(_ piece: Collocation<L>.Piece, of group: PointGroup) throws(StrategyError) -> [Number] {
    let (u, p) = try jet(piece)
    return group.condition.map { [problem.mismatch($0, u, at: p)] } ?? problem.residuals(u, at: p)
  }

  /// The jet of u at any points: `[point][unknown][index]`, indices as `asked` by the equation.
  public func jets(_ parameters: [T], at points: [Point<Double>]) throws -> [[[Double]]] {
    network.load(parameters)
    let group = PointGroup(condition: nil, points: points, weight: 1)
    if collocations.isEmpty { fit([group]) }
    let collocation = try collocation(group)
    return try collocation.pieces.flatMap { piece in
      let (u, _) = try jet(piece)
      return (0..<piece.count).map { j in
        (0..<problem.unknowns).map { k in map.asked.map { Double(u[k][$0].value[0, j]) } }
      }
    }
  }
  /// The order in which ``jets(_:at:)`` lists derivatives.
  public var indices: [MultiIndex] { map.asked }
}
