// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import PDE
import Sampling
import Strategies
import Testing

@testable import Gradients

/// Verdicts know the condition of the question, and nothing else.
@Suite struct VerdictTests {
  /// The thread's loss near convergence, in single precision: correct gradients are never called wrong, a
  /// missing term always is.
  @Test(arguments: 1...20) func nearConvergence(_ seed: Int) throws {
    let example = try NearConvergence(seed: seed)
    for strategy in StrategyCatalogue.all where !strategy.isApproximate {
      let gradient = try example.gradient(by: strategy)
      #expect(
        example.conditionedTruth.verdict(gradient) != .wrong,
        "\(strategy.name): \(example.conditionedTruth.distance(gradient))")
    }
    if seed <= 4 {
      #expect(example.conditionedTruth.verdict(try example.faultyGradient()) == .wrong)
    }
    // What a fixed tolerance would have said: some component is off by more than a thousandth.
    if seed == 1 {
      let gradient = try example.gradient(by: StrategyCatalogue.fastest)
      let truth = example.conditionedTruth.truth.map { Double($0) }
      let worst = zip(gradient, truth).map { abs($0 - $1) / abs($1) }.max() ?? 0
      #expect(worst > 1e-4, "the loss is too well conditioned to show anything: \(worst)")
    }
  }

  @Test func aFewUnitsAreRightAndMoreAreExplained() throws {
    let example = try #require(CaseCatalogue.all.first { $0.name == "residual loss of v tanh(w x + b)" })
    let question = Question(example)
    let conditionedTruth = try ConditionedTruth(question, .float64)
    func moved(_ units: Double) -> [Double] {
      conditionedTruth.truth.indices.map {
        Double(conditionedTruth.truth[$0]) + (($0 == 1) ? units * conditionedTruth.units[1] : 0)
      }
    }
    #expect(conditionedTruth.verdict(moved(0)) == .right && conditionedTruth.verdict(moved(5)) == .right)
    #expect(
      conditionedTruth.verdict(moved(-20)) == .rounding && conditionedTruth.verdict(moved(40)) == .rounding)
    #expect(conditionedTruth.verdict(moved(80)) == .wrong)
    #expect(conditionedTruth.verdict([1]) == .wrong)
  }

  /// No number where there is one is wrong; where there is none it is right, and a number is wrong.
  @Test func notANumber() {
    let conditionedTruth = ConditionedTruth(truth: [1, .nan, .infinity], units: [1e-16, 1e-16, 1e-16])
    let answers: [([Double], GradientVerdict, isWrong: Bool)] = [
      ([1, .nan, .nan], .notANumber, false), ([1, -.infinity, .infinity], .notANumber, false),
      ([.nan, .nan, .nan], .notANumber, true), ([2, .nan, .nan], .notANumber, true),
      ([1, 0, .nan], .notANumber, true), ([1, 0, 0], .wrong, true),
    ]
    for (answer, verdict, isWrong) in answers {
      #expect(
        conditionedTruth.verdict(answer) == verdict && conditionedTruth.isWrong(answer) == isWrong,
        "\(answer)")
    }
  }

  /// Renamed, recorded with repeats kept once, parameters in another order: the same numbers, or the same
  /// verdicts.
  @Test(arguments: 1...8) func whatDoesNotMatter(_ seed: Int) throws {
    let shape = try Architecture(inputs: 1, hidden: [3, 2])
    var random = SplitMix64("order", "\(seed)")
    let weights = Initialiser.glorot(shape, using: &random).map { Double(Float($0)) }
    let loss = NetworkLoss(
      "plain", shape, .second, parameters: weights, collocation: [[0.25], [-0.5]], boundary: [([0], 1)])
    let order = weights.indices.shuffled(using: &random)
    let plain = Question(loss)
    for entry in CaseTests.exact where !entry.nesting.hasPrefix("compiler (forward") {
      for precision in GradientPrecision.allCases {
        let gradient = try entry.gradient(of: plain, precision)
        var renamed = plain
        renamed.name = "renamed"
        #expect(try entry.gradient(of: renamed, precision) == gradient, "\(entry.nesting)")
        let conditionedTruth = try ConditionedTruth(plain, precision)
        let memoised = try entry.gradient(of: Question(loss, sharing: true), precision)
        #expect(conditionedTruth.verdict(memoised) == conditionedTruth.verdict(gradient), "\(entry.nesting)")
        let permuted = try entry.gradient(of: Question(Permuted(loss: loss, order: order)), precision)
        let back = order.indices.map { i in permuted[order.firstIndex(of: i)!] }
        #expect(conditionedTruth.verdict(back) == conditionedTruth.verdict(gradient), "\(entry.nesting)")
      }
    }
  }

  /// θ laid out in another order.
  struct Permuted: NestedFunction {
    let loss: NetworkLoss
    let order: [Int]
    var name: String { "permuted" }
    var coordinates: [Coordinate] { loss.coordinates }
    var indices: [MultiIndex] { loss.indices }
    func parameters<S: Scalar>(_: S.Type) -> [S] { order.map { S(loss.parameters[$0]) } }
    private func restored<S>(_ theta: [S]) -> [S] {
      order.indices.map { i in theta[order.firstIndex(of: i)!] }
    }
    func points<S: Scalar>(_ theta: [S]) -> [[S]] { loss.points(theta) }
    func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { loss.field(x, restored(theta)) }
    func terms<S: Scalar>(_ u: [Jet<S>], at points: [[S]], _ theta: [S]) -> [S] {
      loss.terms(u, at: points, restored(theta))
    }
  }

  /// Errors scale with the unit roundoff: what is computed in single precision is not secretly double, nor
  /// the reverse.
  @Test func precisionLadder() throws {
    var errors: [GradientPrecision: [Double]] = [:]
    for seed in 1...12 {
      let posed = try RandomNetwork.posed(seed)
      for precision in GradientPrecision.allCases {
        let conditionedTruth = try ConditionedTruth(posed.question, precision)
        let gradient = try Plain.entry.gradient(of: posed.question, precision)
        errors[precision, default: []].append(conditionedTruth.distance(gradient).units)
        if precision == .float32 { #expect(gradient.allSatisfy { Double(Float($0)) == $0 }) }
      }
    }
    let (single, double) = (errors[.float32]!.sorted()[6], errors[.float64]!.sorted()[6])
    #expect(single > 0.01 && double > 0.01 && single / double < 30 && double / single < 30, "\(errors)")
  }
}
