// SPDX-License-Identifier: MIT

import Benchmarking
import Blocks
import Differentiation
import Networks
import RealModule
import Sampling
import Strategies

/// What a derivative costs, in evaluations of the network: measured beside the law that predicts it.
package struct GradientCost: Sendable, Encodable {
  package let strategy: String
  /// "u^(k)" along one coordinate, or "laplacian" over d coordinates.
  package let quantity: String
  /// The order.
  package let k: Int
  /// The dimension.
  package let d: Int
  /// "k + 1", with its value.
  package let law: String
  package let predicted: Double
  package let measured: Double
}

extension GradientCost {
  /// Medians over `rounds`, on blocks of points as training uses them.
  /// - Parameter dimensions: of the Laplacians.
  package static func measure(
    orders: ClosedRange<Int> = 1...6, dimensions: [Int] = [1, 2, 5, 10, 20, 50, 100], rounds: Int = 5
  ) throws -> [GradientCost] {
    let line = try Workload(dimension: 1)
    let one = line.median(rounds) { line.value($0) }
    var costs: [GradientCost] = []
    for k in orders {
      func add(
        _ strategy: String, _ law: String, _ predicted: Double, _ run: (Point<Workload.Number>) -> Void
      ) {
        costs.append(
          GradientCost(
            strategy: strategy, quantity: "u^(k)", k: k, d: 1, law: law, predicted: predicted,
            measured: line.median(rounds, run) / one))
      }
      add("taylor", "k + 1", Double(k + 1)) { line.taylor($0, .x, k) }
      add("forward", "2^k", Double(1 << k)) { _ = line.dual($0, k) }
      if k % 2 == 0 { add("hyper-dual", "2^k", Double(1 << k)) { _ = line.hyperDual($0, k / 2) } }
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

/// A block whose operations are calls of specialised code: what runs on it need not be specialised itself,
/// which for six nested levels would take a minute to compile.
private struct SealedBlock: DerivedFunctions {
  typealias Weight = Double
  let block: Block<DoubleLanes>
  init(_ block: Block<DoubleLanes>) { self.block = block }
  init(_ value: Double) { block = Block(value) }
  init(floatLiteral value: Double) { block = Block(value) }
  var isStructuralZero: Bool { block.isStructuralZero }
  var fixedValue: Double? { block.fixedValue }
  var unit: Self { Self(block.unit) }
  var magnitude: Double { block.magnitude }
  @inline(never) static func + (a: Self, b: Self) -> Self { Self(a.block + b.block) }
  @inline(never) static func - (a: Self, b: Self) -> Self { Self(a.block - b.block) }
  @inline(never) static func * (a: Self, b: Self) -> Self { Self(a.block * b.block) }
  @inline(never) static func / (a: Self, b: Self) -> Self { Self(a.block / b.block) }
  @inline(never) func adding(_ a: Self, times b: Self) -> Self {
    Self(block.adding(a.block, times: b.block))
  }
  @inline(never) func scaled(by k: Double) -> Self { Self(block.scaled(by: k)) }
  @inline(never) func divided(by k: Double) -> Self { Self(block.divided(by: k)) }
  @inline(never) static func apply(_ f: Elementary, to x: Self) -> Self {
    Self(Block<DoubleLanes>.apply(f, to: x.block))
  }
  @inline(never) static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    Self(Block<DoubleLanes>.sechSquared(x.block, tanh: y.block))
  }
  @inline(never) func affine(_ layer: Layer<Double>, bias: Bool) -> Self {
    Self(block.affine(layer, bias: bias))
  }
  @inline(never) func transposedAffine(_ layer: Layer<Double>) -> Self {
    Self(block.transposedAffine(layer))
  }
}

/// A network on one block of points.
private final class Workload {
  typealias Number = SealedBlock
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
          run(
            Point(
              coordinates,
              coordinates.indices.map { i in SealedBlock(Block(in: arena) { Double($0 + i) / 150 }) }))
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

  func dual<N: Scalar>(_ p: Point<N>, _ k: Int) -> N where N.Weight == Double {
    if k == 0 { return network(p)[0] }
    var q = p.map { Dual<N>($0, 0) }
    q.values[0].tangent = p.values[0].unit
    return dual(q, k - 1).tangent
  }
  func hyperDual<N: Scalar>(_ p: Point<N>, _ levels: Int) -> N where N.Weight == Double {
    if levels == 0 { return network(p)[0] }
    var q = p.map { HyperDual<N>($0, 0, 0, 0) }
    q.values[0].e1 = p.values[0].unit
    q.values[0].e2 = p.values[0].unit
    return hyperDual(q, levels - 1).e12
  }
  func taylor(_ p: Point<Number>, _ c: Coordinate, _ k: Int) {
    func run<T: TaylorSeries>(_ type: T.Type) where T.Base == Number {
      var q = p.map { T($0, slope: nil) }
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
