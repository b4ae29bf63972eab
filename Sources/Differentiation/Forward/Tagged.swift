// SPDX-License-Identifier: MIT

import RealModule

/// One act of differentiation. Levels are made afresh each time ``Tagged/derivative(at:of:)`` runs, so that
/// two activations of one function never share one (tags keyed by type do).
@usableFromInline package final class PerturbationLevel: Sendable {
  @TaskLocal static var depth = 0
  /// How many derivatives are being taken around this one; orders the levels in a number.
  let depth: Int
  init(depth: Int) { self.depth = depth }

  static func outranks(_ a: PerturbationLevel, _ b: PerturbationLevel) -> Bool {
    // Levels of equal depth are alive together only when a closure escaped: any fixed order will do.
    (a.depth, UInt(bitPattern: ObjectIdentifier(a).hashValue))
      > (b.depth, UInt(bitPattern: ObjectIdentifier(b).hashValue))
  }
}

/// A dual number whose infinitesimal is told apart at run time: for closures that capture an outer variable,
/// where all levels have one type.
///
///     Tagged.derivative(at: 4) { x in x * Tagged.derivative(at: 1) { y in x * y } }   // 8, not 5 or 4
///
/// A number is a plain scalar, or value + tangent·ε with the ε of one level, both parts free of that level
/// and of those that outrank it (Siskind and Pearlmutter, HOSC 21 (2008) 361).
@usableFromInline package struct Tagged<S: Scalar>: DerivedFunctions {
  @usableFromInline package typealias Weight = S.Weight
  indirect enum Form {
    case plain(S)
    case perturbed(PerturbationLevel, value: Tagged, tangent: Tagged)
  }
  let form: Form

  init(_ form: Form) { self.form = form }
  @usableFromInline package init(_ scalar: S) { form = .plain(scalar) }
  @usableFromInline package init(_ value: Double) { self.init(S(value)) }
  @usableFromInline package init(_ constant: NamedConstant) { self.init(S(constant)) }
  @usableFromInline package init(floatLiteral value: S.FloatLiteralType) { self.init(S(floatLiteral: value)) }

  /// The number without its perturbations.
  @usableFromInline package var primal: S {
    switch form {
    case .plain(let s): s
    case .perturbed(_, let value, _): value.primal
    }
  }

  /// f′(x), nested in itself as deeply as wanted, with whatever the closure captures.
  @usableFromInline package static func derivative(at x: Tagged, of f: (Tagged) throws -> Tagged) rethrows
    -> Tagged
  {
    let level = PerturbationLevel(depth: PerturbationLevel.depth + 1)
    let y = try PerturbationLevel.$depth.withValue(level.depth) {
      // A sum, not x nested inside: on another thread the depth starts afresh, and x may outrank this level.
      try f(x + Tagged(.perturbed(level, value: 0, tangent: 1)))
    }
    return y.split(by: level).tangent ?? 0
  }

  private var level: PerturbationLevel? {
    if case .perturbed(let level, _, _) = form { level } else { nil }
  }

  /// The parts without and with the ε of `level`, wherever in the number it stands; nil where it does not
  /// (see ``Part``).
  private func split(by level: PerturbationLevel) -> (value: Tagged, tangent: Tagged?) {
    guard case .perturbed(let own, let value, let tangent) = form else { return (self, nil) }
    if own === level { return (value, tangent) }
    guard PerturbationLevel.outranks(own, level) else { return (self, nil) }
    let (v, t) = (value.split(by: level), tangent.split(by: level))
    return (
      Tagged(.perturbed(own, value: v.value, tangent: t.value)),
      t.tangent.map { Tagged(.perturbed(own, value: v.tangent ?? 0, tangent: $0)) } ?? v.tangent
    )
  }

  /// The level that is the outermost of a number made of both.
  private static func highest(_ a: Tagged, _ b: Tagged) -> PerturbationLevel? {
    guard let l = a.level, let m = b.level else { return a.level ?? b.level }
    return PerturbationLevel.outranks(l, m) ? l : m
  }

  private static func combine(
    _ a: Tagged, _ b: Tagged, plain: (S, S) -> S,
    rule: (_ a: Dual<Tagged>, _ b: Dual<Tagged>) -> Dual<Tagged>
  ) -> Tagged {
    guard let level = highest(a, b) else { return Tagged(plain(a.primal, b.primal)) }
    let (x, y) = (a.split(by: level), b.split(by: level))
    let r = rule(Dual(x.value, x.tangent), Dual(y.value, y.tangent))
    return Tagged(.perturbed(level, value: r.value, tangent: r.tangent))
  }

  private func map(_ plain: (S) -> S, _ rule: (_ value: Tagged, _ tangent: Tagged) -> (Tagged, Tagged))
    -> Tagged
  {
    switch form {
    case .plain(let s): return Tagged(plain(s))
    case .perturbed(let level, let value, let tangent):
      let (v, t) = rule(value, tangent)
      return Tagged(.perturbed(level, value: v, tangent: t))
    }
  }

  @usableFromInline package var isStructuralZero: Bool {
    if case .plain(let s) = form { s.isStructuralZero } else { false }
  }
  @usableFromInline package var fixedValue: Double? {
    if case .plain(let s) = form { s.fixedValue } else { nil }
  }
  @usableFromInline package var magnitude: S.Magnitude {
    switch form {
    case .plain(let s): s.magnitude
    case .perturbed(_, let value, let tangent): larger(value.magnitude, tangent.magnitude)
    }
  }
  /// Equal in every part; an absent perturbation equals one that is zero.
  @usableFromInline package static func == (a: Self, b: Self) -> Bool {
    guard let level = highest(a, b) else { return a.primal == b.primal }
    let (x, y) = (a.split(by: level), b.split(by: level))
    return x.value == y.value && x.tangent ?? 0 == y.tangent ?? 0
  }

  @usableFromInline package static func + (a: Self, b: Self) -> Self {
    combine(a, b, plain: +) { $0 + $1 }
  }
  @usableFromInline package static func - (a: Self, b: Self) -> Self {
    combine(a, b, plain: -) { $0 - $1 }
  }
  @usableFromInline package static func * (a: Self, b: Self) -> Self {
    combine(a, b, plain: *) { $0 * $1 }
  }
  @usableFromInline package static func / (a: Self, b: Self) -> Self {
    combine(a, b, plain: /) { $0 / $1 }
  }
  @usableFromInline package func scaled(by k: Double) -> Self {
    map({ $0.scaled(by: k) }) { ($0.scaled(by: k), $1.scaled(by: k)) }
  }
  @usableFromInline package func divided(by k: Double) -> Self {
    map({ $0.divided(by: k) }) { ($0.divided(by: k), $1.divided(by: k)) }
  }
  @usableFromInline package static func apply(_ f: Elementary, to x: Self) -> Self {
    if case .perturbed(_, let value, _) = x.form, f.isFlat { return apply(f, to: value) }
    return x.map({ S.apply(f, to: $0) }) { value, tangent in
      let y = apply(f, to: value)
      return (y, f.derivative(value, value: y) * tangent)
    }
  }
  @usableFromInline package static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    combine(x, y, plain: S.sechSquared) { .sechSquared($0, tanh: $1) }
  }
  @usableFromInline package func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    map({ $0.affine(layer, bias: bias) }) {
      ($0.affine(layer, bias: bias), $1.affine(layer, bias: false))
    }
  }
  @usableFromInline package func transposedAffine(_ layer: Layer<Weight>) -> Self {
    map({ $0.transposedAffine(layer) }) { ($0.transposedAffine(layer), $1.transposedAffine(layer)) }
  }
}
