import Differentiation
import GSL
import Networks
import PDE
import Problems
import RealModule
import Strategies
import Testing
@testable import Training

/// Loss, gradient and Jacobian of the block engine.
@Suite struct EngineTests {
  static let names = StrategyCatalogue.all.map(\.name)

  func engine(
    _ name: String, _ strategy: String, hidden: [Int] = [7, 5, 6], sharesRepeats: Bool = true,
    threads: Int = 1,
    points count: Int = 45
  ) throws -> (Engine<DoubleLanes>, [Double], any Problem, [PointGroup], Architecture) {
    let problem = try Catalogue.problem(name)
    let entry = try #require(StrategyCatalogue.named(strategy))
    let shape = try Architecture(inputs: problem.domain.coordinates.count, hidden: hidden)
    var random = SplitMix64("engine", name)
    let engine = Engine<DoubleLanes>(
      problem, entry.float64(1), shape, sharesRepeats: sharesRepeats, threads: threads)
    // 45 points fill no block; the padding must not count.
    let points = try Sobol.points(count, dimension: shape.inputs, using: &random).map {
      Point(
        problem.domain.coordinates,
        zip(problem.domain.ranges, $0).map { $0.lowerBound + ($0.upperBound - $0.lowerBound) * $1 })
    }
    var groups = [PointGroup(condition: nil, points: points, weight: 0.7)]
    if let condition = problem.conditions.first {
      groups.append(PointGroup(condition: condition, points: Array(points.prefix(9)), weight: 3))
    }
    try engine.collocate(groups)
    var parameters = Initialiser.glorot(shape, using: &random)
    for i in parameters.indices { parameters[i] += 0.1 * (random.uniform() - 0.5) }
    return (engine, parameters, problem, groups, shape)
  }

  /// The loss by the plainest means: nested duals of a neuron-by-neuron network, differentiated by a tape of numbers.
  func judged(_ parameters: [Double], _ problem: any Problem, _ groups: [PointGroup], _ shape: Architecture)
    throws
    -> (value: Double, gradient: [Double])
  {
    func loss<P: Problem>(_ problem: P) throws -> (value: Double, gradient: [Double]) {
      return try Differentiation.gradient(at: parameters) { theta in
        let field = Candidate(problem: problem, shape: shape, parameters: theta)
        var sum = Traced<Double>(0.0)
        for group in groups {
          for point in group.points {
            let p = point.map { Traced<Double>($0) }
            let jet = try Forward().jet(of: field, at: p, Equation(problem).indices)
            let rs =
              group.condition.map { [problem.mismatch($0, jet, at: p)] } ?? problem.residuals(jet, at: p)
            for r in rs { sum += (r * r).scaled(by: group.weight) }
          }
        }
        return sum
      }
    }
    return try loss(problem)
  }

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

@Suite struct OptimiserTests {
  /// Three steps of Adam by hand.
  @Test func adam() {
    let adam = Adam<Double>(learningRate: 0.1)
    var (state, p) = (adam.start(count: 1), [1.0])
    for _ in 0..<3 { (state, p) = adam.update(state, p, [2 * p[0]]) }
    // m̂/√v̂ is 1, then 1.8947/√3.6198, then 1.78629/√3.26708.
    #expect(abs(p[0] - 0.701589) < 1e-5 && state.step == 3)
  }

  /// Both forms of the normal equations give the damped step, by BLAS and by the kernels that stand in for it.
  @Test(arguments: [(3, 7), (7, 3), (5, 5), (41, 33), (33, 41), (803, 18)], [true, false])
  func normalEquations(shape: (rows: Int, columns: Int), usesBLAS: Bool) throws {
    let (rows, columns) = shape
    let j = WeightJacobian<DoubleLanes>(rows: rows, parameters: columns)
    var random = SplitMix64("\(rows)")
    for c in 0..<columns {
      for r in 0..<rows { j.storage[c * j.leadingDimension + r] = random.uniform() - 0.5 }
    }
    let residuals = (0..<rows).map { _ in random.uniform() }
    let equations = try NormalEquations(rows: rows, columns: columns, usesBLAS: usesBLAS)
    try equations.linearise(j, residuals)
    let delta = try #require(try equations.step(damping: 0.1))
    func row(_ r: Int) -> [Double] { (0..<columns).map { j.storage[$0 * j.leadingDimension + r] } }
    let linear = (0..<rows).map { r in zip(row(r), delta).reduce(residuals[r]) { $0 + $1.0 * $1.1 } }
    for c in 0..<columns {
      let gradient = (0..<rows).reduce(0.1 * delta[c]) { $0 + row($1)[c] * linear[$1] }
      #expect(abs(gradient) < 1e-15 * Double(8 + rows))
    }
    // The factor serves other residuals, and J the change that a step promises.
    #expect(try equations.step(for: residuals) == delta)
    for (change, right) in zip(try equations.change(by: delta), zip(linear, residuals).map { $0 - $1 }) {
      #expect(abs(change - right) < 1e-14 * Double(columns))
    }
    // A second place in the same memory is a first one elsewhere.
    for i in 0..<j.leadingDimension * columns { j.storage[i] *= 2 }
    try equations.linearise(j, residuals)
    let fresh = try NormalEquations(rows: rows, columns: columns, usesBLAS: usesBLAS)
    try fresh.linearise(j, residuals)
    #expect(try equations.step(damping: 0.1) == fresh.step(damping: 0.1))
  }

