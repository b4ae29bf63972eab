// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import Sampling

/// What a network's residual is, for a loss of every shape that training asks for.
package enum ResidualKind: String, Sendable, CaseIterable, Codable {
  /// u + u_x − cos x: the value and a derivative at once.
  case direct = "u + u_x - cos(x)"
  /// u_xx + u u_x − 1/7
  case second = "u_xx + u*u_x - 1/7"
  /// u_t + u u_x − ν u_xx with ν a parameter.
  case coefficient = "u_t + u*u_x - nu*u_xx"
  /// u_xt + u u_xx − u_t/2
  case mixed = "u_xt + u*u_xx - u_t/2"
  /// u_xxx + u u_x
  case third = "u_xxx + u*u_x"
  /// u_xxxx + u_xx + u
  case fourth = "u_xxxx + u_xx + u"
  /// u_xxtt + u_xt
  case biharmonic = "u_xxtt + u_xt"

  var indices: [MultiIndex] {
    switch self {
    case .direct: [[.x]]
    case .second: [[.x], [.x, .x]]
    case .coefficient: [[.x], [.t], [.x, .x]]
    case .mixed: [[.t], [.x, .t], [.x, .x]]
    case .third: [[.x], [.x, .x, .x]]
    case .fourth: [[.x, .x], [.x, .x, .x, .x]]
    case .biharmonic: [[.x, .t], [.x, .x, .t, .t]]
    }
  }
  /// Whether x alone, or x and t.
  package var coordinates: [Coordinate] { indices.joined(by: .t) ? [.x, .t] : [.x] }
  /// Parameters of the equation, after those of the network.
  package var coefficients: [Double] { self == .coefficient ? [0.0625] : [] }

  func residual<S: Scalar>(_ u: Jet<S>, x: S, _ coefficients: [S]) -> S {
    switch self {
    case .direct: return u.value + u.x - S.cos(x)
    case .second:
      let convection: S = u.value * u.x
      return u.xx + convection - S(1).divided(by: 7)
    case .coefficient:
      let convection: S = u.value * u.x
      let diffusion: S = coefficients[0] * u.xx
      return u.t + convection - diffusion
    case .mixed:
      let product: S = u.value * u.xx
      return u.xt + product - u.t.scaled(by: 0.5)
    case .third:
      let convection: S = u.value * u.x
      return u.xxx + convection
    case .fourth: return u.xxxx + u.xx + u.value
    case .biharmonic: return u[.x, .x, .t, .t] + u.xt
    }
  }
}

extension [MultiIndex] {
  fileprivate func joined(by c: Coordinate) -> Bool { contains { $0.order(in: c) > 0 } }
}

/// The mean of squared residuals of a network at points, and squared deviations of u from values at others:
///
///     L = 1/n Σ r² + Σ (u − v)²,     differentiated by weights, biases and the equation's coefficients.
package struct NetworkLoss: NestedFunction {
  package let name: String
  package let architecture: Architecture
  package let kind: ResidualKind
  /// Weights and biases as ``Network`` lays them out, then the equation's coefficients.
  package let parameters: [Double]
  /// Where the residual is taken.
  package let collocation: [[Double]]
  /// Where u is known, and what it is there.
  package let boundary: [(point: [Double], value: Double)]

  package init(
    _ name: String, _ architecture: Architecture, _ kind: ResidualKind, parameters: [Double],
    collocation: [[Double]], boundary: [(point: [Double], value: Double)] = []
  ) {
    self.name = name
    self.architecture = architecture
    self.kind = kind
    self.parameters = parameters
    self.collocation = collocation
    self.boundary = boundary
  }

  package var coordinates: [Coordinate] { kind.coordinates }
  package var indices: [MultiIndex] { kind.indices }
  package func parameters<S: Scalar>(_: S.Type) -> [S] { parameters.map { S($0) } }
  package func points<S: Scalar>(_ theta: [S]) -> [[S]] {
    (collocation + boundary.map(\.point)).map { $0.map { S($0) } }
  }
  package func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    let weights = Array(theta.prefix(architecture.parameterCount))
    return Network<Double>.evaluate(architecture, x, parameters: weights)[0]
  }
  package func terms<S: Scalar>(_ u: [Jet<S>], at points: [[S]], _ theta: [S]) -> [S] {
    let coefficients = Array(theta.dropFirst(architecture.parameterCount))
    return u.enumerated().map { i, u in
      guard i < collocation.count else {
        let miss: S = u.value - S(boundary[i - collocation.count].value)
        return miss * miss
      }
      let r = kind.residual(u, x: points[i][0], coefficients)
      return (r * r).divided(by: Double(collocation.count))
    }
  }
}

/// Random losses of random networks: widths, depths, activations, shared layers, residuals and points.
package enum RandomNetwork {
  /// The question of a seed.
  package static func posed(_ seed: Int) throws -> Posed {
    var random = SplitMix64("random network", "\(seed)")
    func pick<T>(_ all: [T]) -> T { all[Int.random(in: 0..<all.count, using: &random)] }
    let kind = ResidualKind.allCases[seed % ResidualKind.allCases.count]
    let activation = Activation.allCases[seed / ResidualKind.allCases.count % Activation.allCases.count]
    let depth = pick([1, 2, 2, 3])
    let width = pick([2, 3])
    let hidden = (0..<depth).map { _ in pick([0, 0, 1]) + width }
    // Layer 2 has the parameters of layer 1 where their shapes allow it.
    let sharing = depth == 3 && Set(hidden).count == 1 && seed % 2 == 0 ? [2: 1] : [:]
    let shape = try Architecture(
      inputs: kind.coordinates.count, hidden: hidden, activation: activation, sharing: sharing)
    func single(_ x: Double) -> Double { Double(Float(x)) }
    var weights = Initialiser.glorot(shape, using: &random)
    for i in weights.indices { weights[i] = single(weights[i] + 0.5 * (random.uniform() - 0.5)) }
    func point() -> [Double] {
      kind.coordinates.map { $0 == .x ? single(2 * random.uniform() - 1) : single(random.uniform()) }
    }
    let points = (0..<pick([1, 2, 3])).map { _ in point() }
    let boundary = seed % 3 == 0 ? [] : [(point: point(), value: single(random.uniform()))]
    return Posed(
      family: "networks",
      Question(
        NetworkLoss(
          "network \(seed): \(shape.description), \(kind.rawValue)", shape, kind,
          parameters: weights + kind.coefficients, collocation: points, boundary: boundary)))
  }
}
