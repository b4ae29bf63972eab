// SPDX-License-Identifier: MIT

import Benchmarking
import Blocks
import Differentiation
import GSL
import Networks
import PDE
import Problems
import RealModule
import Sampling
import Strategies
import Testing
@testable import Training

/// Loss, gradient and Jacobian of the block engine.
@Suite struct EngineTests {
  static let names = StrategyCatalogue.all.map(\.name)

  @Test(arguments: ["cosine-ode", "burgers"], names) func gradientIsRight(problem: String, strategy: String)
    throws
  {
    for shares in [false, true] {
      try gradientIsRight(problem, strategy, sharesRepeats: shares)
    }
  }

  func gradientIsRight(_ problem: String, _ strategy: String, sharesRepeats: Bool) throws {
    let (engine, parameters, instance, groups, shape) = try engine(
      problem, strategy, sharesRepeats: sharesRepeats)
    let (loss, gradient) = try engine.lossAndGradient(parameters)
    let judge = try judged(parameters, instance, groups, shape)
    let entry = try #require(StrategyCatalogue.named(strategy))
    let relative = entry.isApproximate ? 2e-6 : 1e-13
    let scale = judge.gradient.map(abs).max()!
    #expect(abs(loss - judge.value) <= relative * judge.value, "loss \(loss), \(judge.value)")
    for (i, (a, b)) in zip(gradient, judge.gradient).enumerated() {
      #expect(abs(a - b) <= relative * scale, "parameter \(i): \(a), \(b)")
    }
    // Reverse ≡ forward: the directional derivative by differences of the loss.
    var random = SplitMix64("direction")
    let v = parameters.map { _ in random.uniform() - 0.5 }
    let h = 1e-6
    func shifted(_ s: Double) throws -> Double {
      try engine.residuals(zip(parameters, v).map { $0 + s * $1 }).reduce(0) { $0 + $1 * $1 }
    }
    let slope = try (shifted(h) - shifted(-h)) / (2 * h)
    let product = zip(gradient, v).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(slope - product) <= (entry.isApproximate ? 1e-5 : 1e-6) * (abs(slope) + scale))
  }

  /// 2 Jᵀr is the gradient, and the Jacobian's rows are the residuals' own derivatives.
  @Test(arguments: ["cosine-ode", "burgers"], names) func jacobianIsRight(problem: String, strategy: String)
    throws
  {
    let (engine, parameters, _, _, _) = try engine(problem, strategy)
    let (_, gradient) = try engine.lossAndGradient(parameters)
    let (r, j) = try engine.residualsAndJacobian(parameters)
    #expect(r == (try engine.residuals(parameters)) && r.count == 54)
    let scale = gradient.map(abs).max()!
    for p in parameters.indices {
      let sum = r.indices.reduce(0) { $0 + 2 * r[$1] * j.storage[p * j.leadingDimension + $1] }
      // A difference divides rounding by its step.
      let relative = strategy == "central-difference" ? 1e-9 : 1e-12
      #expect(abs(sum - gradient[p]) <= relative * scale)
    }
    var moved = parameters
    moved[3] += 1e-6
    let (up, down) = (
      try engine.residuals(moved),
      try {
        moved[3] -= 2e-6; return try engine.residuals(moved)
      }()
    )
    for i in r.indices {
      let row = j.storage[3 * j.leadingDimension + i]
      #expect(
        abs((up[i] - down[i]) / 2e-6 - row) <= (strategy == "central-difference" ? 1e-5 : 1e-6)
          * (1 + abs(row)),
        "row \(i)")
    }
  }

  /// What is recorded once is the same number: values are bit-equal, and fewer operations are on the tape.
  @Test(arguments: names) func sharedRepeats(strategy: String) throws {
    let (shared, parameters, _, groups, _) = try engine("burgers", strategy)
    let (plain, _, _, _, _) = try engine("burgers", strategy, sharesRepeats: false)
    #expect(try shared.residuals(parameters) == plain.residuals(parameters))
    // The tape of the equation's last block; a condition reads the value alone.
    for engine in [shared, plain] {
      try engine.collocate([groups[0]])
      _ = try engine.residuals(parameters)
    }
    let counts = try [shared, plain].map { try $0.workspaces()[0].tape.count }
    // What computes each derivative once has nothing to share.
    #expect(
      ["fused", "forward-laplacian"].contains(strategy) ? counts[0] <= counts[1] : counts[0] < counts[1],
      "\(strategy): \(counts)")
  }

  /// Blocks are as large as the points fill, so that a few points do not cost a whole large block.
  @Test func blocksFitThePoints() {
    let fitted = [10_000, 100, 64, 33, 8, 1].map { Engine<DoubleLanes>.blockGroups(for: [$0]) }
    #expect(fitted == [16, 16, 8, 8, 4, 4])
    #expect(Engine<DoubleLanes>.blockGroups(for: [10_000], most: 12) == 12)
    #expect(Engine<FloatLanes>.blockGroups(for: [100]) == 8)
  }

  @Test func singlePrecisionIsTheSameWithinItsRounding() throws {
    let (engine, parameters, problem, groups, shape) = try engine("burgers", "taylor")
    let single = Engine<FloatLanes>(problem, StrategyCatalogue.named("taylor")!.float32(1), shape)
    try single.collocate(groups)
    let a = try engine.lossAndGradient(parameters)
    let b = try single.lossAndGradient(parameters.map { Float($0) })
    let scale = a.gradient.map(abs).max()!
    #expect(abs(a.loss - b.loss) < 1e-5 * a.loss)
    for (x, y) in zip(a.gradient, b.gradient) { #expect(abs(x - Double(y)) < 1e-5 * scale) }
  }

  /// Layers that share parameters: the gradient is that of the sum.
  @Test func sharedLayers() throws {
    let shape = try Architecture(inputs: 1, hidden: [4, 4, 4], sharing: [2: 1])
    #expect(shape.parameterCount == 8 + 20 + 5)
    let problem = try Catalogue.problem("cosine-ode")
    let engine = Engine<DoubleLanes>(problem, StrategyCatalogue.named("taylor")!.float64(1), shape)
    let groups = [
      PointGroup(condition: nil, points: (1...10).map { Point([.t], [Double($0) / 10]) }, weight: 1)
    ]
    try engine.collocate(groups)
    var random = SplitMix64("shared")
    let parameters = Initialiser.glorot(shape, using: &random)
    let judge = try judged(parameters, problem, groups, shape)
    for (a, b) in zip(try engine.lossAndGradient(parameters).gradient, judge.gradient) {
      #expect(abs(a - b) < 1e-13)
    }
    #expect(throws: ArchitectureError.self) { try Architecture(inputs: 2, hidden: [3, 4], sharing: [1: 0]) }
  }
}
