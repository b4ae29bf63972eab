// SPDX-License-Identifier: MIT

import Differentiation
import Networks
import RealModule

/// Central differences of high order whose step follows the function: a wider stencil estimates the
/// derivative u⁽ᵖ⁾ of the truncation error, and the step balances that error with the rounding (the method of
/// FiniteDifferences.jl).
///
/// For a stencil of the order k whose truncation error is C·u⁽ᵖ⁾hᵖ⁻ᵏ and whose rounding error is S·u·|u|/hᵏ,
///
///     h* = (k S u |u| / ((p − k) C |u⁽ᵖ⁾|))^{1/p}.
@usableFromInline package struct AdaptiveDifference: Strategy, NetworkStrategy {
  /// The length over which the function varies: the step stays below its half.
  @usableFromInline package let scale: Double
  @usableFromInline package init(scale: Double = 1) { self.scale = scale }
  @usableFromInline package var name: String { "adaptive-difference" }
  @usableFromInline package var summary: String {
    "differences of high order, step and error estimated at each point"
  }
  @usableFromInline package var isApproximate: Bool { true }
  @usableFromInline package var maximumOrder: Int { 4 }

  /// The stencil for the order k, and the order p of the derivative that it does not see.
  @usableFromInline static func stencil(_ k: Int) -> Stencil { stencils[k] }
  private static let stencils = (0...4).map {
    Stencil.central(order: $0, reach: $0 == 0 ? 1 : ($0 + 1) / 2 + 2)
  }
  private static func unseen(_ k: Int) -> Int { 2 * ((k + 1) / 2) + 4 + (k % 2 == 0 ? 2 : 1) }
  /// Estimates u⁽ᵖ⁾.
  private static let estimators = (0...4).map {
    let p = unseen($0)
    return Stencil.central(order: p, reach: (p + 1) / 2)
  }

  /// For an analytic function of unit size whose series converges to 3/2 of the scale, as that of tanh does.
  @usableFromInline package func expectedError(order k: Int, unitRoundoff u: Double) -> Double {
    k == 0 ? u : Self.best(k, u, 1, Self.growth(k), longest: 0.5).error
  }

  /// |u⁽ᵖ⁾| of that function. The step counts on no less: what is differentiated around it, ∂u/∂θ, the step
  /// does not see.
  private static func growth(_ k: Int) -> Double {
    (1...unseen(k)).reduce(1.0) { $0 * Double($1) / 1.5 }
  }

  /// How often a stencil that leaves u's domain is halved.
  @usableFromInline static let retreats = 12

  /// The step and the error for |u| and |u⁽ᵖ⁾|.
  private static func best(_ k: Int, _ u: Double, _ value: Double, _ derivative: Double, longest: Double) -> (
    step: Double, error: Double
  ) {
    let p = unseen(k)
    let rounding = stencil(k).amplification * u * value
    let truncation = stencil(k).truncation(p) * derivative
    let free = Double.pow(Double(k) * rounding / (Double(p - k) * truncation), 1 / Double(p))
    // Where nothing limits the step, and where nothing is known.
    let h = powerOfTwo(near: free.isFinite && free > 0 ? min(free, longest) : longest)
    return (h, rounding / Double.pow(h, k) + truncation * Double.pow(h, p - k))
  }

  @inlinable package func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    try estimate(of: field, at: p, indices).jet
  }

  /// The derivatives, and for each the error that the method estimates for the largest of its unknowns.
  @inlinable package func estimate<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> (jet: Jet<B>, errors: [Double]) where F.Weight == B.Weight {
    _ = try maximal(indices, at: p.coordinates)
    var values = Neighbourhood(of: field, around: p)
    var found = JetCollector<B>()
    var errors: [MultiIndex: Double] = [:]
    let expanded = indices.expanded(at: p.coordinates)
    for index in expanded {
      guard index.order > 0 else {
        found.add(index, field(p))
        continue
      }
      var (h, error) = step(index, &values)
      var result = values.derivative(index, step: h, Self.stencil)
      // Beside a pole, or the end of where u is defined, only a short stencil has values.
      for _ in 0..<Self.retreats where !result.allSatisfy({ isFinite($0) }) {
        h /= 2
        error = .infinity
        result = values.derivative(index, step: h, Self.stencil)
      }
      found.add(index, result)
      errors[index] = error
    }
    return (
      found.jet(indices, at: p.coordinates),
      indices.map { [$0].expanded(at: p.coordinates).reduce(0) { $0 + (errors[$1] ?? 0) } }
    )
  }

  /// The step that suits every coordinate of the index: each limits it by its own derivatives.
  @usableFromInline func step<F: Field, B: Scalar>(_ index: MultiIndex, _ values: inout Neighbourhood<F, B>)
    -> (
      step: Double, error: Double
    )
  {
    let k = index.order
    let u = unitRoundoff(of: B.Weight.self)
    var chosen = (step: Double.infinity, error: 0.0)
    for c in Set(index.coordinates).sorted() {
      let i = values.p.coordinates.firstIndex(of: c)!
      let estimator = Self.estimators[k]
      // The estimator's own step, for a function and derivatives of the scale.
      let reach = Double.pow(estimator.amplification * u, 1 / Double(estimator.order + 2))
      var h = powerOfTwo(near: min(reach, 0.25) * scale)
      func sampled() -> [([B], Double)] {
        estimator.terms.map { offset, weight in
          var shift = values.p.values.map { _ in 0.0 }
          shift[i] = Double(offset) * h
          return (values.value(shift), weight)
        }
      }
      var samples = sampled()
      for _ in 0..<Self.retreats where !samples.allSatisfy({ $0.0.allSatisfy { isFinite($0) } }) {
        h /= 2
        samples = sampled()
      }
      let size = samples.flatMap { $0.0.map(magnitude) }.max() ?? 0
      let unknowns = samples.first?.0.count ?? 0
      let top = (0..<unknowns).map { m in
        magnitude(samples.reduce(B(0.0)) { $0 + $1.0[m].scaled(by: $1.1) })
      }
      let least = Self.growth(k) * size / Double.pow(scale, estimator.order)
      let derivative = max((top.max() ?? 0) / Double.pow(h, estimator.order), least)
      let next = Self.best(k, u, size, derivative, longest: 0.5 * scale)
      chosen = (min(chosen.step, next.step), max(chosen.error, next.error))
    }
    return chosen
  }
}

/// Whether x is a number in every part.
@usableFromInline func isFinite<S: Scalar>(_ x: S) -> Bool { magnitude(x).isFinite }

/// |x| of the level that holds numbers; 1 where that is no machine number.
@usableFromInline func magnitude<S: Scalar>(_ x: S) -> Double {
  func double<T: BinaryFloatingPoint>(_ value: T) -> Double { Double(value) }
  return (x.magnitude as? any BinaryFloatingPoint).map { double($0) } ?? 1
}
