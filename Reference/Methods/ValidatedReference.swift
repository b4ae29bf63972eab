// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// The reference of ordinary differential equations in t: real enclosures of the unknowns and of their
/// derivatives, by `ValidatedIntegration`.
///
/// The system's components are the unknowns, then their first derivatives, and so on: the highest derivative
/// is the rate of the last ones. All are computed to some 25 digits; the bar is one unit in the last place of
/// the double, and what the enclosure itself leaves. Exact data have no bar.
public struct ValidatedReference: ReferenceSolution {
  public var barKind: BarKind { .enclosure }
  public let indices: [MultiIndex]
  private let system: any AutonomousSystem
  private let unknowns: Int
  private let interval: ClosedRange<Double>
  private let second: @Sendable (Self) throws -> Agreement
  private let solved = Lazy<ValidatedIntegration>()

  /// - Parameters:
  ///   - system: the equations, in ball arithmetic too.
  ///   - unknowns: how many of the system's components are the problem's own; the others are derivatives of
  ///     these, so that their number is a multiple.
  ///   - interval: where the reference holds.
  ///   - second: the independent second method.
  public init(
    _ system: some AutonomousSystem, unknowns: Int = 1, over interval: ClosedRange<Double>,
    check second: @escaping @Sendable (Self) throws -> Agreement
  ) {
    self.system = system
    self.unknowns = unknowns
    self.interval = interval
    self.second = second
    // What does not divide is thrown when it is first used.
    indices = MultiIndex.derivatives(upTo: unknowns > 0 ? min(8, system.initial.count / unknowns) : 0)
  }

  /// Held against Runge and Kutta's method, every derivative, at `times()`.
  /// - Parameters:
  ///   - system: the equations, in ball arithmetic too.
  ///   - unknowns: how many of the system's components are the problem's own.
  ///   - interval: where the reference holds.
  ///   - stated: the same system in the same order, written out anew.
  public init(
    _ system: some AutonomousSystem, unknowns: Int = 1, over interval: ClosedRange<Double>,
    integrated stated: InitialValue
  ) {
    self.init(system, unknowns: unknowns, over: interval) { own in
      let times = try own.times()
      var pairs: [(Measured, Measured)] = []
      for (t, second) in zip(times, try stated.derivatives(of: unknowns, at: times)) {
        let first = try own.evaluate(own.indices, at: Point([.t], [t]))
        for (a, b) in zip(first, second) { pairs += zip(a, b) }
      }
      return Agreement(method: stated.method, pairs)
    }
  }

  public var method: String { "Taylor steps with enclosed remainders (Lohner), 32 digits" }

  public func evaluate(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
    let enclosures = try enclosures(indices, at: p)
    return try enclosures.map { row in
      try zip(indices, row).map { index, ball in
        let measured = Measured(ball)
        guard measured.value.isFinite, measured.bar.isFinite else { throw Undefined(method, index, p) }
        return measured
      }
    }
  }

  /// The unknowns' derivatives in more digits than a double has: `[unknown][index]`.
  func enclosures(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Ball]] {
    for index in indices where !self.indices.contains(index) {
      throw UnmeasuredDerivative(index, held: self.indices)
    }
    guard interval.contains(p.t) else { throw PointError.outside(.t, p.t, interval) }
    let components = try solution().enclosure(at: p.t)
    let all = components + system.rates(of: components).suffix(unknowns)
    return (0..<unknowns).map { k in indices.map { all[k + $0.order * unknowns] } }
  }

  /// Where two methods are compared: both ends, 100 equal parts, 100 scattered times, and where the steps
  /// meet.
  package func times() throws -> [Double] { interval.parts(and: try solution().edges) }

  private func solution() throws -> ValidatedIntegration {
    try solved.value {
      guard unknowns > 0, system.initial.count % unknowns == 0 else {
        throw InitialValueError.components(system.initial.count, unknowns: unknowns)
      }
      return try ValidatedIntegration(system, over: interval)
    }
  }

  public func check() throws -> Agreement { try second(self) }
}

extension MultiIndex {
  /// u, u_t, u_tt, …
  static func derivatives(upTo order: Int) -> [MultiIndex] {
    (0...order).map { MultiIndex(Array(repeating: .t, count: $0)) }.sorted()
  }
}

extension Measured {
  /// The double nearest to the centre. Its bar is a whole unit in the last place, twice what rounding takes,
  /// so that it still holds where it is printed with two digits.
  init(_ ball: Ball) {
    // Not −0.
    let value = ball.high + 0
    let rounding = ball.isExact ? 0 : 0x1p-52 * value.magnitude
    self.init(value, bar: Ball.up(rounding + ball.radius))
  }
}
