// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Synchronization

/// A ``TaylorPolynomial`` of ``RunningError``: a value and derivatives, each once, each with a bound of its rounding.
///
/// A formula that is generic over its numbers calls their operations through a table. Those of a type without
/// parameters stand there compiled; of nested generic ones each would look up its types anew, at many times
/// the cost of the arithmetic.
struct RunningErrorJet: DerivedFunctions {
  typealias Weight = Double
  typealias Parts = TaylorPolynomial<RunningError>
  let parts: Parts

  init(_ parts: Parts) { self.parts = parts }
  init(_ value: Double) { self.init(Parts(value)) }
  init(_ constant: NamedConstant) { self.init(Parts(constant)) }
  init(floatLiteral value: Double) { self.init(Parts(value)) }

  var isStructuralZero: Bool { parts.isStructuralZero }
  var fixedValue: Double? { parts.fixedValue }
  var unit: Self { Self(parts.unit) }
  var magnitude: Double { parts.magnitude }
  static func == (a: Self, b: Self) -> Bool { a.parts == b.parts }

  static func + (a: Self, b: Self) -> Self { Self(a.parts + b.parts) }
  static func - (a: Self, b: Self) -> Self { Self(a.parts - b.parts) }
  static func * (a: Self, b: Self) -> Self { Self(a.parts * b.parts) }
  static func / (a: Self, b: Self) -> Self { Self(a.parts / b.parts) }
  static prefix func - (a: Self) -> Self { Self(-a.parts) }
  func scaled(by k: Double) -> Self { Self(parts.scaled(by: k)) }
  func divided(by k: Double) -> Self { Self(parts.divided(by: k)) }
  static func apply(_ f: Elementary, to x: Self) -> Self { Self(Parts.apply(f, to: x.parts)) }
  static func sechSquared(_ x: Self, tanh y: Self) -> Self { Self(Parts.sechSquared(x.parts, tanh: y.parts)) }
  func affine(_ layer: Layer<Double>, bias: Bool) -> Self { Self(parts.affine(layer, bias: bias)) }
  func transposedAffine(_ layer: Layer<Double>) -> Self { Self(parts.transposedAffine(layer)) }
}

extension ExactSolution {
  /// For each index of the shape that was asked for, the unknowns' derivatives.
  func derivatives(_ shape: AskedShape, at p: Point<RunningError>) -> [[RunningError]] {
    guard let jets = shape.jets else { return shape.asked.map { _ in self(p) } }
    let coordinates = zip(p.coordinates, p.values).map { c, value in
      RunningErrorJet(
        shape.varying.contains(c)
          ? TaylorPolynomial(value, coordinate: c, shape: jets) : TaylorPolynomial(constant: value))
    }
    let u = self(Point(p.coordinates, coordinates))
    return shape.places.map { place in u.map { $0.parts[place] } }
  }
}

/// Derivatives that were asked for, and where the jets have them.
struct AskedShape: Sendable {
  let asked: [MultiIndex]
  /// nil where only values are asked for.
  let jets: DerivativeSet?
  let places: [Int]
  /// By what is differentiated.
  let varying: Set<Coordinate>

  init(_ asked: [MultiIndex], at coordinates: [Coordinate]) {
    self.asked = asked
    varying = Set(asked.flatMap(\.coordinates))
    let jets = varying.isEmpty ? nil : DerivativeSet(asked, at: coordinates)
    self.jets = jets
    places = asked.map { index in jets?.indices.firstIndex(of: index) ?? 0 }
  }
}

/// Shapes that were asked for, kept: they are expensive beside a formula.
final class KeptShapes: Sendable {
  private let known = Mutex<[[MultiIndex]: AskedShape]>([:])

  func shape(of asked: [MultiIndex], at coordinates: [Coordinate]) -> AskedShape {
    known.withLock { known in
      if let shape = known[asked] { return shape }
      let made = AskedShape(asked, at: coordinates)
      // A few sets are asked for again and again.
      if known.count > 64 { known = [:] }
      known[asked] = made
      return made
    }
  }
}
