// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Sampling

/// Every derivative that a reference hands out, held against its values: ∂_c u_J, integrated by Clenshaw and
/// Curtis' rule over a short interval along c, is the difference of u_J between its ends.
///
/// Where a second method has confirmed the values, that confirms the derivatives, order by order, without
/// differentiating anything. The rule takes the interval's ends with their weight: a derivative that is wrong
/// on a face, at a corner or at the initial time alone is found.
struct IntegratedDerivatives {
  let domain: Domain
  /// The intervals' length as a part of the domain's.
  let step: Double
  /// Points inside; there is one more on each face, and the corners.
  let count: Int

  /// - Parameter scale: the width of the thinnest layer, 1 where there is none.
  init(over domain: Domain, scale: Double = 1, inside count: Int = 3) {
    self.domain = domain
    self.count = count
    step = min(1, max(scale, 1e-3)) / 32
  }

  func pairs(_ reference: some ReferenceSolution) throws -> [(Measured, Measured)] {
    var pairs: [(Measured, Measured)] = []
    for p in domain.telling(count) {
      for axis in domain.coordinates.indices { pairs += try self.pairs(reference, from: p, along: axis) }
    }
    return pairs
  }

  /// Chebyshev's 9 points of 0…1, and the weights of all and of every other.
  private static let rule: (places: [Double], fine: [Double], coarse: [Double]) = {
    func weights(_ n: Int) -> [Double] {
      (0...n).map { k in
        let waves = stride(from: 2, through: n, by: 2).map { j -> Double in
          let cosine = Double.cos(Double.pi * Double(j * k) / Double(n))
          return (j == n ? 1 : 2) * cosine / Double(1 - j * j)
        }
        return (1 + waves.reduce(0, +)) / Double(n) / (k == 0 || k == n ? 2 : 1)
      }
    }
    let places = (0...8).map { k -> Double in
      let cosine = Double.cos(Double.pi * Double(k) / 8)
      return 0.5 - 0.5 * cosine
    }
    return (places, weights(8), weights(4))
  }()

  private func pairs(
    _ reference: some ReferenceSolution, from p: [Double], along axis: Int
  ) throws -> [(Measured, Measured)] {
    let (c, range) = (domain.coordinates[axis], domain.ranges[axis])
    let length = step * (range.upperBound - range.lowerBound)
    // Towards the middle.
    let way = p[axis] < (range.lowerBound + range.upperBound) / 2 ? length : -length
    let places = Self.rule.places.map { s in
      var values = p
      values[axis] = p[axis] + s * way
      return values
    }
    guard places.allSatisfy(domain.contains) else { return [] }
    let indices = reference.indices.filter { $0.coordinates.contains(c) }
    let lower = indices.map { $0.removing([c]) }
    // What does not exist somewhere, at a kink or a corner, is left out there; all else is thrown.
    func known(_ index: MultiIndex) throws -> Bool {
      do {
        _ = try reference.evaluate([index], at: Points(domain.coordinates, places.flatMap { $0 }))
        return true
      } catch is SeriesError { return false }
    }
    func rows(_ indices: [MultiIndex], _ at: [[Double]]) throws -> [Measured] {
      try reference.evaluate(indices, at: Points(domain.coordinates, at.flatMap { $0 }))
    }
    var (kept, below) = (indices, lower)
    let ends = [places[0], places[8]]
    var (slopes, values): ([Measured], [Measured])
    do { (slopes, values) = (try rows(kept, places), try rows(below, ends)) } catch is SeriesError {
      let exist = try zip(indices, lower).map { try known($0) && known($1) }
      kept = zip(indices, exist).filter(\.1).map(\.0)
      below = zip(lower, exist).filter(\.1).map(\.0)
      (slopes, values) = kept.isEmpty ? ([], []) : (try rows(kept, places), try rows(below, ends))
    }
    guard !kept.isEmpty else { return [] }
    let (unknowns, distance) = (values.count / 2 / below.count, places[8][axis] - places[0][axis])
    return (0..<unknowns * kept.count).map { column in
      let stride = unknowns * kept.count
      let slope = (0...8).map { slopes[$0 * stride + column] }
      let (a, b) = (values[column], values[stride + column])
      let fine = zip(slope, Self.rule.fine).reduce(0) { $0 + $1.0.value * $1.1 }
      let coarse = (0...4).reduce(0) { $0 + slope[2 * $1].value * Self.rule.coarse[$1] }
      let bar = zip(slope, Self.rule.fine).reduce(0) { $0 + $1.0.bar * $1.1 }
      return (
        Measured(fine, bar: bar + 3 * abs(fine - coarse)),
        Measured((b.value - a.value) / distance, bar: (a.bar + b.bar) / abs(distance))
      )
    }
  }
}

extension ReferenceSolution {
  /// A second method's agreement on values together with that of the derivatives, integrated over a domain.
  func withDerivatives(
    _ agreement: Agreement, over domain: Domain, scale: Double = 1, inside count: Int = 3
  ) throws -> Agreement {
    let integrated = IntegratedDerivatives(over: domain, scale: scale, inside: count)
    return agreement.including(derivatives: try integrated.pairs(self), "derivatives integrated")
  }
}

extension Domain {
  /// Points that tell: the corners of the box, a point on each face, `count` inside; always the same.
  func telling(_ count: Int) -> [[Double]] {
    let d = coordinates.count
    var all: [[Double]] = []
    func place(_ fractions: [Double]) -> [Double] {
      zip(ranges, fractions).map {
        $1 == 1 ? $0.upperBound : $0.lowerBound + $1 * ($0.upperBound - $0.lowerBound)
      }
    }
    // Of many dimensions two corners stand for all.
    let corners =
      d <= 3
      ? (0..<1 << d).map { bits in (0..<d).map { Double(bits >> $0 & 1) } }
      : [0.0, 1].map { Array(repeating: $0, count: d) }
    all += corners.map(place)
    for axis in 0..<min(d, 3) {
      for (k, end) in [0.0, 1].enumerated() {
        var fractions = R2Sequence.fractions(4 * axis + k + 1, dimensions: d)
        fractions[axis] = end
        all.append(place(fractions))
      }
    }
    all += (0..<count).map { place(R2Sequence.fractions(100 + $0, dimensions: d)) }
    return all.filter(contains)
  }
}
