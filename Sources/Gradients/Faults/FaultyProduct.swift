// SPDX-License-Identifier: MIT

import Differentiation
import RealModule
import Strategies

/// The product of a kind of numbers, to be replaced by a wrong one.
protocol FaultyRing: Sendable {
  associatedtype Number: DerivedFunctions
  static func product(_ a: Number, _ b: Number) -> Number
}

/// A number with a wrong product and everything else right.
struct FaultyProduct<R: FaultyRing>: DerivedFunctions {
  typealias Weight = R.Number.Weight
  var number: R.Number
  init(_ number: R.Number) { self.number = number }
  init(_ value: Double) { number = R.Number(value) }
  init(floatLiteral value: R.Number.FloatLiteralType) { number = R.Number(floatLiteral: value) }
  var isStructuralZero: Bool { number.isStructuralZero }
  var fixedValue: Double? { number.fixedValue }
  var magnitude: R.Number.Magnitude { number.magnitude }
  static func + (a: Self, b: Self) -> Self { Self(a.number + b.number) }
  static func - (a: Self, b: Self) -> Self { Self(a.number - b.number) }
  static func * (a: Self, b: Self) -> Self { Self(R.product(a.number, b.number)) }
  static func / (a: Self, b: Self) -> Self { Self(a.number / b.number) }
  func scaled(by k: Double) -> Self { Self(number.scaled(by: k)) }
  func divided(by k: Double) -> Self { Self(number.divided(by: k)) }
  static func apply(_ f: Elementary, to x: Self) -> Self { Self(R.Number.apply(f, to: x.number)) }
  static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    Self(R.Number.sechSquared(x.number, tanh: y.number))
  }
  func affine(_ layer: Layer<Weight>, bias: Bool) -> Self { Self(number.affine(layer, bias: bias)) }
  func transposedAffine(_ layer: Layer<Weight>) -> Self { Self(number.transposedAffine(layer)) }
}

/// a₁b₂ + a₂b₁ is missing.
enum CrossTermDropped<S: Scalar>: FaultyRing {
  static func product(_ a: HyperDual<S>, _ b: HyperDual<S>) -> HyperDual<S> {
    HyperDual(
      a.value * b.value, a.value * b.e1 + a.e1 * b.value, a.value * b.e2 + a.e2 * b.value,
      a.value * b.e12 + a.e12 * b.value)
  }
}
/// The Cauchy product stops one term short from the third order on.
enum RecurrenceShort<S: Scalar>: FaultyRing {
  static func product(_ a: Taylor4<S>, _ b: Taylor4<S>) -> Taylor4<S> {
    Taylor4 { k in
      (0...(k < 3 ? k : k - 1)).reduce(into: S(0.0)) { $0 += a[$1] * b[k - $1] }
    }
  }
}

/// Hyper-dual numbers with the wrong product.
struct FaultyHyperDuals: Strategy {
  let name = "hyper-dual"
  let summary = "hyper-dual numbers with a wrong product"
  let maximumOrder = 2
  func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    let values = try indices.map { index throws(StrategyError) -> B in
      if index.order > maximumOrder { throw .order(index, maximum: maximumOrder, strategy: name) }
      typealias N = FaultyProduct<CrossTermDropped<B>>
      var q = p.map { N(HyperDual($0, nil, nil, nil)) }
      let places = index.coordinates.map { c in p.coordinates.firstIndex(of: c)! }
      if let first = places.first { q.values[first].number.e1 = 1 }
      if places.count > 1 { q.values[places[1]].number.e2 = 1 }
      let u = field(q)[0].number
      return [u.value, u.e1, u.e12][index.order]
    }
    return Jet(indices, [values])
  }
}

/// Taylor series with the wrong product; pure derivatives.
struct FaultySeries: Strategy {
  let name = "taylor"
  let summary = "Taylor series with a wrong product"
  let maximumOrder = 4
  func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    let values = try indices.map { index throws(StrategyError) -> B in
      if !index.isPure { throw .order(index, maximum: 1, strategy: name) }
      var q = p.map { FaultyProduct<RecurrenceShort<B>>(Taylor4($0, slope: nil)) }
      if let c = index.coordinates.first {
        let i = p.coordinates.firstIndex(of: c)!
        q.values[i].number = Taylor4(p.values[i], slope: 1)
      }
      return field(q)[0].number.derivative(index.order)
    }
    return Jet(indices, [values])
  }
}
