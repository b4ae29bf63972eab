// SPDX-License-Identifier: MIT

import Differentiation
import RealModule
import Strategies

/// The rules of dual numbers, to be replaced one at a time by wrong ones. As they stand here they are right.
protocol DualRules: Sendable {
  /// (ab)′
  static func product<S: Scalar>(_ a: S, _ da: Part<S>, _ b: S, _ db: Part<S>) -> Part<S>
  /// (a/b)′, q = a/b
  static func quotient<S: Scalar>(_ q: S, _ da: Part<S>, _ b: S, _ db: Part<S>) -> Part<S>
  /// f′(x), y = f(x)
  static func slope<S: Scalar>(_ f: Elementary, _ x: S, value y: S) -> S
  /// The derivative of 1 − y² along y′.
  static func sechSquared<S: Scalar>(_ y: S, _ dy: Part<S>) -> Part<S>
}

extension DualRules {
  static func product<S: Scalar>(_ a: S, _ da: Part<S>, _ b: S, _ db: Part<S>) -> Part<S> {
    (a * db).adding(da, times: b)
  }
  static func quotient<S: Scalar>(_ q: S, _ da: Part<S>, _ b: S, _ db: Part<S>) -> Part<S> {
    (da - q * db) / b
  }
  static func slope<S: Scalar>(_ f: Elementary, _ x: S, value y: S) -> S { f.derivative(x, value: y) }
  static func sechSquared<S: Scalar>(_ y: S, _ dy: Part<S>) -> Part<S> { (y * dy).scaled(by: -2) }
}

/// A dual number by given rules.
struct FaultyDual<S: Scalar, R: DualRules>: DerivedFunctions {
  typealias Weight = S.Weight
  var value: S
  var slope: Part<S>
  var tangent: S { slope.value }
  @inline(__always) init(_ value: S, _ slope: Part<S>) {
    self.value = value
    self.slope = slope
  }
  init(_ value: Double) { self.init(S(value), .absent) }
  init(floatLiteral value: S.FloatLiteralType) { self.init(S(floatLiteral: value), .absent) }
  var isStructuralZero: Bool { slope.isAbsent && value.isStructuralZero }
  var fixedValue: Double? { slope.isAbsent ? value.fixedValue : nil }
  var magnitude: S.Magnitude { max(value.magnitude, tangent.magnitude) }

  static func + (a: Self, b: Self) -> Self { Self(a.value + b.value, a.slope + b.slope) }
  static func - (a: Self, b: Self) -> Self { Self(a.value - b.value, a.slope - b.slope) }
  static func * (a: Self, b: Self) -> Self {
    Self(a.value * b.value, R.product(a.value, a.slope, b.value, b.slope))
  }
  static func / (a: Self, b: Self) -> Self {
    let q = a.value / b.value
    return Self(q, R.quotient(q, a.slope, b.value, b.slope))
  }
  func scaled(by k: Double) -> Self { Self(value.scaled(by: k), slope.scaled(by: k)) }
  func divided(by k: Double) -> Self { Self(value.divided(by: k), slope.divided(by: k)) }
  static func apply(_ f: Elementary, to x: Self) -> Self {
    let y = S.apply(f, to: x.value)
    return Self(y, f.isFlat ? .absent : x.slope.map { R.slope(f, x.value, value: y) * $0 })
  }
  static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    Self(S.sechSquared(x.value, tanh: y.value), R.sechSquared(y.value, y.slope))
  }
  func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    Self(value.affine(layer, bias: bias), slope.affine(layer))
  }
  func transposedAffine(_ layer: Layer<Weight>) -> Self {
    Self(value.transposedAffine(layer), slope.transposedAffine(layer))
  }
}

/// Nested dual numbers by given rules.
struct FaultyForward<R: DualRules>: Strategy {
  let name: String
  let summary = "nested dual numbers by wrong rules"
  let maximumOrder = 4

  func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    Jet(indices, [indices.map { derivative(field, p, $0.coordinates[...]) }])
  }
  private func derivative<F: Field, N: Scalar>(_ u: F, _ p: Point<N>, _ by: ArraySlice<Coordinate>) -> N
  where F.Weight == N.Weight {
    guard let c = by.last else { return u(p)[0] }
    var q = p.map { FaultyDual<N, R>($0, .absent) }
    q.values[p.coordinates.firstIndex(of: c)!].slope = Part(1)
    return derivative(u, q, by.dropLast()).tangent
  }
}

// The faults. Each replaces one rule.

enum ProductTermDropped: DualRules {
  static func product<S: Scalar>(_ a: S, _ da: Part<S>, _ b: S, _ db: Part<S>) -> Part<S> {
    db.isAbsent ? da * b : a * db
  }
}
enum QuotientSignLost: DualRules {
  static func quotient<S: Scalar>(_ q: S, _ da: Part<S>, _ b: S, _ db: Part<S>) -> Part<S> {
    (da + q * db) / b
  }
}
enum QuotientNotDivided: DualRules {
  static func quotient<S: Scalar>(_ q: S, _ da: Part<S>, _ b: S, _ db: Part<S>) -> Part<S> { da / b - q * db }
}
enum TanhSecondOrderDropped: DualRules {
  static func sechSquared<S: Scalar>(_ y: S, _ dy: Part<S>) -> Part<S> { .absent }
}
enum TanhSecondOrderSign: DualRules {
  static func sechSquared<S: Scalar>(_ y: S, _ dy: Part<S>) -> Part<S> { (y * dy).scaled(by: 2) }
}
enum TailCancellation: DualRules {
  static func slope<S: Scalar>(_ f: Elementary, _ x: S, value y: S) -> S {
    switch f {
    case .tanh: 1 - y * y
    case .sigmoid: y * (1 - y)
    default: f.derivative(x, value: y)
    }
  }
}
enum PowerDividesByArgument: DualRules {
  static func slope<S: Scalar>(_ f: Elementary, _ x: S, value y: S) -> S {
    if case .power(let n) = f { return (y / x).scaled(by: Double(n)) }
    return f.derivative(x, value: y)
  }
}
enum PowerExponentKept: DualRules {
  static func slope<S: Scalar>(_ f: Elementary, _ x: S, value y: S) -> S {
    if case .power(let n) = f { return y.scaled(by: Double(n)) }
    return f.derivative(x, value: y)
  }
}
/// f′ is taken at the value alone: its own derivative is lost, as where a rule saves a number without its
/// history.
enum RuleNotDifferentiated: DualRules {
  static func slope<S: Scalar>(_ f: Elementary, _ x: S, value y: S) -> S {
    f.derivative(detached(x), value: detached(y))
  }
  private static func detached<S: Scalar>(_ x: S) -> S { (x as? any Detachable)?.detached as? S ?? x }
}

protocol Detachable { var detached: Self { get } }
extension ReverseNumber: Detachable { var detached: Self { ReverseNumber(constant: value) } }
extension Dual: Detachable {
  var detached: Self { Self((value as? any Detachable)?.detached as? S ?? value, nil) }
}
extension FaultyDual: Detachable {
  var detached: Self { Self((value as? any Detachable)?.detached as? S ?? value, .absent) }
}
