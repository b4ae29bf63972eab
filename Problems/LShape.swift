// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Laplace's equation on an L: at the re-entrant corner the slope is infinite.
///
///     Δu = 0      (x, y) ∈ [−1, 1]² without x > 0, y < 0
///     u = 0 on the two sides that meet in (0, 0),  u = r^(2/3) sin 2θ/3 on the four others
///
/// r and θ about (0, 0), θ from the side y = 0, x > 0 anticlockwise; the solution is r^(2/3) sin 2θ/3
/// everywhere. A smooth network learns the corner slowly: the error in the slope is ten times that in u, and
/// points near the corner are needed, since (r^(−2/3) − r^(2/3)) sin 2θ/3, too, is harmonic, small on all
/// sides, and betrayed by the corner alone; new points are therefore chosen often.
///
/// Fox, Henrici and Moler, SIAM J. Numer. Anal. 4 (1967) 89; Gopal and Trefethen, SIAM J. Numer. Anal. 57
/// (2019) 2074.
struct LShape: ScalarProblem {
  static let name = "l-shape"
  static let summary = "Laplace's equation on an L, with the singularity of its re-entrant corner"
  static let sources = [
    Source(
      authors: ["L. Fox", "P. Henrici", "C. Moler"], year: 1967,
      title: "Approximations and bounds for eigenvalues of elliptic operators",
      published: "SIAM J. Numer. Anal. 4, 89", doi: "10.1137/0704008"),
    Source(
      authors: ["A. Gopal", "L. N. Trefethen"], year: 2019,
      title: "Solving Laplace problems with corner singularities via rational functions",
      published: "SIAM J. Numer. Anal. 57, 2074", doi: "10.1137/19M125947X"),
  ]
  static let parameters: [Parameter] = []
  init(_ settings: Settings) {}

  var domain: Domain { Domain(x: -1...1, y: -1...1).without([.x: 0...1, .y: -1...0]) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.laplacian }

  static let corner = Condition("sides at the corner", on: .cut, hard: false)
  var conditions: [Condition] {
    [
      Self.corner, Condition("left and right", on: .ends(.x), hard: false),
      Condition("below and above", on: .ends(.y), hard: false),
    ]
  }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.corner ? u.value : u.value - Self.singular(2 / 3, p)
  }
  /// r^α sin αθ′, θ′ such that it is largest on the bisector.
  private static func singular<S: Scalar>(_ exponent: Double, _ p: Point<S>) -> S {
    CornerFunction(exponent: exponent).value(p)
  }

  var reference: any ReferenceSolution { ClosedForm.lShape(domain) }
}

extension LShape: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [16, 16], points: 1000, conditionPoints: 200, adamSteps: 5000, warmUp: 500, learningRate: 5e-3,
      steps: 150, resampling: 10)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 9e-3, slope: 1e-1, residual: 1e1, condition: 8e-3),
      float32: 9e-3, adam: 2e-2, lbfgs: 2e-2)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 2.8e-3, slope: 3.2e-2, residual: 3.2, condition: 2.5e-3)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .negated(reference),
      NegativeControl("the corner of a slit: exponent 1/2") { p in
        p.x == 0 && p.y == 0 ? [0] : [Self.singular(0.5, p)]
      },
      NegativeControl("turned about the corner by 0.1") { p in
        let (c, s) = (Double.cos(0.1), Double.sin(0.1))
        let turned = Point(p.coordinates, [c * p.x - s * p.y, s * p.x + c * p.y])
        return p.x == 0 && p.y == 0 ? [0] : [Self.singular(2 / 3, turned)]
      },
      NegativeControl("the corner rounded off") { p in
        let square = p.x * p.x + p.y * p.y
        return try reference.evaluate([.value], at: p).map {
          $0[0].value * Double.pow(square / (square + 0.16), 1.0 / 3)
        }
      },
    ]
  }

  var testGrid: [Int] { [101, 101] }
}
