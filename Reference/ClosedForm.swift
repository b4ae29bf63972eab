import Differentiation
import PDE

/// The reference of a problem whose solution is a formula or a series.
///
/// Derivatives are exact, by nested dual numbers. The bar is the formula's own rounding, bounded operation by
/// operation (``Rounded``), with the coordinates within half an ulp of what the caller meant: near t = π the
/// bar of sin t is |t| u |cos t|, not u |sin t|. A series (``ExactSeries``) adds a bound of its tail.
public struct ClosedForm<Solution: ExactSeries>: ReferenceSolution {
  public let method: String
  public var barKind: BarKind { .rounding }
  public let indices: [MultiIndex]
  public let solution: Solution
  private let second: @Sendable (Self) throws -> Agreement

  /// - Parameters:
  ///   - text: the formula for a reader, as in "sin t".
  ///   - coordinates: those that the solution depends on.
  ///   - second: the independent second method; see ``ClosedForm/init(_:_:integrated:at:component:)`` for one
  ///     that integrates an ordinary differential equation.
  public init(
    _ text: String, _ solution: Solution, of coordinates: [Coordinate],
    check second: @escaping @Sendable (Self) throws -> Agreement
  ) {
    method = "closed form \(text), rounding bounded"
    self.solution = solution
    indices = MultiIndex.measurable(coordinates)
    self.second = second
  }

  /// - Throws: ``UnmeasuredDerivative`` above the order 4 or by a coordinate that the point lacks;
  ///   ``Undefined`` where the formula has no finite value; of a series, ``SeriesError`` where it jumps, and
  ///   `PointError` outside.
  public func measure(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
    let columns = try indices.map { index in
      guard index.order <= 4, index.coordinates.allSatisfy(p.coordinates.contains) else {
        throw UnmeasuredDerivative(index, held: self.indices)
      }
      let point = p.map { Rounded($0, error: Rounded.rounding($0)) }
      let formula = try solution.partial(near: p, order: index.order)
      let tail = formula.tail(index, at: p)
      return try formula.derivative(index.coordinates, at: point).map { entry in
        let bar = entry.error + tail
        guard entry.value.isFinite, bar.isFinite else { throw Undefined(method, index, p) }
        return Measured(entry.value, bar: bar)
      }
    }
    return (0..<(columns.first?.count ?? 0)).map { unknown in columns.map { $0[unknown] } }
  }

  /// Good for derivatives up to the order 4; nil where the solution does not have them.
  public func formula<S: Scalar>(_ p: Point<S>, near: Point<Double>) -> [S]? {
    guard p.coordinates == near.coordinates, let formula = try? solution.partial(near: near, order: 4) else {
      return nil
    }
    return formula(p)
  }

  public func check() throws -> Agreement { try second(self) }
}

extension ExactSolution {
  /// The unknowns' derivative by each of the coordinates in turn, at most four.
  func derivative<S: Scalar>(_ c: [Coordinate], at p: Point<S>) -> [S] {
    // One level of duals for each order: written out, since a recursion over types would never be
    // specialised.
    switch c.count {
    case 0: return self(p)
    case 1: return self(p.varying(c[0])).map(\.tangent)
    case 2: return self(p.varying(c[0]).varying(c[1])).map(\.tangent.tangent)
    case 3: return self(p.varying(c[0]).varying(c[1]).varying(c[2])).map(\.tangent.tangent.tangent)
    default:
      let q = p.varying(c[0]).varying(c[1]).varying(c[2]).varying(c[3])
      return self(q).map(\.tangent.tangent.tangent.tangent)
    }
  }
}

extension Point where S: Scalar {
  /// The point with an infinitesimal added to one coordinate.
  func varying(_ coordinate: Coordinate) -> Point<Dual<S>> {
    Point<Dual<S>>(coordinates, zip(coordinates, values).map { Dual($1, $0 == coordinate ? 1 : nil) })
  }
}

extension MultiIndex {
  /// Every derivative up to the order 4; of more than three coordinates only the value, first and pure second
  /// ones.
  static func measurable(_ coordinates: [Coordinate]) -> [MultiIndex] {
    if coordinates.count > 3 {
      return [.value] + coordinates.map { [$0] } + coordinates.map { [$0, $0] }
    }
    var all: Set<MultiIndex> = [.value]
    for _ in 0..<4 { for m in all { for c in coordinates { all.insert(m.appending(c)) } } }
    return all.sorted()
  }
}

/// A reference has no finite value or bar at a point.
public struct Undefined: Error, CustomStringConvertible {
  public let description: String
  init(_ method: String, _ index: MultiIndex, _ p: Point<Double>) {
    let place = zip(p.coordinates, p.values).map { "\($0) = \($1)" }.joined(separator: ", ")
    description =
      "u\(index == .value ? "" : "_\(index)") is not finite at \(place) (\(method)): ask for it elsewhere"
  }
}
