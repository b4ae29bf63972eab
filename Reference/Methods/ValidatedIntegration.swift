// SPDX-License-Identifier: MIT

import Differentiation

/// u' = f(u) with its initial values, in any number type.
public protocol AutonomousSystem: Sendable {
  /// u at the start, exactly: as many as there are rates.
  var initial: [Double] { get }
  /// f(u), by +, −, ×, ÷, integer powers, sines and cosines. Constants are the doubles given, exactly.
  func rates<S: Scalar>(of u: [S]) -> [S]
}

/// The solution of an initial-value problem, enclosed at every time: Taylor's method with its remainder, by
/// Lohner.
///
/// A step from the set U of what u may be at its start takes
///
/// - a box B that u cannot leave during the step, since U + [0, h] f(B) lies inside B (Picard and Lindelöf);
/// - the series T of the centre c of U, to the order K, and that of the Jacobian of T, over all of U;
/// - the coefficient of the order K + 1 over all of B: what Taylor's remainder is at most.
///
/// u(t) lies in T(c) + T'(U) (U − c) + remainder (t − start)^(K+1), for each t of the step. Centres have 32
/// digits, so that the rounding of all steps together is far below a double's. (Moore, Interval analysis,
/// 1966; Nedialkov, Jackson and Corliss, Appl. Math. Comput. 105, 1999.)
struct ValidatedIntegration {
  /// One step, and what holds on all of it.
  private struct Step {
    let start: Double
    /// The centre's series, the remainder as its last coefficient: `[unknown][order]`.
    let series: [[Ball]]
    /// What U adds to each unknown.
    let spread: [Double]

    func enclosure(at t: Double) -> [Ball] {
      let h = Ball(t) - Ball(start)
      return zip(series, spread).map { coefficients, spread in
        let value = Self.sum(coefficients, h)
        return spread == 0 ? value : value.widened(by: spread)
      }
    }
    static func sum(_ coefficients: [Ball], _ h: Ball) -> Ball {
      // The first alone where h is 0: exact data stay exact.
      if h == 0 { return coefficients[0] }
      return coefficients.dropLast().reversed().reduce(coefficients[coefficients.count - 1]) { $0 * h + $1 }
    }
  }

  /// Of the series; the remainder has one more.
  private static let order = 26
  /// The largest remainder of a step, of the largest unknown.
  private static let tolerance = 0x1p-90

  private var steps: [Step] = []
  /// Where the steps meet, both ends among them.
  let edges: [Double]

  /// - Throws: ``ValidationError``.
  init(_ system: some AutonomousSystem, over interval: ClosedRange<Double>) throws {
    let rates = system.rates(of: system.initial).count
    guard rates == system.initial.count, rates > 0 else {
      throw InitialValueError.unknowns(system.initial.count, rates: rates)
    }
    var set = Parallelepiped(system.initial)
    var t = interval.lowerBound
    var h = (interval.upperBound - t) / 8
    while t < interval.upperBound {
      let (step, end, next) = try Self.step(
        system, from: set, at: t, width: 1.25 * h, until: interval.upperBound)
      steps.append(step)
      (h, t, set) = (end - t, end, next)
    }
    // What is known at the end, of an interval without length too.
    steps.append(Step(start: t, series: set.centre.map { [$0] }, spread: set.spread))
    edges = steps.map(\.start)
  }

  /// u at a time of the interval.
  func enclosure(at t: Double) -> [Ball] {
    var (low, high) = (0, steps.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if steps[middle].start <= t { low = middle } else { high = middle }
    }
    return steps[low].enclosure(at: t)
  }

  private static func step(
    _ system: some AutonomousSystem, from set: Parallelepiped, at t: Double, width: Double, until last: Double
  ) throws -> (Step, end: Double, Parallelepiped) {
    let box = set.box
    let series = PowerSeries.solution(from: set.centre, order: order) { system.rates(of: $0) }
    let jacobian = jacobian(of: system, over: box)
    var width = width
    while true {
      let end = t + 1.1 * width > last ? last : t + width
      guard end - t > 0x1p-50 * max(last - t, t.magnitude) else { throw ValidationError.noEnclosure(at: t) }
      let h = Ball(end) - Ball(t)
      width *= 0.8
      guard let stay = stay(of: system, from: box, for: h) else { continue }
      let remainder = PowerSeries.solution(from: stay, order: order + 1) { system.rates(of: $0) }
        .map { $0[order + 1] }
      let size = stay.map(\.magnitude).max() ?? 0
      let power = Ball.apply(.power(Int32(order + 1)), to: h).magnitude
      guard remainder.allSatisfy({ $0.magnitude * power <= tolerance * size }) else { continue }
      let whole = zip(series, remainder).map { $0 + [$1] }
      let image = whole.map { Step.sum($0, h) }
      let slopes = jacobian.map { $0.map { Step.sum($0, h) } }
      guard let next = set.mapped(to: image, jacobian: slopes) else { continue }
      let spread = jacobian.map { row in
        zip(row, set.spread).reduce(0) { $0 + Step.sum($1.0.map { Ball($0.magnitude) }, h).magnitude * $1.1 }
      }
      return (Step(start: t, series: whole, spread: spread.map(Ball.up)), end, next)
    }
  }

  /// The series of ∂u_i/∂(u_j at the start), for all starts in the box: `[i][j][order]`.
  private static func jacobian(of system: some AutonomousSystem, over box: [Ball]) -> [[[Ball]]] {
    let n = box.count
    let columns = box.indices.map { j in
      let unit = box.indices.map { Ball($0 == j ? 1 : 0) }
      let both = PowerSeries.solution(from: box + unit, order: order) { all in
        let slopes = system.rates(of: (0..<n).map { Dual(all[$0], all[n + $0]) })
        return slopes.map(\.value) + slopes.map(\.tangent)
      }
      return both[n...]
    }
    return box.indices.map { i in columns.map { $0[n + i] } }
  }

  /// A box that no solution leaves which starts in `box`, within the time h.
  private static func stay(of system: some AutonomousSystem, from box: [Ball], for h: Ball) -> [Ball]? {
    let half = h.scaled(by: 0.5)
    let span = half.widened(by: half.magnitude)
    func image(_ from: [Ball]) -> [Ball] { zip(box, system.rates(of: from)).map { $0 + span * $1 } }
    var reached = box
    for _ in 0..<12 {
      let wide = reached.map { $0.widened(by: 0.1 * $0.radius) }
      reached = image(wide)
      if zip(reached, wide).allSatisfy({ $0.lies(in: $1) }) { return reached }
    }
    return nil
  }
}

/// No enclosure of a solution was found.
public enum ValidationError: Error, Equatable, CustomStringConvertible {
  case noEnclosure(at: Double)

  public var description: String {
    switch self {
    case .noEnclosure(let t):
      "the solution cannot be enclosed beyond t = \(t): it may become infinite there, or its rates are not made of "
        + "+, −, ×, ÷, integer powers, sines and cosines"
    }
  }
}
