// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Foundation
import PDE
import Problems
import RealModule
import Testing
import Verification

/// A problem with one thing wrong is told so in a sentence; one with nothing wrong passes.
@Suite struct AuditTests {
  @Test func nothingWrong() throws {
    let result = audit(Decay(fault: .none))
    #expect(result.passes && result.findings.isEmpty && result.judgements > 400, "\(result)")
  }

  /// Of the catalogue: an equation of the first order, one with faces, one with a jump, one of several
  /// unknowns.
  @Test(arguments: ["cosine-ode", "poisson", "heat-step", "lotka-volterra"]) func catalogue(name: String)
    throws
  {
    let result = audit(try Catalogue.problem(name))
    #expect(result.passes, "\(result)")
  }

  static let faults: [(Decay.Fault, Audit.Finding.Subject, [String])] = [
    (.equation, .residual, ["by every strategy", "residual 1 is 0.1"]),
    (.reference, .reference, ["differs by", "one of the two methods is wrong"]),
    (.noPoints, .reference, ["compares no values"]), (.infiniteBar, .reference, ["u = ", "± inf"]),
    (.twoValues, .reference, ["gives 2 values", "1 unknowns"]),
    (.condition, .condition, ["the reference misses 'start' by 0.5 at t = 0.0"]),
    (.ansatzValue, .ansatz, ["misses 'start' by 0.25 at t = 0.0"]),
    (.ansatzZero, .ansatz, ["d of u is zero at t = ", "every network gives 1.0"]),
    (.ansatzCount, .ansatz, ["2 g and 2 d for 1 unknowns"]),
    (.face, .condition, ["'start' holds nowhere: it is on a face of y, and the domain has t alone"]),
    (.noEquation, .statement, ["there is no equation"]),
    (.noBound, .bounds, ["no bound on the value"]),
    (.bound, .control, ["'rate 1 % off' is not three bounds away"]),
    (.control, .control, ["'short' gives []"]),
    (.noControls, .control, ["tolerances and no negative controls", "let negativeControls list some"]),
    (.probe, .probe, ["u_t at [7.0] cannot be asked"]),
    (.points, .statement, ["has 0 points"]), (.grid, .statement, ["testGrid [1]"]),
    (.hidden, .statement, ["hidden layers [] hold no neurons"]),
  ]
  @Test(arguments: faults) func oneFault(
    fault: Decay.Fault, subject: Audit.Finding.Subject, texts: [String]
  ) throws {
    let result = audit(Decay(fault: fault))
    #expect(!result.passes)
    let named = result.faults.filter { $0.subject == subject }
    #expect(named.contains { finding in texts.allSatisfy(finding.text.contains) }, "\(result)")
  }

  /// Settings that are asked for under a wrong name, not at all, or to no end.
  @Test func settings() throws {
    let misnamed = audit(Misnamed(try Settings(for: Misnamed.parameters)))
    #expect(
      misnamed.faults.contains {
        $0.text.contains("settings[\"kk\"]") && $0.text.contains("did you mean \"k\"?")
      })
    let idle = audit(Idle(try Settings(for: Idle.parameters)))
    let texts = idle.faults.filter { $0.subject == .settings }.map(\.text)
    #expect(texts.contains { $0.contains("a is listed as a parameter, but") }, "\(idle)")
    #expect(texts.contains { $0.contains("b has no effect") }, "\(idle)")
    #expect(texts.contains { $0.contains("c = 5.0, its standard value, is not in [0.0, 1.0]") }, "\(idle)")
    #expect(
      idle.findings.contains { $0.kind == .note && $0.text.contains("k is not in the printed equation") })
    #expect(throws: SettingError.self) { try Misnamed(given: [:]) }
  }

  struct Misnamed: Wrapped {
    static let parameters = [Parameter("k", "rate", standard: 1, in: 0.5...2)]
    let k: NamedConstant
    init(_ settings: Settings) { k = settings["kk"] }
    func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t + k * u.value }
  }
  struct Idle: Wrapped {
    static let parameters = [
      Parameter("k", "rate", standard: 1, in: 0.5...2), Parameter("a", "not read", standard: 1, in: 0...2),
      Parameter("b", "read in vain", standard: 1, in: 0...2),
      Parameter("c", "outside", standard: 5, in: 0...1),
    ]
    let k: Double
    init(_ settings: Settings) {
      k = settings["k"].value
      _ = (settings["b"], settings["c"])
    }
    func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t + k * u.value }
  }
}

