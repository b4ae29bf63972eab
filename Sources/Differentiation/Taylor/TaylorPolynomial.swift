// SPDX-License-Identifier: MIT

import RealModule

/// A value with all the partial derivatives of a ``DerivativeSet``, each once: no pass is repeated, no channel is
/// redundant.
///
/// A product follows Leibniz' rule, and so does a function, ∂_c f(z) = f′(z) ∂_c z, with the rule for f′ put
/// to the derivatives of one order less. Constants have no parts and fit every shape.
@frozen @usableFromInline package struct TaylorPolynomial<S: Scalar>: DerivedFunctions {
  @usableFromInline package typealias Weight = S.Weight
  /// By the shape's indices; the value alone for a constant.
  @usableFromInline package var parts: [Part<S>]
  @usableFromInline package let shape: DerivativeSet?

  /// - Precondition: a part for each index of the shape; the value alone without one.
  @inlinable package init(_ parts: [Part<S>], _ shape: DerivativeSet?) {
    precondition(parts.count == shape?.indices.count ?? 1)
    self.parts = parts
    self.shape = shape
  }
  @inlinable package init(_ value: Double) { self.init(constant: S(value)) }
  @inlinable package init(_ constant: NamedConstant) { self.init(constant: S(constant)) }
  @inlinable package init(floatLiteral value: S.FloatLiteralType) {
    self.init(constant: S(floatLiteral: value))
  }
  /// A number that does not depend on the coordinates.
  @inlinable package init(constant value: S) { self.init([Part(value)], nil) }
  /// The coordinate c at `value`.
  @inlinable package init(_ value: S, coordinate c: Coordinate, shape: DerivativeSet) {
    let own = MultiIndex([c])
    self.init(shape.indices.map { Part($0 == .value ? value : $0 == own ? value.unit : nil) }, shape)
  }

  @inlinable package var value: S { parts[0].value }
  @inlinable var isConstant: Bool { shape == nil }
  /// The derivative number i of the shape.
  @inlinable package subscript(i: Int) -> S { part(i).value }
  @inlinable func part(_ i: Int) -> Part<S> { i < parts.count ? parts[i] : .absent }
  @inlinable package var isStructuralZero: Bool { isConstant && value.isStructuralZero }
  @inlinable package var fixedValue: Double? { isConstant ? value.fixedValue : nil }
  @inlinable package var unit: Self { Self(constant: value.unit) }
  @inlinable package var magnitude: S.Magnitude { parts.map(\.value.magnitude).reduce(0, larger) }
  @inlinable package static func == (a: Self, b: Self) -> Bool {
    (0..<max(a.parts.count, b.parts.count)).allSatisfy { a[$0] == b[$0] }
  }

  @inlinable static func map(_ a: Self, _ b: Self, _ f: (Part<S>, Part<S>) -> Part<S>) -> Self {
    Self((0..<max(a.parts.count, b.parts.count)).map { f(a.part($0), b.part($0)) }, a.shape ?? b.shape)
  }
  @inlinable func map(_ f: (Part<S>) -> Part<S>) -> Self { Self(parts.map(f), shape) }

  @inlinable package static func + (a: Self, b: Self) -> Self { map(a, b) { $0 + $1 } }
  @inlinable package static func - (a: Self, b: Self) -> Self { map(a, b) { $0 - $1 } }
  @inlinable package static func * (a: Self, b: Self) -> Self {
    if a.isConstant { return b.map { a.value * $0 } }
    if b.isConstant { return a.map { $0 * b.value } }
    let shape = a.shape!
    return Self(
      shape.product.map { terms in
        terms.dropFirst().reduce(a.part(terms[0].a) * b.part(terms[0].b)) {
          $0.adding(a.part($1.a).scaled(by: $1.coefficient), times: b.part($1.b))
        }
      }, shape)
  }
  /// q = a/b: ∂^α a = Σ (α over β) ∂^β b ∂^{α−β} q, solved for ∂^α q, whose factor is b's value.
  @inlinable package static func / (a: Self, b: Self) -> Self {
    if b.isConstant { return a.map { $0 / b.value } }
    let shape = b.shape!
    var q: [Part<S>] = []
    for (i, terms) in shape.product.enumerated() {
      var rest = a.part(i)
      for t in terms where t.b != i { rest = rest - (b.part(t.a) * q[t.b]).scaled(by: t.coefficient) }
      q.append(rest / b.value)
    }
    return Self(q, shape)
  }
  @inlinable package func scaled(by k: Double) -> Self { map { $0.scaled(by: k) } }
  @inlinable package func divided(by k: Double) -> Self { map { $0.divided(by: k) } }

  @inlinable package static func apply(_ f: Elementary, to x: Self) -> Self {
    guard let shape = x.shape, !f.isFlat else { return Self(constant: S.apply(f, to: x.value)) }
    guard let lower = shape.lower else { return Self([Part(S.apply(f, to: x.value))], shape) }
    let below = Self(Array(x.parts.prefix(lower.indices.count)), lower)
    var y = apply(f, to: below)
    let d = f.derivative(below, value: y)
    for terms in shape.chain.dropFirst(lower.indices.count) {
      y.parts.append(
        terms.dropFirst().reduce(x.part(terms[0].z) * d.part(terms[0].d)) {
          $0.adding(x.part($1.z).scaled(by: $1.coefficient), times: d.part($1.d))
        })
    }
    return Self(y.parts, shape)
  }
  /// 1 − y², its value from x.
  @inlinable package static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    var result = -(y * y)
    result.parts[0] = Part(S.sechSquared(x.value, tanh: y.value))
    return result
  }
  @inlinable package func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    Self([Part(value.affine(layer, bias: bias))] + parts.dropFirst().map { $0.affine(layer) }, shape)
  }
  @inlinable package func transposedAffine(_ layer: Layer<Weight>) -> Self {
    map { $0.transposedAffine(layer) }
  }
}
