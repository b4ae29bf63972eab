// SPDX-License-Identifier: MIT

import Differentiation
import PDE

extension ClosedForm {
  /// A sum Σ v(xᵢ) over all coordinates, checked against the boundary-value problem that each term solves,
  /// integrated numerically.
  ///
  /// v″ = f on 0…1 is linear, so v is the solution that starts at v(0) with slope zero, plus the multiple of
  /// x that meets v(1).
  /// - Parameters:
  ///   - text: the formula for a reader.
  ///   - solution: the sum, in any number type.
  ///   - coordinates: those that the solution depends on.
  ///   - f: v″ at a point.
  ///   - ends: v(0) and v(1).
  public init(
    _ text: String, _ solution: Solution, of coordinates: [Coordinate],
    separatedInto f: @escaping @Sendable (Double) -> Double, ends: (Double, Double)
  ) {
    self.init(text, solution, of: coordinates) { form in
      let count = 100
      let nodes = (0...count).map { Double($0) / Double(count) }
      let system = InitialValue([ends.0, 0]) { x, v in [v[1], f(x)] }
      let started = try system.values(at: nodes).map { $0[0] }
      let slope = ends.1 - started[count].value
      let v = zip(nodes, started).map { x, v in
        Measured(
          v.value + slope * x, bar: v.bar + x * started[count].bar + 0x1p-52 * (abs(v.value) + abs(slope)))
      }
      // Any points will do, so long as every coordinate of them is a node.
      let pairs = try (0..<64).map { k in
        let places = coordinates.indices.map { (k * (2 * $0 + 7) + 13 * $0) % (count + 1) }
        let exact = try form.evaluate([.value], at: Point(coordinates, places.map { nodes[$0] }))[0][0]
        let sum = places.reduce(0) { $0 + v[$1].value }
        let size = places.reduce(0) { $0 + abs(v[$1].value) }
        let bar = places.reduce(Double(coordinates.count) * 0x1p-53 * size) { $0 + v[$1].bar }
        return (exact, Measured(sum, bar: bar))
      }
      return try form.withDerivatives(
        Agreement(method: "one-dimensional problems by \(system.method), added up", pairs),
        over: Domain(cube: 0...1, dimensions: coordinates.count), inside: 2)
    }
  }
}
