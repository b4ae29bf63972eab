// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Differentiation
import Gradients
import Networks
import PDE
import Sampling
import Strategies
import Training

/// u′ = cos t with u = t·N(t): the thread's program.
struct ThreadEquation: ScalarEquation {
  let name = "thread"
  var domain: Domain { Domain(t: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t - S.cos(p.t) }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: 0, d: p.t) }
}

/// The k-th derivative of the bare network, for its cost and its error.
struct PureDerivative: ScalarEquation {
  let order: Int
  var name: String { "derivative-\(order)" }
  var index: MultiIndex { MultiIndex(Array(repeating: .x, count: order)) }
  var domain: Domain { Domain(x: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u[index] }
}

/// Δu of the bare network.
struct BareLaplacian: ScalarEquation {
  let dimensions: Int
  var name: String { "laplacian-\(dimensions)" }
  var domain: Domain { Domain(cube: 0...1, dimensions: dimensions) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.laplacian }
}

/// A network, its parameters and points: what every way of differentiating is given alike.
struct Specimen<P: ScalarEquation> {
  let problem: P
  let shape: Architecture
  let points: [[Double]]
  /// Numbers of single precision, so that both precisions are asked the same.
  var parameters: [Double]

  /// Points spread evenly over the unit cube, weights of Glorot's distribution.
  init(_ problem: P, hidden: [Int], points count: Int, seed: Int) throws {
    self.problem = problem
    let d = problem.domain.coordinates.count
    shape = try Architecture(inputs: d, hidden: hidden)
    var random = SplitMix64("study", problem.name, shape.description, "\(seed)")
    func single(_ x: Double) -> Double { Double(Float(x)) }
    parameters = Initialiser.glorot(shape, using: &random).map(single)
    points =
      d == 1
      ? (1...count).map { [single(Double($0) / Double(count))] }
      : try problem.domain.scattered(count, using: &random).map { $0.values.map(single) }
  }

  var groups: [PointGroup] {
    let places = points.map { Point(problem.domain.coordinates, $0) }
    return [PointGroup(condition: nil, points: places, weight: 1 / Double(points.count))]
  }

  /// The loss mean r² in the block engine, on this thread alone.
  func objective(_ strategy: StrategyEntry, _ precision: GradientPrecision) throws -> Objective {
    try Objective(
      problem, strategy, precision == .float32 ? .float32 : .float64, shape, at: groups, threads: 1)
  }

  /// The same loss as a question to any differentiator.
  var question: Question { Question(EquationLoss(self)) }
}

/// mean r² as the gradient suite asks it: number by number, point by point.
private struct EquationLoss<P: ScalarEquation>: NestedFunction {
  let specimen: Specimen<P>
  let indices: [MultiIndex]
  init(_ specimen: Specimen<P>) {
    self.specimen = specimen
    indices = Equation(specimen.problem).indices
  }
  var name: String { "\(specimen.problem.name), \(specimen.shape.description)" }
  var coordinates: [Coordinate] { specimen.problem.domain.coordinates }
  func parameters<S: Scalar>(_: S.Type) -> [S] { specimen.parameters.map { S($0) } }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { specimen.points.map { $0.map { S($0) } } }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    let n = Network<Double>.evaluate(specimen.shape, x, parameters: theta)[0]
    guard let ansatz = specimen.problem.ansatz(at: Point(coordinates, x)) else { return n }
    return ansatz.g[0] + ansatz.d[0] * n
  }
  func terms<S: Scalar>(_ u: [Jet<S>], at points: [[S]], _ theta: [S]) -> [S] {
    zip(u, points).map { u, x in
      let r = specimen.problem.residual(u, at: Point(coordinates, x))
      return (r * r).divided(by: Double(specimen.points.count))
    }
  }
}

/// How far a gradient is from the true one.
struct GradientError {
  /// ‖g − g*‖/‖g*‖
  let norm: Double
  /// The largest |gᵢ − gᵢ*|/|gᵢ*|.
  let component: Double
  /// The largest |gᵢ − gᵢ*| in units of κ·u.
  let units: Double

  init(extended gradient: [Extended], _ known: ConditionedTruth) {
    let off = zip(gradient, known.truth).map { Double(($0 - $1).magnitude) }
    let sizes = known.truth.map { Double($0.magnitude) }
    func length(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    norm = length(off) / length(sizes)
    component = zip(off, sizes).map { $0 == 0 ? 0 : $0 / $1 }.max() ?? 0
    units = zip(off, known.units).map { $0 / $1 }.max() ?? 0
  }
  init(_ gradient: [Double], _ known: ConditionedTruth) {
    self.init(extended: gradient.map { Extended($0) }, known)
  }

  var numbers: [String: Double] { ["norm error": norm, "component error": component, "units": units] }
  static let quantities = [
    Study.Quantity("norm error", "1", "the distance to the true gradient over its length"),
    Study.Quantity("component error", "1", "the largest relative error of a component"),
    Study.Quantity(
      "units", "kappa u",
      "the largest error of a component beside what one unit in the last place of every input does to it"),
  ]
}

/// The relative error of a trained solution in the mean square over 500 points of the domain; NaN where the
/// solution has none.
func relativeError(of solution: TrainedSolution, _ problem: any Benchmark) throws -> Double {
  var random = SplitMix64("study points", problem.name)
  let points = try problem.domain.scattered(500, using: &random)
  guard let place = solution.indices.firstIndex(of: .value) else { return .nan }
  let reference = problem.reference
  var sum = RelativeL2()
  for (p, found) in zip(points, try solution.jets(points)) {
    let truth = try reference.evaluate([.value], at: p)
    for (u, known) in zip(found, truth) { sum.add(u[place], known[0].value) }
  }
  return sum.error
}
