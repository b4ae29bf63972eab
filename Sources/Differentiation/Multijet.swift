import RealModule

/// A value with all the partial derivatives of a ``JetShape``, each once: no pass is repeated, no channel is redundant.
///
/// A product follows Leibniz' rule and a function Faà di Bruno's formula, with f′, f″ … from a ``Taylor`` series at the
/// value. Constants have no parts and fit every shape.
@frozen public struct Multijet<S: Scalar>: Lifting {
  public typealias Weight = S.Weight
  /// By the shape's indices; the value alone for a constant.
  public var parts: [S]
  public let shape: JetShape?

  /// - Precondition: a part for each index of the shape; the value alone without one.
  @inlinable public init(_ parts: [S], _ shape: JetShape?) {
    precondition(parts.count == shape?.indices.count ?? 1)
    self.parts = parts
    self.shape = shape
  }
  @inlinable public init(_ value: Double) { self.init([S(value)], nil) }
  @inlinable public init(_ constant: NamedConstant) { self.init([S(constant)], nil) }
  @inlinable public init(floatLiteral value: S.FloatLiteralType) { self.init([S(floatLiteral: value)], nil) }
  /// A number that does not depend on the coordinates.
  @inlinable public init(constant value: S) { self.init([value], nil) }
  /// The coordinate c at `value`.
  @inlinable public init(_ value: S, coordinate c: Coordinate, shape: JetShape) {
    let own = MultiIndex([c])
    self.init(shape.indices.map { $0 == .value ? value : $0 == own ? value.unit : 0 }, shape)
  }

  @inlinable public var value: S { parts[0] }
  @inlinable var isConstant: Bool { parts.count == 1 }
  /// The derivative number i of the shape.
  @inlinable public subscript(i: Int) -> S { i < parts.count ? parts[i] : 0 }
  @inlinable public var isZero: Bool { parts.allSatisfy(\.isZero) }
  @inlinable public var unit: Self { Self([value.unit], nil) }
  @inlinable public var magnitude: S.Magnitude { parts.map(\.magnitude).reduce(0, larger) }
  @inlinable public static func == (a: Self, b: Self) -> Bool {
    (0..<max(a.parts.count, b.parts.count)).allSatisfy { a[$0] == b[$0] }
  }

  @inlinable static func map(_ a: Self, _ b: Self, _ f: (S, S) -> S) -> Self {
    Self((0..<max(a.parts.count, b.parts.count)).map { f(a[$0], b[$0]) }, a.shape ?? b.shape)
  }
  @inlinable func map(_ f: (S) -> S) -> Self { Self(parts.map(f), shape) }

  @inlinable public static func + (a: Self, b: Self) -> Self { map(a, b) { $0 + $1 } }
  @inlinable public static func - (a: Self, b: Self) -> Self { map(a, b) { $0 - $1 } }
  @inlinable public static func * (a: Self, b: Self) -> Self {
    if a.isConstant { return b.map { a.value * $0 } }
    if b.isConstant { return a.map { $0 * b.value } }
    let shape = a.shape!
    return Self(
      shape.product.map { terms in
        terms.dropFirst().reduce(a[terms[0].a] * b[terms[0].b]) {
          $0.adding(a[$1.a].scaled(by: $1.coefficient), times: b[$1.b])
        }
      }, shape)
  }
  /// q = a/b: ∂^α a = Σ (α over β) ∂^β b ∂^{α−β} q, solved for ∂^α q, whose factor is b's value.
  @inlinable public static func / (a: Self, b: Self) -> Self {
    if b.isConstant { return a.map { $0 / b.value } }
    let shape = b.shape!
    var q: [S] = []
    for (i, terms) in shape.product.enumerated() {
      var rest = a[i]
      for t in terms where t.b != i { rest -= (b[t.a] * q[t.b]).scaled(by: t.coefficient) }
      q.append(rest / b.value)
    }
    return Self(q, shape)
  }
  @inlinable public func scaled(by k: Double) -> Self { map { $0.scaled(by: k) } }
  @inlinable public func divided(by k: Double) -> Self { map { $0.divided(by: k) } }

  @inlinable public static func apply(_ f: Elementary, to x: Self) -> Self {
    guard let shape = x.shape else { return Self([S.apply(f, to: x.value)], nil) }
    let slopes = derivatives(of: f, at: x.value, order: shape.order)
    return Self(
      shape.composition.map { terms in
        terms.reduce(0) { sum, term in
          let factors = term.factors.map { x[$0] }
          guard let first = factors.first else { return slopes[0] }
          let product = factors.dropFirst().reduce(first) { $0 * $1 }
          return sum + product.scaled(by: term.coefficient) * slopes[factors.count]
        }
      }, shape)
  }
  /// f, f′ … to an order of at most 6.
  @inlinable static func derivatives(of f: Elementary, at x: S, order: Int) -> [S] {
    func run<T: TaylorSeries>(_: T.Type) -> [S] where T.Base == S {
      let y = T.apply(f, to: T(x, slope: x.unit))
      return (0...order).map { y.derivative($0) }
    }
    switch order {
    case 0: return [S.apply(f, to: x)]
    case 1: return run(Taylor1<S>.self)
    case 2: return run(Taylor2<S>.self)
    case 3: return run(Taylor3<S>.self)
    case 4: return run(Taylor4<S>.self)
    case 5: return run(Taylor5<S>.self)
    default: return run(Taylor6<S>.self)
    }
  }
  /// 1 − y², its value from x.
  @inlinable public static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    var result = (y * y).scaled(by: -1)
    result.parts[0] = S.sechSquared(x.value, tanh: y.value)
    return result
  }
  @inlinable public func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    Self(parts.enumerated().map { $1.affine(layer, bias: bias && $0 == 0) }, shape)
  }
  @inlinable public func transposedAffine(_ layer: Layer<Weight>) -> Self {
    map { $0.transposedAffine(layer) }
  }
}