/// What the problems of these tests share, so that each states its peculiarity alone.
protocol Wrapped: ScalarProblem, Benchmark {}
extension Wrapped {
  static var name: String { "wrapped" }
  static var summary: String { "u' = -k u" }
  var domain: Domain { Domain(t: 0...2) }
  var conditions: [Condition] { [Condition("start", on: .lower(.t), hard: true)] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S { u.value - 1 }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: 1, d: p.t) }
  var reference: any ReferenceSolution { DecayReference(fault: .none) }
  var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [8], points: 20, adamSteps: 1, steps: 1)
  }
  func tolerances(for run: RunKind) -> Tolerances { Tolerances(value: 1e-6, slope: 1e-5) }
  var worstOfSeeds: Metrics { Metrics() }
  var negativeControls: [NegativeControl] { [.zero()] }
  var testGrid: [Int] { [101] }
}

/// u' = −u, u(0) = 1, with one thing wrong.
struct Decay: ScalarProblem, Benchmark {
  enum Fault: String, Sendable, CaseIterable {
    case none, equation, reference, noPoints, infiniteBar, twoValues, condition, ansatzValue, ansatzZero
    case ansatzCount, face, noEquation, noBound, bound, control, noControls, probe, points, grid, hidden
  }
  static let name = "decay"
  static let summary = "u' = -u"
  static let parameters: [Parameter] = []
  let fault: Fault
  init(_ settings: Settings) { fault = .none }
  init(fault: Fault) { self.fault = fault }

  var domain: Domain { Domain(t: 0...2) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    u.t + u.value + (fault == .equation ? 0.1 : 0)
  }
  func residuals<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> [S] {
    fault == .noEquation ? [] : [residual(u, at: p)]
  }
  var conditions: [Condition] {
    [Condition("start", on: fault == .face ? .lower(.y) : .lower(.t), hard: true)]
  }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u.value - (fault == .condition ? 0.5 : 1)
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    switch fault {
    case .ansatzValue: Ansatz(g: 1.25, d: p.t)
    case .ansatzZero: Ansatz(g: 1, d: p.t * (p.t - 1))
    case .ansatzCount: Ansatz(g: [1, 1], d: [p.t, p.t])
    default: Ansatz(g: 1, d: p.t)
    }
  }
  var reference: any ReferenceSolution { DecayReference(fault: fault) }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: fault == .hidden ? [] : [8], points: fault == .points ? 0 : 20, adamSteps: 1, steps: 1)
  }
  func tolerances(for run: RunKind) -> Tolerances {
    fault == .noBound
      ? Tolerances()
      : fault == .bound ? Tolerances(value: 0.1, slope: 0.1) : Tolerances(value: 1e-6, slope: 1e-5)
  }
  var worstOfSeeds: Metrics { Metrics() }
  var negativeControls: [NegativeControl] {
    fault == .noControls
      ? []
      : [.zero(), NegativeControl("rate 1 % off") { [Double.exp(-1.01 * $0.t)] }]
        + (fault == .control ? [NegativeControl("short") { _ in [] }] : [])
  }
  var pointChecks: [PointCheck] { fault == .probe ? [PointCheck([.t], at: [7], within: 0.1)] : [] }
  var testGrid: [Int] { [fault == .grid ? 1 : 101] }
}

struct DecayReference: ReferenceSolution {
  let fault: Decay.Fault
  var method: String { "exp(-t)" }
  var barKind: BarKind { .rounding }
  var indices: [MultiIndex] { [.value, [.t]] }
  func evaluate(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
    let u = Double.exp(-p.t)
    let bar = fault == .infiniteBar ? .infinity : 4 * u.ulp
    let row = indices.map { Measured($0 == .value ? u : -u, bar: bar) }
    return fault == .twoValues ? [row, row] : [row]
  }
  func formula<S: Scalar>(_ p: Point<S>, near: Point<Double>) -> [S]? { [S.exp(-p.t)] }
  func check() throws -> Agreement {
    let pairs = stride(from: 0.0, through: 2, by: 0.25).map { t in
      (
        Measured(Double.exp(-t), bar: 1e-15),
        Measured(1 / Double.exp(fault == .reference ? 1.01 * t : t), bar: 1e-15)
      )
    }
    return Agreement(method: "1/exp(t)", fault == .noPoints ? [] : pairs)
  }
}
