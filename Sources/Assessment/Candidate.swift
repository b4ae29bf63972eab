// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// Anything that can be judged: values and some derivatives at any points.
package struct Candidate {
  /// What ``jets`` gives for each unknown.
  package let indices: [MultiIndex]
  /// `[point][unknown][index]`
  package let jets: ([Point<Double>]) throws -> [[[Double]]]
  /// `[point][unknown]`, without the work that slopes would take.
  package let values: ([Point<Double>]) throws -> [[Double]]

  package init(indices: [MultiIndex], jets: @escaping ([Point<Double>]) throws -> [[[Double]]]) {
    self.indices = indices
    self.jets = jets
    values = { points in
      guard let i = indices.firstIndex(of: .value) else { return points.map { _ in [] } }
      return try jets(points).map { $0.map { $0[i] } }
    }
  }

  /// A solution of which only values are known: its slopes follow by differences of second order, one-sided
  /// at the ends of the domain.
  /// - Parameter step: as a part of the domain.
  package init(in domain: Domain, step: Double = 1e-5, _ u: @escaping (Point<Double>) throws -> [Double]) {
    values = { try $0.map(u) }
    indices = [.value] + domain.coordinates.map { [$0] }
    func slope(_ i: Int, at p: Point<Double>, of value: [Double]) throws -> [Double] {
      let range = domain.ranges[i]
      let h = step * (range.upperBound - range.lowerBound)
      func moved(_ steps: Double) -> Point<Double> {
        var q = p
        q.values[i] += steps * h
        return q
      }
      if domain.contains(moved(1).values) && domain.contains(moved(-1).values) {
        return zip(try u(moved(1)), try u(moved(-1))).map { ($0 - $1) / (2 * h) }
      }
      let inward = domain.contains(moved(1).values) ? 1.0 : -1.0
      return zip(value, zip(try u(moved(inward)), try u(moved(2 * inward)))).map {
        (-3 * $0 + 4 * $1.0 - $1.1) / (2 * inward * h)
      }
    }
    jets = { points in
      try points.map { p in
        let value = try u(p)
        let slopes = try domain.coordinates.indices.map { try slope($0, at: p, of: value) }
        return value.enumerated().map { k, value in
          [value] + slopes.map { $0.indices.contains(k) ? $0[k] : .nan }
        }
      }
    }
  }
}
