// SPDX-License-Identifier: MIT

import Differentiation
import Networks

/// Reverse over reverse: one tape inside another for each order, as when a reverse-mode tool is nested in
/// itself.
///
/// A sweep over an inner tape computes with numbers of the next one and is recorded there. The levels are
/// types, so no tape can take another's numbers for its own.
@usableFromInline package struct Reverse: Strategy, NetworkStrategy {
  @usableFromInline package init() {}
  @usableFromInline package var name: String { "reverse" }
  @usableFromInline package var summary: String { "nested reverse tapes, one for each order" }
  @usableFromInline package var maximumOrder: Int { 4 }

  @inlinable package func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    var found = JetCollector<B>()
    for index in try maximal(indices, at: p.coordinates) {
      let c = index.coordinates
      func collect<G: Field>(_ derivative: ReverseDerivative<G>) where G.Weight == B.Weight {
        found.add(derivative(p), derivative.indices)
      }
      guard let first = c.first else {
        found.add(.value, field(p))
        continue
      }
      let one = ReverseDerivative(of: field, [.value], by: first)
      switch c.count {
      case 1: collect(one)
      case 2: collect(one.by(c[1]))
      case 3: collect(one.by(c[1]).by(c[2]))
      default: collect(one.by(c[1]).by(c[2]).by(c[3]))
      }
    }
    return found.jet(indices, at: p.coordinates)
  }
}

/// A field's values followed by its derivatives along one coordinate, by a reverse tape: a field again, so
/// that it nests, and that any other number type can be put through it.
@usableFromInline struct ReverseDerivative<Inner: Field>: Field {
  @usableFromInline typealias Weight = Inner.Weight
  @usableFromInline let field: Inner
  @usableFromInline let coordinate: Coordinate
  /// What `field` gives for each unknown, index by index.
  @usableFromInline let known: [MultiIndex]
  /// Those of `known` whose derivative is not known already.
  @usableFromInline let differentiated: [Int]

  @inlinable init(of field: Inner, _ known: [MultiIndex], by coordinate: Coordinate) {
    self.field = field
    self.known = known
    self.coordinate = coordinate
    differentiated = known.indices.filter { !known.contains(known[$0].appending(coordinate)) }
  }
  /// What this gives for each unknown.
  @inlinable var indices: [MultiIndex] { known + differentiated.map { known[$0].appending(coordinate) } }

  @inlinable func by(_ next: Coordinate) -> ReverseDerivative<Self> {
    ReverseDerivative<Self>(of: self, indices, by: next)
  }

  @inlinable func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Weight {
    let tape = Tape<S>()
    let q = p.map { tape.variable($0) }
    let along = q.values[p.coordinates.firstIndex(of: coordinate)!]
    let u = field(q)
    return withExtendedLifetime(tape) {
      stride(from: 0, to: u.count, by: known.count).flatMap { unknown in
        (0..<known.count).map { u[unknown + $0].value }
          + differentiated.map { i in
            let y = u[unknown + i]
            return tape.pullback(y, seed: y.value.unit, to: [along])[0]
          }
      }
    }
  }
}

extension JetCollector {
  /// Values as a ``ReverseDerivative`` gives them: unknown after unknown, index by index.
  @inlinable mutating func add(_ values: [B], _ indices: [MultiIndex]) {
    for (i, index) in indices.enumerated() {
      add(index, stride(from: i, to: values.count, by: indices.count).map { values[$0] })
    }
  }
}
