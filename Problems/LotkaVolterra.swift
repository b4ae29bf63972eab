import Differentiation
import PDE
import RealModule
import Reference

/// Prey u and predators v.
///
///     u′ = α u − β u v,   v′ = δ u v − γ v      t ∈ [0, 4],   u(0) = v(0) = 1
///
/// with α = 3/2, β = 1, γ = 3, δ = 1, carried by u = 1 + t N₁(t), v = 1 + t N₂(t). A turn takes about 3.4. Lotka (1925);
/// Volterra (1926).
public struct LotkaVolterra: Problem {
  public static let name = "lotka-volterra"
  public static let summary = "prey and predators, a turn of their cycle"
  public static let parameters: [Parameter] = []
  public init(_ settings: Settings) {}

  public var domain: Domain { Domain(t: 0...4) }
  public var unknowns: Int { 2 }

  public func residuals<S: Scalar>(_ jet: Jet<S>, at p: Point<S>) -> [S] {
    let (u, v) = (jet[0], jet[1])
    return [
      u.t - u.value.scaled(by: 1.5) + u.value * v.value, v.t - u.value * v.value + v.value.scaled(by: 3),
    ]
  }

  static let prey = Condition("prey at the start", on: .lower(.t), hard: true)
  static let predators = Condition("predators at the start", on: .lower(.t), hard: true)
  public var conditions: [Condition] { [Self.prey, Self.predators] }
  public func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u[condition == Self.prey ? 0 : 1].value - 1
  }
  public func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: [1, 1], d: [p.t, p.t]) }

  public var reference: any ReferenceSolution {
    CollocatedReference(
      self,
      integrated: InitialValue([1, 1]) { _, u in [1.5 * u[0] - u[0] * u[1], u[0] * u[1] - 3 * u[1]] })
  }

  public var isQuick: Bool { false }
  public var recipe: Recipe {
    Recipe(hidden: [20, 20], points: 200, adamSteps: 10_000, warmUp: 500, learningRate: 5e-3, steps: 500)
  }

  public func bounds(_ run: RunKind) -> Scores {
    run.bounds(
      float64: Scores(value: 1e-5, slope: 1e-4, residual: 1e-4, condition: 1e-14), float32: 2e-2, adam: 5e-2,
      lbfgs: 2e-2)
  }
  public var worstOfSeeds: Scores { Scores(value: 1e-6, slope: 1e-5, residual: 1e-5, condition: 1e-16) }
  public var controls: [Control] {
    [
      .zero(unknowns: 2), .frozen(reference, at: 0), .negated(reference),
      // The cycle without its amplitude: where both rest.
      Control("equilibrium") { _ in [3, 1.5] },
      Control("prey and predators exchanged") { p in
        try reference.measure([.value], at: p).map { $0[0].value }.reversed()
      },
    ]
  }
  public var testGrid: [Int] { [401] }
}
