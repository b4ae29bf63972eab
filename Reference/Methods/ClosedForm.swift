// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Sampling

/// The reference of a problem whose solution is a formula or a series.
///
/// Derivatives are exact, all of one order in one pass (`RoundedJet`). The bar is the formula's own
/// rounding, bounded operation by operation (`RunningError`), with the coordinates within half an ulp of what
/// the caller meant: near t = π the bar of sin t is |t| u |cos t|, not u |sin t|. A series (``ExactSeries``)
/// adds a bound of its tail.
public struct ClosedForm<Solution: ExactSeries>: ReferenceSolution, ClosedFormReference {
  public let method: String
  public var barKind: BarKind { .rounding }
  public let indices: [MultiIndex]
  public let solution: Solution
  private let second: @Sendable (Self) throws -> Agreement
  private let shapes = KeptShapes()

  /// - Parameters:
  ///   - text: the formula for a reader, as in "sin t".
  ///   - solution: the formula, in any number type.
  ///   - coordinates: those that the solution depends on.
  ///   - second: the independent second method; see `ClosedForm/init(_:_:integrated:at:component:)` for one
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

  /// - Throws: `UnmeasuredDerivative` above the order 4 or by a coordinate that the point lacks;
  ///   ``Undefined`` where the formula has no finite value; of a series, ``SeriesError`` where it jumps, and
  ///   `PointError` outside.
  public func evaluate(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
    if let index = indices.first(where: { index in
      index.order > 4 || !index.coordinates.allSatisfy(p.coordinates.contains)
    }) {
      throw UnmeasuredDerivative(index, held: self.indices)
    }
    let point = p.map { RunningError($0, error: RunningError.rounding($0)) }
    var columns = [[Measured]](repeating: [], count: indices.count)
    // Those of one order together: what is asked for beside it changes no derivative.
    for order in Set(indices.map(\.order)).sorted() {
      let places = indices.indices.filter { indices[$0].order == order }
      let formula = try solution.partial(near: p, order: order)
      let all = formula.derivatives(
        shapes.shape(of: places.map { indices[$0] }, at: p.coordinates), at: point)
      for (place, entries) in zip(places, all) {
        let tail = formula.tail(indices[place], at: p)
        columns[place] = try entries.map { entry in
          let bar = entry.error + tail
          guard entry.value.isFinite, bar.isFinite else { throw Undefined(method, indices[place], p) }
          return Measured(entry.value, bar: bar)
        }
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

extension MultiIndex {
  /// Every derivative up to the order 4; of more than three coordinates only the value, first and pure second
  /// ones.
  static func measurable(_ coordinates: [Coordinate]) -> [MultiIndex] {
    if coordinates.count > 3 {
      return [.value] + coordinates.map { [$0] } + coordinates.map { [$0, $0] }
    }
    var (all, last): ([MultiIndex], [(MultiIndex, Int)]) = ([.value], [(.value, 0)])
    for _ in 0..<4 {
      last = last.flatMap { m, first in
        (first..<coordinates.count).map { (m.appending(coordinates[$0]), $0) }
      }
      all += last.map(\.0)
    }
    // As a sort by `<` orders them, each name formed once.
    let named = all.map { (index: $0, order: $0.order, name: $0.description) }
    return named.sorted { ($0.order, $0.name) < ($1.order, $1.name) }.map(\.index)
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

extension ClosedForm {
  /// A formula of t, checked against the integration of the initial-value problem that defines it.
  ///
  ///     ClosedForm("sin t", Sine(), integrated: InitialValue([0]) { t, _ in [cos(t)] }, at: 0...10)
  /// - Parameters:
  ///   - text: the formula for a reader.
  ///   - solution: the formula, in any number type.
  ///   - system: its components are the formula's unknowns, then their first derivatives, and so on. These
  ///     and the rates of the last ones are compared: two components of one unknown check u, u' and u''.
  ///   - interval: where the two are compared: both ends, 100 equal parts and 100 scattered times.
  public init(
    _ text: String, _ solution: Solution, integrated system: InitialValue, at interval: ClosedRange<Double>
  ) {
    self.init(text, solution, of: [.t]) { form in
      let times = interval.parts(and: [])
      let unknowns = try form.evaluate([.value], at: Point([.t], [interval.lowerBound])).count
      guard unknowns > 0, system.initial.count % unknowns == 0 else {
        throw InitialValueError.components(system.initial.count, unknowns: unknowns)
      }
      let indices = MultiIndex.derivatives(upTo: min(4, system.initial.count / unknowns))
      var pairs: [(Measured, Measured)] = []
      for (time, second) in zip(times, try system.derivatives(of: unknowns, at: times)) {
        let exact = try form.evaluate(indices, at: Point([.t], [time]))
        for (a, b) in zip(exact, second) { pairs += zip(a, b) }
      }
      return Agreement(method: system.method, pairs)
    }
  }
}

extension ClosedRange<Double> {
  /// Where two methods are compared, ascending: both ends, 100 equal parts, 100 scattered places, and the
  /// others given.
  func parts(and others: [Double]) -> [Double] {
    let parts = (0...100).map { lowerBound * (1 - Double($0) / 100) + upperBound * (Double($0) / 100) }
    let scattered = (1...100).map {
      lowerBound + (upperBound - lowerBound) * R2Sequence.fractions($0)[0]
    }
    return Set(parts + scattered + others).sorted()
  }
}
