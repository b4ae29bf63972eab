import Differentiation
import PDE

/// An exact formula, for every number type.
public protocol ExactSolution: Sendable {
  /// The unknowns at p.
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S]
}

/// A reference in closed form. Its derivatives are those of the formula, by nested dual numbers; the bar is rounding.
public struct ClosedForm<F: ExactSolution>: ReferenceSolution {
  public let method: String
  public let indices: [MultiIndex]
  let exact: F
  let ulps: Double
  let scale: Double
  let second: @Sendable (Self) throws -> Agreement

  /// - Parameters:
  ///   - indices: the derivatives it gives; orders up to 2.
  ///   - scale: the largest magnitude of a term of the formula or its derivatives.
  ///   - ulps: rounding errors of `scale`, in units of the roundoff.
  ///   - check: the independent second method, compared with this solution.
  public init(
    _ method: String, _ exact: F, indices: [MultiIndex], scale: Double = 1, ulps: Double = 8,
    check: @escaping @Sendable (Self) throws -> Agreement
  ) {
    self.method = method
    self.exact = exact
    self.indices = indices
    self.scale = scale
    self.ulps = ulps
    second = check
  }

  public func check() throws -> Agreement { try second(self) }

  public func formula<S: Scalar>(_ p: Point<S>, near: Point<Double>) -> [S]? { exact(p) }

  public func measure(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
    let bar = ulps * scale * 0x1p-53
    let columns = try indices.map { index in
      guard self.indices.contains(index) else { throw UnmeasuredDerivative(index, held: self.indices) }
      return derivative(index, at: p).map { Measured($0, bar: bar) }
    }
    return columns[0].indices.map { i in columns.map { $0[i] } }
  }

  private func derivative(_ index: MultiIndex, at p: Point<Double>) -> [Double] {
    let c = index.coordinates
    switch c.count {
    case 0: return exact(p)
    case 1: return exact(lift(p, c[0])).map(\.tangent)
    default: return exact(lift(lift(p, c[0]), c[1])).map(\.tangent.tangent)
    }
  }

  private func lift<S: Scalar>(_ p: Point<S>, _ c: Coordinate) -> Point<Dual<S>> {
    Point(p.coordinates, zip(p.coordinates, p.values).map { Dual($1, $0 == c ? 1 : 0) })
  }
}
