// SPDX-License-Identifier: MIT

import RealModule

/// A truncated Taylor series Σ c_k hᵏ, c_k = u⁽ᵏ⁾/k! (normalised coefficients), of an order fixed by the
/// type.
///
/// A series of order n is one of order n − 1 and one coefficient more. The lower series, which the recurrence
/// for y = f(x) needs,
///
///     k y_k = Σ_{j=1…k} j x_j d_{k−j},   d = f′(x) to order k − 1,
///
/// is then a member, not a copy, and the recursion ends by type. (Integer generics have no n − 1.)
public protocol TaylorSeries: DerivedFunctions where Weight == Base.Weight {
  associatedtype Base: Scalar
  static var order: Int { get }
  /// The series with the coefficients `coefficient(0)` … `coefficient(order)`; nil where one is absent (see
  /// ``Part``).
  init(_ coefficient: (Int) -> Base?)
  /// c_k; zero above the order.
  subscript(k: Int) -> Base { get }
  /// c_k; absent above the order, and above the degree of what is a polynomial by structure.
  func part(_ k: Int) -> Part<Base>
  /// Whether no coefficient but the value is there.
  var isConstant: Bool { get }
}

extension TaylorSeries {
  /// `value + slope·h`, nil: a constant.
  @inlinable public init(_ value: Base, slope: Base?) {
    self.init { $0 == 0 ? value : $0 == 1 ? slope : nil }
  }
  @inlinable public init(floatLiteral value: Base.FloatLiteralType) {
    self.init { $0 == 0 ? Base(floatLiteral: value) : nil }
  }
  @inlinable public var unit: Self {
    let one = self[0].unit
    return Self { $0 == 0 ? one : nil }
  }
  /// The kth derivative k!·c_k.
  @inlinable public func derivative(_ k: Int) -> Base {
    k < 2 ? self[k] : self[k].scaled(by: (2...k).reduce(1.0) { $0 * Double($1) })
  }
}

/// A series of order 0: the end of the recursion.
@frozen public struct Constant<S: Scalar>: TaylorSeries {
  public typealias Weight = S.Weight
  public var value: S
  @inlinable public init(_ coefficient: (Int) -> S?) { value = coefficient(0) ?? S(0.0) }
  @inlinable public init(_ value: Double) { self.value = S(value) }
  @inlinable public init(_ constant: NamedConstant) { value = S(constant) }
  @inlinable public static var order: Int { 0 }
  @inlinable public subscript(k: Int) -> S { k == 0 ? value : 0 }
  @inlinable public func part(_ k: Int) -> Part<S> { k == 0 ? Part(value) : .absent }
  @inlinable public var isConstant: Bool { true }
  @inlinable public var isStructuralZero: Bool { value.isStructuralZero }
  @inlinable public var fixedValue: Double? { value.fixedValue }
  @inlinable public var magnitude: S.Magnitude { value.magnitude }
  @inlinable public static func + (a: Self, b: Self) -> Self { Self { _ in a.value + b.value } }
  @inlinable public static func - (a: Self, b: Self) -> Self { Self { _ in a.value - b.value } }
  @inlinable public static func * (a: Self, b: Self) -> Self { Self { _ in a.value * b.value } }
  @inlinable public static func / (a: Self, b: Self) -> Self { Self { _ in a.value / b.value } }
  @inlinable public func scaled(by k: Double) -> Self { Self { _ in value.scaled(by: k) } }
  @inlinable public func divided(by k: Double) -> Self { Self { _ in value.divided(by: k) } }
  @inlinable public static func apply(_ f: Elementary, to x: Self) -> Self {
    Self { _ in S.apply(f, to: x.value) }
  }
  @inlinable public static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    Self { _ in S.sechSquared(x.value, tanh: y.value) }
  }
  @inlinable public func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    Self { _ in value.affine(layer, bias: bias) }
  }
  @inlinable public func transposedAffine(_ layer: Layer<Weight>) -> Self {
    Self { _ in value.transposedAffine(layer) }
  }
}

