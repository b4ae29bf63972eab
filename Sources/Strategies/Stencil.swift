// SPDX-License-Identifier: MIT

import Differentiation
import Networks
import RealModule

/// A finite difference along one coordinate: u⁽ᵏ⁾ ≈ h⁻ᵏ Σ wᵢ u(x + i h).
@usableFromInline package struct Stencil: Sendable {
  /// k
  @usableFromInline package let order: Int
  /// i and wᵢ, in ascending order of i.
  @usableFromInline package let terms: [(offset: Int, weight: Double)]

  init(order: Int, _ weights: [Double], from first: Int) {
    self.order = order
    terms = weights.enumerated().map { (first + $0.offset, $0.element) }.filter { $0.weight != 0 }
  }

  /// The stencil of the order k on the points −m…m.
  static func central(order k: Int, reach m: Int) -> Stencil {
    let nodes = (-m...m).map { Double($0) }
    return Stencil(order: k, Fornberg.weights(at: 0, nodes, order: k), from: -m)
  }

  /// S = Σ |wᵢ|: what rounding errors of u are multiplied by, before h⁻ᵏ.
  var amplification: Double { terms.reduce(0) { $0 + abs($1.weight) } }
  /// C of the truncation error C·u⁽ᵖ⁾·hᵖ⁻ᵏ at the order p of the first term that the stencil does not cancel.
  func truncation(_ p: Int) -> Double {
    let factorial = (1...p).reduce(1.0) { $0 * Double($1) }
    return terms.reduce(0) { $0 + abs($1.weight) * Double.pow(abs(Double($1.offset)), p) } / factorial
  }
}

/// The values of a field around a point, each computed once.
@usableFromInline struct Neighbourhood<F: Field, B: Scalar> where F.Weight == B.Weight {
  @usableFromInline let field: F
  @usableFromInline let p: Point<B>
  @usableFromInline var evaluated: [[Double]: [B]] = [:]

  @inlinable init(of field: F, around p: Point<B>) {
    self.field = field
    self.p = p
  }

  @inlinable mutating func value(_ shift: [Double]) -> [B] {
    if let known = evaluated[shift] { return known }
    var q = p
    for (i, s) in shift.enumerated() where s != 0 { q.values[i] = p.values[i] + B(s) }
    let result = field(q)
    evaluated[shift] = result
    return result
  }

  /// The derivative `index` with the step h: the tensor product of the coordinates' stencils.
  @inlinable mutating func derivative(
    _ index: MultiIndex, step h: Double, _ stencil: (_ order: Int) -> Stencil
  ) -> [B] {
    var places: [(shift: [Double], weight: Double)] = [(p.values.map { _ in 0 }, 1)]
    for c in Set(index.coordinates).sorted() {
      let i = p.coordinates.firstIndex(of: c)!
      let along = stencil(index.order(in: c)).terms
      places = places.flatMap { place, weight in
        along.map { offset, w in
          var shift = place
          shift[i] = Double(offset) * h
          return (shift, weight * w)
        }
      }
    }
    var sum: [B]?
    // Equal magnitudes beside one another: u(x+h) − u(x−h) cancels before it is scaled.
    for (shift, weight) in places.sorted(by: { $0.shift.lexicographicallyPrecedes($1.shift) }) {
      let term = value(shift).map { $0.scaled(by: weight) }
      sum = sum.map { zip($0, term).map { $0 + $1 } } ?? term
    }
    let factor = 1 / Double.pow(h, index.order)
    return (sum ?? []).map { $0.scaled(by: factor) }
  }

  /// Every derivative with the step that suits its order and the precision.
  @inlinable mutating func jet(
    _ indices: [MultiIndex], step: (_ order: Int, _ unitRoundoff: Double) -> Double,
    _ stencil: (_ order: Int) -> Stencil
  ) -> Jet<B> {
    let u = unitRoundoff(of: B.Weight.self)
    var found = JetCollector<B>()
    for index in indices.expanded(at: p.coordinates) {
      let h = index.order == 0 ? 1 : step(index.order, u)
      found.add(index, derivative(index, step: h, stencil))
    }
    return found.jet(indices, at: p.coordinates)
  }
}

/// h as a power of two, so that x ± h is rounded as little as can be.
@usableFromInline func powerOfTwo(near h: Double) -> Double { Double.exp2(Double.log2(h).rounded()) }

/// u of the number type of the weights: that of the lowest level. Exact types count as Double.
@inlinable package func unitRoundoff<W>(of type: W.Type) -> Double {
  func half<T: BinaryFloatingPoint>(_ type: T.Type) -> Double { Double(T.ulpOfOne) / 2 }
  return (type as? any BinaryFloatingPoint.Type).map { half($0) } ?? 0x1p-53
}
