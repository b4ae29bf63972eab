import Differentiation
import Networks
import RealModule

/// Central differences of second order, the step chosen for the order of the derivative and the precision.
///
/// With truncation error c·h² and rounding error S·u/hᵏ the best step is h* = (k S u/2c)^{1/(k+2)}; one cube root of
/// eps for every order loses all digits at k = 4. Steps are powers of two, so that x ± h is rounded as little as can be.
public struct CentralDifference: Strategy {
  /// The length over which the function varies.
  public let scale: Double
  public init(scale: Double = 1) { self.scale = scale }
  public var name: String { "central-difference" }
  public var summary: String { "central differences, step by order and precision" }
  public var isApproximate: Bool { true }
  public var maximumOrder: Int { 4 }

  /// One-dimensional stencils for k = 0…4, with c and S of the error model.
  @inlinable static func stencil(_ k: Int) -> (weights: [Int: Double], c: Double, s: Double) {
    switch k {
    case 0: ([0: 1], 0, 1)
    case 1: ([-1: -0.5, 1: 0.5], 1 / 6, 1)
    case 2: ([-1: 1, 0: -2, 1: 1], 1 / 12, 4)
    case 3: ([-2: -0.5, -1: 1, 1: -1, 2: 0.5], 1 / 4, 3)
    default: ([-2: 1, -1: -4, 0: 6, 1: -4, 2: 1], 1 / 6, 16)
    }
  }

  /// h for a derivative of the order k ≥ 1 where evaluations are good to u.
  @inlinable public func step(order k: Int, unitRoundoff u: Double) -> Double {
    let (_, c, s) = Self.stencil(k)
    let best = Double.pow(Double(k) * s * u / (2 * c), 1 / Double(k + 2))
    return Double.exp2((Double.log2(best * scale)).rounded())
  }

  public func expectedError(order k: Int, unitRoundoff u: Double) -> Double {
    if k == 0 { return u }
    let (_, c, s) = Self.stencil(k)
    let h = step(order: k, unitRoundoff: u) / scale
    return c * h * h + s * u / Double.pow(h, k)
  }

  @inlinable public func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    _ = try maximal(indices, at: p.coordinates)
    let u = unitRoundoff(of: B.Weight.self)
    var evaluated: [[Double]: [B]] = [:]
    func value(_ shift: [Double]) -> [B] {
      if let known = evaluated[shift] { return known }
      var q = p
      for (i, s) in shift.enumerated() where s != 0 { q.values[i] = p.values[i] + B(s) }
      let result = field(q)
      evaluated[shift] = result
      return result
    }
    var found = JetCollector<B>()
    for index in indices {
      let h = index.order == 0 ? 1 : step(order: index.order, unitRoundoff: u)
      // The tensor product of the stencils along each coordinate.
      var stencil: [(shift: [Double], weight: Double)] = [(p.values.map { _ in 0 }, 1)]
      for (i, c) in p.coordinates.enumerated() where index.order(in: c) > 0 {
        let along = Self.stencil(index.order(in: c)).weights.sorted { $0.key < $1.key }
        stencil = stencil.flatMap { place, weight in
          along.map { offset, w in
            var shift = place
            shift[i] = Double(offset) * h
            return (shift, weight * w)
          }
        }
      }
      var sum: [B]?
      // Equal magnitudes beside one another: u(x+h) − u(x−h) cancels before it is scaled.
      for (shift, weight) in stencil.sorted(by: { $0.shift.lexicographicallyPrecedes($1.shift) }) {
        let term = value(shift).map { $0.scaled(by: weight) }
        sum = sum.map { zip($0, term).map { $0 + $1 } } ?? term
      }
      let factor = 1 / Double.pow(h, index.order)
      found.add(index, (sum ?? []).map { $0.scaled(by: factor) })
    }
    return found.jet(indices)
  }
}

/// u of the number type of the weights: that of the lowest level. Exact types count as Double.
@inlinable public func unitRoundoff<W>(of type: W.Type) -> Double {
  func half<T: BinaryFloatingPoint>(_ type: T.Type) -> Double { Double(T.ulpOfOne) / 2 }
  return (type as? any BinaryFloatingPoint.Type).map { half($0) } ?? 0x1p-53
}
