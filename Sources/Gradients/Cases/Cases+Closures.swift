// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

// Functions that capture a variable of the level around: perturbation confusion, dropped closures, aliased
// leaves.

extension CaseCatalogue {
  static let closures: [any NestingCase] = [
    Product(), ProductAtTwo(), Sum(), ConstantSlope(), SumOfDouble(), CapturedPoint(), CapturedFactor(),
    OneLeaf(),
    ClosureOfSum(), OwnPoint(), MixedProduct(), Seeded(), Cotangent(), Lagrangian(), Bilinear(),
    SharedSlope(),
  ]
}

private let siskindPearlmutter = "Siskind and Pearlmutter, IFL 2005; HOSC 21 (2008) 361"

struct Product: NestingCase {
  let name = "D(x -> x D(y -> x y, 1), 4)"
  let source = "ReverseDiff.jl #45"
  let right = ["8"]
  let wrong = [
    KnownWrong(.levelsSwapped, "1"), KnownWrong(.sharedInfinitesimal, "5"), KnownWrong(.closureDropped, "4"),
    KnownWrong(.innerDetached, "4"),
  ]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [4] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[1]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { theta[0] * x[0] }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct ProductAtTwo: NestingCase {
  let name = "D(x -> x D(y -> x y, 2), 1)"
  let source = siskindPearlmutter
  let right = ["2"]
  let wrong = [KnownWrong(.sharedInfinitesimal, "3"), KnownWrong(.closureDropped, "1")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[2]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { theta[0] * x[0] }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct Sum: NestingCase {
  let name = "D(x -> x D(y -> x + y, 1), 1)"
  let source = siskindPearlmutter + "; ForwardDiff.jl #83; TaylorSeries.jl #232"
  let right = ["1"]
  let wrong = [KnownWrong(.sharedInfinitesimal, "2")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[1]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { theta[0] + x[0] }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct ConstantSlope: NestingCase {
  let name = "D(one, 5), one(x) = D(y -> x + y, 3)"
  let source = "Emmy, derivative tests, after dysvunctional-language"
  let right = ["0"]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [5] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[3]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { theta[0] + x[0] }
}
struct SumOfDouble: NestingCase {
  let name = "D(x -> x one(2x), 1), one(x) = D(y -> x + y, 3)"
  let source = "Emmy, derivative tests, after dysvunctional-language"
  let right = ["1"]
  let wrong = [KnownWrong(.sharedInfinitesimal, "3"), KnownWrong(.levelsSwapped, "2")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[3]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { theta[0].scaled(by: 2) + x[0] }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct CapturedPoint: NestingCase {
  let name = "D_y of D(x -> x x y, 3y) at 5"
  let source = "Emmy, derivative tests, after dysvunctional-language"
  let right = ["60"]
  let wrong = [KnownWrong(.innerDetached, "0"), KnownWrong(.closureDropped, "30")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [5] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[theta[0].scaled(by: 3)]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { x[0] * x[0] * theta[0] }
}
struct CapturedFactor: NestingCase {
  let name = "grad_y of d/dx x (y1 + y2 + y3) at x = 0.1"
  let source = "Zygote.jl #1218"
  let right = ["1", "1", "1"]
  let wrong = [KnownWrong(.closureDropped, "0", "0", "0")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [2, 3, -1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[S(1).divided(by: 10)]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { x[0] * (theta[0] + theta[1] + theta[2]) }
}
struct OneLeaf: NestingCase {
  let name = "D(x -> D(y -> y (x - y), x), 1)"
  let source = "PyTorch #32576"
  let right = ["-1"]
  let wrong = [KnownWrong(.leafAliased, "0"), KnownWrong(.closureDropped, "-2")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { x[0] * (theta[0] - x[0]) }
}
struct ClosureOfSum: NestingCase {
  let name = "D_y of D(x -> x (y + 2), 1/2) at 3"
  let source = "Zygote.jl #769"
  let right = ["1"]
  let wrong = [KnownWrong(.closureDropped, "0")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [3] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[0.5]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { x[0] * (theta[0] + 2) }
}
struct OwnPoint: NestingCase {
  let name = "D(x -> D(y -> x, x), 1)"
  let source = "ForwardDiff.jl, ConfusionTest, made to tell"
  let right = ["0"]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { theta[0] }
}
struct MixedProduct: NestingCase {
  let name = "d/dx d/dy of x y at (2, 3)"
  let source = "eshkol #75"
  let right = ["1"]
  let wrong = [KnownWrong(.closureDropped, "0")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [2] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[3]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { theta[0] * x[0] }
}
struct Seeded: NestingCase {
  let name = "2 D(x -> D(y -> x y, 3), 1)"
  let source = "JAX, core tests: jvp of a closure"
  let right = ["2"]
  let wrong = [KnownWrong(.closureDropped, "0"), KnownWrong("seed-lost", "1")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[3]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { theta[0] * x[0] }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0].x.scaled(by: 2) }
}
struct Cotangent: NestingCase {
  let name = "grad of (a, b) -> a D(y -> y^3 b, 2) at (5, 7)"
  let source = "functorch, eager transforms: the gradient by a cotangent"
  let right = ["84", "60"]
  let wrong = [KnownWrong(.closureDropped, "84", "0")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [5, 7] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[2]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.pow(x[0], 3) * theta[1] }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct Lagrangian: NestingCase {
  let name = "d/dq d/dv of m/2 v.v - m g q2"
  let source = "ForwardDiff.jl: reported as potential perturbation confusion"
  let right = ["0", "0"]
  let coordinates: [Coordinate] = [.x, .y]
  let indices: [MultiIndex] = [[.x], [.y]]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [0.25, 2] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[1.5, -0.5]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    let kinetic: S = (x[0] * x[0] + x[1] * x[1]).scaled(by: 1.5)
    return kinetic - theta[1].scaled(by: 30)
  }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0].x + u[0].y.scaled(by: 2) }
}
struct Bilinear: NestingCase {
  let name = "grad_x of (1, 2, 3).grad_y(y A x)"
  let source = "ForwardDiff.jl, ConfusionTest"
  let right = ["34", "-1", "13"]
  let wrong = [KnownWrong(.closureDropped, "0", "0", "0")]
  let coordinates: [Coordinate] = [.x, .y, .z]
  let indices: [MultiIndex] = [[.x], [.y], [.z]]
  private let a: [[Double]] = [[2, -1, 3], [1, 0, -4], [10, 0, 6]]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1, -2, 0.5] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[3, 1, -1]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    var sum = S(0.0)
    for i in 0..<3 { for j in 0..<3 { sum += (x[i] * theta[j]).scaled(by: a[i][j]) } }
    return sum
  }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S {
    u[0].x + u[0].y.scaled(by: 2) + u[0].z.scaled(by: 3)
  }
}
struct SharedSlope: NestingCase {
  let name = "D(x -> s s + s, 2), s = D(y -> x y^2/(x + y), x)"
  let source = "a result used twice, its point and its closure one variable"
  let right = ["3"]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [2] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    let whole: S = theta[0] * x[0] * x[0]
    let sum: S = theta[0] + x[0]
    return whole / sum
  }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0].x * u[0].x + u[0].x }
}
