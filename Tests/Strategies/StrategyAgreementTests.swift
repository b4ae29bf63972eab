// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import PDE
import Problems
import RealModule
import Sampling
import Strategies
import Testing
import Training

/// Strategies judge one another, each within its own error model.
@Suite struct StrategyAgreementTests {
  static let names = StrategyCatalogue.all.map(\.name)
  static let indices: [MultiIndex] = [
    .value, [.x], [.t], [.x, .x], [.x, .t], [.x, .x, .x], [.x, .x, .t], [.x, .x, .x, .x], [.x, .x, .t, .t],
  ]

  /// A formula with known derivatives: sin(2x)·e^(t/2).
  struct Wave: Field {
    typealias Weight = Double
    func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double {
      [S.sin(p.x.scaled(by: 2)) * S.exp(p.t.scaled(by: 0.5))]
    }
  }

  @Test(arguments: names) func knownDerivatives(name: String) throws {
    let strategy = try #require(StrategyCatalogue.named(name)).make(1)
    let p = Point([.x, .t], [0.3, 0.8])
    let together = try strategy.jet(of: Wave(), at: p, Self.indices)
    // Each on its own too: among others it may come as a part of a higher one.
    for (index, request) in Self.indices.flatMap({ index in [(index, Self.indices), (index, [index])] }) {
      let jet = request.count == 1 ? try strategy.jet(of: Wave(), at: p, request) : together
      let (k, l) = (index.order(in: .x), index.order(in: .t))
      let right =
        Double.pow(2, k) * Double.sin(0.6 + .pi / 2 * Double(k)) * Double.pow(0.5, l) * Double.exp(0.4)
      let scale = Double.pow(2, index.order + (strategy.isApproximate ? 2 : 0)) * Double.exp(0.4)
      let allowed = 16 * scale * strategy.expectedError(order: max(1, index.order), unitRoundoff: 0x1p-53)
      #expect(
        abs(jet[index] - right) <= allowed, "\(name) u_\(index): \(jet[index]), not \(right) ± \(allowed)")
    }
  }

  /// sin(2x)·e^(y/2)·t, whose Laplacian does not sum over the time.
  struct PlaneWave: Field {
    typealias Weight = Double
    func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double {
      [S.sin(p.x.scaled(by: 2)) * S.exp(p.y.scaled(by: 0.5)) / p.t, S.tanh(p.x * p.y)]
    }
  }

  static let laplacians: [[MultiIndex]] = [
    [.laplacian], [.laplacian, [.x, .x]], [.value, .laplacian, [.x, .y], [.t, .t]],
  ]

  /// Alone, beside one of its parts, and beside a mixed derivative.
  @Test(arguments: names, laplacians)
  func laplacian(name: String, indices: [MultiIndex]) throws {
    let strategy = try #require(StrategyCatalogue.named(name)).make(1)
    let p = Point([.x, .y, .t], [0.3, 0.8, 0.5])
    let jet = try strategy.jet(of: PlaneWave(), at: p, indices)
    let allowed = 1e3 * strategy.expectedError(order: 2, unitRoundoff: 0x1p-53)
    let u = Double.sin(0.6) * Double.exp(0.4) / 0.5
    #expect(abs(jet[0].laplacian + 3.75 * u) <= allowed, "\(name): \(jet[0].laplacian), not \(-3.75 * u)")
    let v = Double.tanh(0.24)
    let right = -2 * v * (1 - v * v) * (0.09 + 0.64)
    #expect(abs(jet[1].laplacian - right) <= allowed, "\(name): \(jet[1].laplacian), not \(right)")
    #expect(jet[0].y.isNaN, "what was not asked for is no number")
  }

  /// Random networks in Double, neuron by neuron: every strategy against nested duals.
  @Test(arguments: names, Activation.allCases) func randomNetworks(name: String, activation: Activation)
    throws
  {
    let strategy = try #require(StrategyCatalogue.named(name)).make(1)
    for seed in 1...5 {
      var random = SplitMix64("strategies", "\(seed)")
      let shape = try Architecture(inputs: 2, hidden: [5, 4, 4], activation: activation, sharing: [:])
      let field = PointwiseNetwork<Double>(shape, parameters: Initialiser.glorot(shape, using: &random))
      let p = Point(
        [.x, .t], [Double.random(in: -1...1, using: &random), Double.random(in: 0...1, using: &random)])
      let jet = try strategy.jet(of: field, at: p, Self.indices)
      let judge = try Forward().jet(of: field, at: p, Self.indices)
      let scale = 16 * Self.indices.map { abs(judge[$0]) }.max()!
      for index in Self.indices {
        let allowed = scale * 16 * strategy.expectedError(order: max(1, index.order), unitRoundoff: 0x1p-53)
        #expect(abs(jet[index] - judge[index]) <= allowed, "\(name) \(activation) u_\(index), seed \(seed)")
      }
    }
  }

  @Test(arguments: names) func whatCannotBeDoneIsATypedError(name: String) throws {
    let strategy = try #require(StrategyCatalogue.named(name)).make(1)
    let p = Point([.x], [0.5])
    struct ValueNumber: Field {
      typealias Weight = Double
      func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double { p.values }
    }
    #expect(throws: StrategyError.self) {
      try strategy.jet(of: ValueNumber(), at: p, [[.x, .x, .x, .x, .x]])
    }
    #expect(throws: StrategyError.self) { try strategy.jet(of: ValueNumber(), at: p, [[.t]]) }
  }

  /// The step law: the observed error of each order is near its floor, where one cube root for all orders is
  /// not.
  @Test(arguments: 1...4) func centralDifferenceSteps(order: Int) throws {
    let difference = CentralDifference()
    let index = MultiIndex(Array(repeating: .x, count: order))
    struct Sine: Field {
      typealias Weight = Double
      func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double { [S.sin(p.x)] }
    }
    for i in 1...20 {
      let x = 0.1 * Double(i)
      let found = try difference.jet(of: Sine(), at: Point([.x], [x]), [index])[index]
      let error = abs(found - Double.sin(x + .pi / 2 * Double(order)))
      #expect(
        error <= 4 * difference.expectedError(order: order, unitRoundoff: 0x1p-53), "order \(order): \(error)"
      )
    }
    // The floors of a function of unit scale in Float64: 2.4e-11, 1.2e-8, 5.5e-7, 6.9e-6.
    let floor = [2.4e-11, 1.2e-8, 5.5e-7, 6.9e-6][order - 1]
    #expect(difference.expectedError(order: order, unitRoundoff: 0x1p-53) < 3 * floor)
  }
}

