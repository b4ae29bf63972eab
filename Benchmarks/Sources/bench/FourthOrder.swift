import Plumbline

/// u_t = u_xxxx, an equation of the fourth order to measure derivatives on; it is not trained to a solution.
struct FourthOrder: ScalarProblem {
  static let name = "fourth-order"
  static let summary = "u_t = u_xxxx"
  static let parameters: [Parameter] = []
  init(_ settings: Settings) {}
  var domain: Domain { Domain(x: -1...1, t: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t - u.xxxx }
  var reference: any ReferenceSolution {
    ClosedForm("0", Zero(), of: [.x, .t]) { _ in Agreement(method: "none", []) }
  }
  var recipe: Recipe { Recipe(hidden: [20], points: 100, adamSteps: 1, steps: 1) }
  func bounds(_ run: RunKind) -> Scores { Scores() }
  var worstOfSeeds: Scores { Scores() }
  var controls: [Control] { [] }
  var testGrid: [Int] { [2, 2] }
}

struct Zero: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [0] }
}