/// A series of one order more than `Lower`.
@frozen public struct Taylor<Lower: TaylorSeries>: TaylorSeries {
  public typealias Base = Lower.Base
  public typealias Weight = Lower.Base.Weight
  public var lower: Lower
  public var top: Part<Base>

  @inlinable @inline(__always) public init(_ lower: Lower, top: Part<Base>) {
    self.lower = lower
    self.top = top
  }
  @inlinable public init(_ coefficient: (Int) -> Base?) {
    self.init(Lower(coefficient), top: Part(coefficient(Self.order)))
  }
  @inlinable public init(_ value: Double) { self.init(Lower(value), top: .absent) }
  @inlinable public init(_ constant: NamedConstant) { self.init(Lower(constant), top: .absent) }
  @inlinable public static var order: Int { Lower.order + 1 }
  @inlinable public subscript(k: Int) -> Base { k == Self.order ? top.value : lower[k] }
  @inlinable public func part(_ k: Int) -> Part<Base> { k == Self.order ? top : lower.part(k) }
  @inlinable public var isConstant: Bool { top.isAbsent && lower.isConstant }
  @inlinable public var isStructuralZero: Bool { top.isAbsent && lower.isStructuralZero }
  @inlinable public var fixedValue: Double? { top.isAbsent ? lower.fixedValue : nil }
  @inlinable public var magnitude: Base.Magnitude {
    (0...Self.order).map { self[$0].magnitude }.reduce(0, larger)
  }

  @inlinable public static func + (a: Self, b: Self) -> Self { Self(a.lower + b.lower, top: a.top + b.top) }
  @inlinable public static func - (a: Self, b: Self) -> Self { Self(a.lower - b.lower, top: a.top - b.top) }
  @inlinable public static func * (a: Self, b: Self) -> Self {
    var sum = a[0] * b.top
    for j in 1...order { sum = sum.adding(a.part(j), times: b.part(order - j)) }
    return Self(a.lower * b.lower, top: sum)
  }
  @inlinable public static func / (a: Self, b: Self) -> Self {
    let q = a.lower / b.lower
    var rest = a.top
    for j in 1...order { rest = rest - b.part(j) * q.part(order - j) }
    return Self(q, top: rest / b[0])
  }
  @inlinable public func scaled(by k: Double) -> Self { Self(lower.scaled(by: k), top: top.scaled(by: k)) }
  @inlinable public func divided(by k: Double) -> Self { Self(lower.divided(by: k), top: top.divided(by: k)) }

  @inlinable public static func apply(_ f: Elementary, to x: Self) -> Self {
    let y = Lower.apply(f, to: x.lower)
    if x.isConstant || f.isFlat { return Self(y, top: .absent) }
    if order == 1 { return Self(y, top: x.top.through(f, at: x[0], value: y[0])) }
    let d = f.derivative(x.lower, value: y)
    var sum = x.part(1) * d.part(order - 1)
    for j in 2..<order { sum = sum.adding(x.part(j).scaled(by: Double(j)), times: d.part(order - j)) }
    return Self(y, top: sum.divided(by: Double(order)).adding(d[0], times: x.top))
  }
  @inlinable public static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    var square = y[0] * y.top
    for j in 1...order { square = square.adding(y.part(j), times: y.part(order - j)) }
    return Self(Lower.sechSquared(x.lower, tanh: y.lower), top: -square)
  }
  @inlinable public func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    Self(lower.affine(layer, bias: bias), top: top.affine(layer))
  }
  @inlinable public func transposedAffine(_ layer: Layer<Weight>) -> Self {
    Self(lower.transposedAffine(layer), top: top.transposedAffine(layer))
  }
}

public typealias Taylor1<S: Scalar> = Taylor<Constant<S>>
public typealias Taylor2<S: Scalar> = Taylor<Taylor1<S>>
public typealias Taylor3<S: Scalar> = Taylor<Taylor2<S>>
public typealias Taylor4<S: Scalar> = Taylor<Taylor3<S>>
public typealias Taylor5<S: Scalar> = Taylor<Taylor4<S>>
public typealias Taylor6<S: Scalar> = Taylor<Taylor5<S>>