extension Domain {
  /// A point of a box that is not cut out.
  fileprivate func anyPoint<G: RandomNumberGenerator>(
    of box: [ClosedRange<Double>], using random: inout G
  ) -> Point<Double> {
    while true {
      let values = box.map { Double.random(in: $0, using: &random) }
      if !isCut(values) { return Point(coordinates, values) }
    }
  }
}

/// The exact solution solves the equation and meets its conditions, by every strategy.
@Suite struct ExactSolutionTests {
  struct Exact<P: Problem>: Field {
    typealias Weight = Double
    let problem: P
    let near: Point<Double>
    func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double {
      problem.reference.formula(p, near: near) ?? [S(.nan)]
    }
  }

  @Test(arguments: Catalogue.all.map { $0.name }, StrategyCatalogue.all.map(\.name))
  func residualVanishes(problem name: String, strategy: String) throws {
    func check<P: Problem>(_ problem: P) throws {
      let strategy = try #require(StrategyCatalogue.named(strategy)).make(problem.lengthScale)
      let indices = Equation(problem).indices
      var random = SplitMix64("exact", name)
      let corner = Point(
        problem.domain.coordinates, problem.domain.ranges.map { 0.4 * $0.lowerBound + 0.6 * $0.upperBound })
      guard problem.reference.formula(corner, near: corner) != nil else { return }
      var seen = 0.0
      for _ in 0..<40 {
        let p = problem.domain.anyPoint(of: problem.domain.ranges, using: &random)
        let jet = try strategy.jet(of: Exact(problem: problem, near: p), at: p, indices)
        let terms = indices.map { abs(jet[$0]) }.max()!
        seen = max(seen, terms)
        // The formula's own rounding grows by 1/scale with each derivative; differences add their step error.
        let order = indices.map(\.order).max()!
        let condition = 1e4 / Double.pow(problem.lengthScale, order)
        let step = strategy.isApproximate ? strategy.expectedError(order: order, unitRoundoff: 0x1p-46) : 0
        let allowed = (0x1p-53 + step) * condition
        for r in problem.residuals(jet, at: p) {
          #expect(
            abs(r) <= allowed * max(1, terms),
            "\(name) by \(strategy.name) at \(p.values): residual \(r), allowed \(allowed)"
          )
        }
        #expect(
          allowed < 0.02 * max(1, terms) || strategy.isApproximate, "the test would accept a wrong solution")
      }
      #expect(seen > 0.1)  // not 0 = 0
    }
    try check(try Catalogue.problem(name))
  }

  /// The ansatz about something that knows nothing of the conditions.
  struct AnyNetwork<P: Problem>: Field {
    typealias Weight = Double
    let problem: P
    func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double {
      let n = 17 + S.cos(p.values.reduce(S(0.3)) { $0 * 1.7 + $1 })
      return problem.ansatz(at: p).map { a in zip(a.g, a.d).map { $0 + $1 * n } } ?? [n]
    }
  }

  @Test(arguments: Catalogue.all.map { $0.name }) func conditionsHold(name: String) throws {
    func check<P: Problem>(_ problem: P) throws {
      var random = SplitMix64("conditions", name)
      for condition in problem.conditions {
        let planes = condition.face.planes(in: problem.domain)
        #expect(!planes.isEmpty)
        for plane in planes {
          for _ in 0..<10 {
            let p = problem.domain.anyPoint(of: plane.ranges, using: &random)
            let known = try #require(Equation(problem).conditionIndices[condition])
            let measured = try problem.reference.evaluate(known, at: p)
            var (jet, bar) = (
              Jet(known, measured.map { $0.map(\.value) }), measured.joined().map(\.bar).max()!
            )
            if let partner = condition.face.partner(of: p, in: problem.domain) {
              let other = try problem.reference.evaluate(known, at: partner)
              jet = Jet(known, other.map { $0.map(\.value) }).minus(jet)
              bar += other.joined().map(\.bar).max()!
            }
            #expect(
              abs(problem.mismatch(condition, jet, at: p)) <= bar + 1e-15 * max(1, abs(measured[0][0].value)),
              "\(condition.name) at \(p.values)")
            // The ansatz carries hard conditions whatever the network says.
            if condition.isHard, problem.hasAnsatz {
              let any = try Forward().jet(of: AnyNetwork(problem: problem), at: p, known)
              #expect(
                abs(problem.mismatch(condition, any, at: p)) <= 1e-14 * max(1, abs(measured[0][0].value)),
                "ansatz, \(condition.name) at \(p.values)")
            }
          }
        }
      }
    }
    try check(try Catalogue.problem(name))
  }
}