  /// A matrix that is not positive definite is told, not factored into NaN.
  @Test(arguments: [true, false]) func indefinite(usesBLAS: Bool) throws {
    let j = WeightJacobian<DoubleLanes>(rows: 9, parameters: 6)
    let equations = try NormalEquations(rows: 9, columns: 6, usesBLAS: usesBLAS)
    try equations.linearise(j, (0..<9).map { Double($0) })
    #expect(try equations.step(damping: 0) == nil && equations.step(damping: -1) == nil)
  }

  /// The loss never rises, and the second-order correction pays: from the same weights on the same points as many
  /// iterations come to a loss ten times lower.
  @Test(arguments: ["poisson", "heat"]) func geodesicAcceleration(name: String) throws {
    let run = TrainingRun(try Catalogue.problem(name), StrategyCatalogue.fastest)
    func losses(_ accelerated: Bool) throws -> [Double] {
      let (engine, initial, _) = try run.prepare(run.strategy.float64(1))
      let system = try Linearisation(engine)
      var optimizer = LevenbergMarquardt()
      optimizer.isAccelerated = accelerated
      var (state, parameters, losses) = (LevenbergMarquardt.State(), initial, [Double]())
      for _ in 0..<120 {
        let loss: Double
        (state, parameters, loss) = try optimizer.update(state, parameters, on: system)
        losses.append(loss)
      }
      return losses
    }
    let (plain, bent) = (try losses(false), try losses(true))
    #expect(bent.last! < 0.1 * plain.last!, "\(name): \(bent.last!), without \(plain.last!)")
    for l in [plain, bent] { #expect(zip(l, l.dropFirst()).allSatisfy { $1 <= $0 }) }
  }

  @Test func sobolIsSeededAndBounded() throws {
    var (a, b, c) = (SplitMix64("a"), SplitMix64("a"), SplitMix64("c"))
    let points = try Sobol.points(64, dimension: 2, using: &a)
    #expect(try Sobol.points(64, dimension: 2, using: &b) == points)
    #expect(try Sobol.points(64, dimension: 2, using: &c) != points)
    // Low discrepancy: each quarter holds a quarter of the points.
    #expect(abs(points.count { $0[0] < 0.5 && $0[1] < 0.5 } - 16) <= 2)
    #expect(throws: GSLError.self) { try Sobol.points(1, dimension: 41, using: &a) }
  }

  /// The right ends of equal parts: 0.01, 0.02 … 1 on the unit interval.
  @Test func uniformPoints() throws {
    let problem = try Catalogue.problem("cosine-ode")
    var random = SplitMix64("uniform")
    let points = try Sampler(problem, problem.recipe).interior(100, using: &random).map(\.t)
    #expect(points == (1...100).map { Double($0) / 100 })
  }

  /// Initial weights are the seed's and the same for every strategy: the first loss on fixed points tells.
  @Test func strategiesStartEqualAndSeedsDoNot() throws {
    let problem = try Catalogue.problem("cosine-ode")
    func firstLoss(_ strategy: StrategyEntry, seed: Int) throws -> Double {
      try TrainingRun(problem, strategy, .adam, .float64, seed: seed, steps: 1).train().losses[0]
    }
    let starts = try StrategyCatalogue.all.map { try firstLoss($0, seed: 1) }
    for start in starts { #expect(abs(start - starts[0]) < 1e-9 * starts[0]) }
    #expect(abs(try firstLoss(StrategyCatalogue.all[0], seed: 2) - starts[0]) > 1e-3 * starts[0])
  }

  @Test func divergenceSaysItsStep() throws {
    let problem = try Catalogue.problem("cosine-ode")
    var recipe = problem.recipe
    recipe.learningRate = 1e300
    let run = TrainingRun(problem, StrategyCatalogue.all[0], .adam, .float64, steps: 20, recipe: recipe)
    #expect(throws: TrainingError.self) { try run.train() }
  }
}

/// A network with traced parameters and its ansatz, neuron by neuron.
private struct Candidate<P: Problem>: Field {
  typealias Weight = Double
  let problem: P
  let shape: Architecture
  let parameters: [Traced<Double>]
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double {
    func lifted(_ x: Traced<Double>) -> S {
      (x as? S) ?? (Dual(x, 0) as? S) ?? (Dual(Dual(x, 0), 0) as? S) ?? S(.nan)
    }
    let n = Network<Double>.evaluate(shape, p.values, parameters: parameters.map(lifted))
    return problem.ansatz(at: p).map { a in n.indices.map { a.g[$0] + a.d[$0] * n[$0] } } ?? n
  }
}
