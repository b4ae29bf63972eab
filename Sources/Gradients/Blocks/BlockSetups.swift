// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import PDE
import Problems
import RealModule
import Sampling
import Training

/// What the block engine is tried on: shapes, points and numbers at which its memory, its masks and its
/// products differ.
struct BlockSetup: Sendable {
  let name: String
  let problem: any BoundaryValueProblem
  /// The same equation as the conditioned truth reads it.
  let judge: any BoundaryValueProblem
  let shape: Architecture
  let groups: [PointGroup]
  /// Numbers that single precision holds exactly.
  let parameters: [Double]

  private init(
    _ name: String, _ problem: any BoundaryValueProblem, judgedBy judge: (any BoundaryValueProblem)? = nil,
    _ shape: Architecture,
    points counts: [Int], scale: Double = 1, parameters: [Double]? = nil,
    inSinglePrecision isRounded: Bool = true
  ) {
    self.name = name
    self.problem = problem
    self.judge = judge ?? problem
    self.shape = shape
    var random = SplitMix64("blocks", name)
    self.parameters =
      parameters
      ?? Initialiser.glorot(shape, using: &random).map {
        Double(Float(scale * ($0 + 0.2 * (random.uniform() - 0.5))))
      }
    let domain = problem.domain
    func point() -> Point<Double> {
      Point(
        domain.coordinates,
        domain.ranges.map {
          let x = $0.lowerBound + ($0.upperBound - $0.lowerBound) * random.uniform()
          return isRounded ? Double(Float(x)) : x
        })
    }
    let conditions: [Condition?] = [nil] + problem.conditions.map { $0 }
    groups = zip(conditions, counts).enumerated().map { i, pair in
      PointGroup(
        condition: pair.0, points: (0..<pair.1).map { _ in point() },
        weight: i == 0 ? 0.7 / Double(pair.1) : 3)
    }
  }

  /// - Throws: what a catalogue's problem or a shape cannot be.
  static func all() throws -> [BlockSetup] {
    let thread = try Catalogue.problem("cosine-ode")
    let burgers = try Catalogue.problem("burgers", ["nu": 0.0625])
    let pair = TwoFields()
    return [
      // A block that fills up to its last place, and one point more.
      BlockSetup("full blocks", thread, try Architecture(inputs: 1, hidden: [5, 5]), points: [128]),
      BlockSetup("two blocks", thread, try Architecture(inputs: 1, hidden: [6, 4]), points: [137, 9]),
      BlockSetup(
        "a shared layer", thread, try Architecture(inputs: 1, hidden: [4, 4, 4], sharing: [2: 1]),
        points: [21]),
      BlockSetup(
        "saturated", thread, try Architecture(inputs: 1, hidden: [5, 5]), points: [19], scale: 16),
      // Sums between 6 and 9: tanh is near one, and not yet one in single precision.
      BlockSetup(
        "tails", thread, try Architecture(inputs: 1, hidden: [2]), points: [16],
        parameters: [0.25, -0.125, 6, 7.5, 1, -0.75, 0.25]),
      // Nothing but slopes of a flat tanh: they show what 1 − y² loses, which beside a value would be rounded
      // away.
      BlockSetup(
        "slopes in tails", Diffusion(), try Architecture(inputs: 2, hidden: [2]),
        points: [16],
        parameters: [0.25, -0.125, 0.5, 0.375, 6, 7.5, 1, -0.75, 0.25]),
      BlockSetup(
        "swish", thread, try Architecture(inputs: 1, hidden: [5, 4], activation: .swish), points: [16]),
      BlockSetup(
        "gelu", thread, try Architecture(inputs: 1, hidden: [4, 4], activation: .gelu), points: [12]),
      BlockSetup(
        "softplus", thread, try Architecture(inputs: 1, hidden: [4, 4], activation: .softplus), points: [12]),
      BlockSetup("conditions", burgers, try Architecture(inputs: 2, hidden: [5, 5]), points: [45, 9, 7]),
      BlockSetup(
        "points between single ones", thread, try Architecture(inputs: 1, hidden: [4]), points: [11],
        inSinglePrecision: false),
      BlockSetup(
        "sines under curvature", burgers, try Architecture(inputs: 2, hidden: [5, 4], activation: .sin),
        points: [13, 5, 3]),
      BlockSetup(
        "two unknowns", pair, try Architecture(inputs: 2, hidden: [5, 4], outputs: 2), points: [37]),
      // More channels than the sweep over pairs takes, and a condition on ten faces.
      BlockSetup(
        "Laplacian in five dimensions", try Catalogue.problem("poisson-nd"),
        try Architecture(inputs: 5, hidden: [3, 3]), points: [9, 5]),
      BlockSetup(
        "Laplacian beside the time", DiffusionInPlane(), judgedBy: DiffusionInPlane(isWrittenOut: true),
        try Architecture(inputs: 3, hidden: [4, 4], activation: .swish), points: [21]),
    ]
  }
}

/// Where the Laplacian stands beside first derivatives, one of them by the time, under an ansatz; or written
/// out, so that what it sums over is judged too.
struct DiffusionInPlane: ScalarEquation {
  var isWrittenOut = false
  var domain: Domain { Domain(x: -1...1, y: 0...1, t: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    let convection: S = u.value * u.x
    return u.t + convection - (isWrittenOut ? u.xx + u.yy : u.laplacian)
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    let d: S = p.t * (1 - p.x * p.x) * p.y
    return Ansatz(g: S.sin(p.x) * p.y * p.y, d: d)
  }
}

/// Where u itself does not appear.
struct Diffusion: ScalarEquation {
  var domain: Domain { Domain(x: -1...1, t: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t - u.xx }
}

/// Two equations for two unknowns, with every order to the fourth and mixed derivatives of each kind.
struct TwoFields: BoundaryValueProblem {
  var domain: Domain { Domain(x: -1...1, t: 0...1) }
  var unknowns: Int { 2 }
  func residuals<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> [S] {
    let first: S = u[0].xt + u[1].x
    let product: S = u[0].value * u[1].value
    let second: S = u[1].tt - product + u[0].t.scaled(by: 2)
    return [first + u[0][.x, .x, .t].scaled(by: 0.5), second + u[0].xxxx.scaled(by: 0.125)]
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    let first: S = p.x * p.x * p.t
    let second: S = p.t * p.t * (1 - p.x)
    return Ansatz(g: [p.x * p.t, S.sin(p.x)], d: [first, second])
  }
}
