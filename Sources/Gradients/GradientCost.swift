import Differentiation
import Networks
import RealModule
import Strategies

/// What a derivative costs, in evaluations of the network: measured beside the law that predicts it.
public struct GradientCost: Sendable, Encodable {
  public let strategy: String
  /// "u^(k)" along one coordinate, or "laplacian" over d coordinates.
  public let quantity: String
  /// The order.
  public let k: Int
  /// The dimension.
  public let d: Int
  /// "k + 1", with its value.
  public let law: String
  public let predicted: Double
  public let measured: Double
}

extension GradientCost {
  /// Medians over `rounds`, on blocks of points as training uses them.
  /// - Parameter dimensions: of the Laplacians.
  public static func measure(
    orders: ClosedRange<Int> = 1...6, dimensions: [Int] = [1, 2, 5, 10, 20, 50, 100], rounds: Int = 5
  ) throws -> [GradientCost] {
    let line = try Workload(dimension: 1)
    let one = line.median(rounds) { line.value($0) }
    var costs: [GradientCost] = []
    for k in orders {
      func add(_ strategy: String, _ law: String, _ predicted: Double, _ run: (Point<Workload.Number>) -> Void) {
        costs.append(
          GradientCost(
            strategy: strategy, quantity: "u^(k)", k: k, d: 1, law: law, predicted: predicted,
            measured: line.median(rounds, run) / one))
      }
      add("taylor", "k + 1", Double(k + 1)) { line.taylor($0, .x, k) }
      add("forward", "2^k", Double(1 << k)) { line.dual($0, k) }
      if k % 2 == 0 { add("hyper-dual", "2^k", Double(1 << k)) { line.hyperDual($0, k) } }
      if k <= 4 { add("reverse", "at most 5^k", Double.pow(5, k)) { line.strategy(Reverse(), $0, pure(k)) } }
      if k <= 4 {
        add("central-difference", "k + 1", Double(k + 1)) { line.strategy(CentralDifference(), $0, pure(k)) }
      }
    }
    for d in dimensions {
      let cube = try Workload(dimension: d)
      let one = cube.median(rounds) { cube.value($0) }
      let seconds = cube.coordinates.map { MultiIndex([$0, $0]) }
      func add(_ strategy: String, _ law: String, _ predicted: Int, _ run: (Point<Workload.Number>) -> Void) {
        costs.append(
          GradientCost(
            strategy: strategy, quantity: "laplacian", k: 2, d: d, law: law, predicted: Double(predicted),
            measured: cube.median(d > 20 ? 1 : rounds, run) / one))
      }
      add("taylor", "3 d", 3 * d) { p in cube.coordinates.forEach { cube.taylor(p, $0, 2) } }
      add("forward", "4 d", 4 * d) { cube.strategy(Forward(), $0, seconds) }
      add("hyper-dual", "4 d", 4 * d) { cube.strategy(HyperDuals(), $0, seconds) }
      add("central-difference", "2 d + 1", 2 * d + 1) { cube.strategy(CentralDifference(), $0, seconds) }
    }
    return costs
  }
}

/// A network on one block of points.
private final class Workload {
  typealias Number = Chunk<DoubleLanes>
  let coordinates: [Coordinate]
  let network: BlockNetwork<Double>
  var arena = Arena(groups: 16)

  init(dimension d: Int) throws {
    coordinates = (1...d).map { d == 1 ? .x : .x($0) }
    let shape = try Architecture(inputs: d, hidden: [20, 20, 20, 20])
    var random = SplitMix64("cost")
    network = BlockNetwork(Network(shape, parameters: Initialiser.glorot(shape, using: &random)))
  }

  func median(_ rounds: Int, _ run: (Point<Number>) -> Void) -> Double {
    let clock = ContinuousClock()
    let times = (0..<max(1, rounds)).map { _ in
      clock.measure {
        for _ in 0..<4 {
          arena.reset()
          run(Point(coordinates, coordinates.indices.map { i in Chunk(in: arena) { Double($0 + i) / 150 } }))
        }
      }
    }
    let median = times.sorted()[times.count / 2].components
    return Double(median.seconds) + 1e-18 * Double(median.attoseconds)
  }

  func value(_ p: Point<Number>) { _ = network(p) }
  func strategy<S: Strategy>(_ strategy: S, _ p: Point<Number>, _ index: MultiIndex) {
    self.strategy(strategy, p, [index])
  }
  func strategy<S: Strategy>(_ strategy: S, _ p: Point<Number>, _ indices: [MultiIndex]) {
    _ = try? strategy.jet(of: network, at: p, indices)
  }

  // Types are written out: specialised code is what is measured.
  func dual(_ p: Point<Number>, _ k: Int) {
    switch k {
    case 1: run(up(p))
    case 2: run(up(up(p)))
    case 3: run(up(up(up(p))))
    case 4: run(up(up(up(up(p)))))
    case 5: run(up(up(up(up(up(p))))))
    default: run(up(up(up(up(up(up(p)))))))
    }
  }
  func hyperDual(_ p: Point<Number>, _ k: Int) {
    switch k {
    case 2: run(wider(p))
    case 4: run(wider(wider(p)))
    default: run(wider(wider(wider(p))))
    }
  }
  private func run<N: Scalar>(_ p: Point<N>) where N.Weight == Double { _ = network(p) }
  private func up<N: Scalar>(_ p: Point<N>) -> Point<Dual<N>> {
    var q = p.map { Dual($0, 0) }
    q.values[0].tangent = p.values[0].unit
    return q
  }
  private func wider<N: Scalar>(_ p: Point<N>) -> Point<HyperDual<N>> {
    var q = p.map { HyperDual($0, 0, 0, 0) }
    q.values[0].e1 = p.values[0].unit
    q.values[0].e2 = p.values[0].unit
    return q
  }
  func taylor(_ p: Point<Number>, _ c: Coordinate, _ k: Int) {
    func run<T: TaylorSeries>(_ type: T.Type) where T.Base == Number {
      var q = p.map { T($0, slope: 0) }
      let i = coordinates.firstIndex(of: c)!
      q.values[i] = T(p.values[i], slope: p.values[i].unit)
      _ = network(q)
    }
    switch k {
    case 1: run(Taylor1<Number>.self)
    case 2: run(Taylor2<Number>.self)
    case 3: run(Taylor3<Number>.self)
    case 4: run(Taylor4<Number>.self)
    case 5: run(Taylor5<Number>.self)
    default: run(Taylor6<Number>.self)
    }
  }
}
