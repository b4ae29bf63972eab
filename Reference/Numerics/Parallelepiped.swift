// SPDX-License-Identifier: MIT

import Differentiation

/// The set {c + Q r : |r_i| ≤ reach_i} of vectors, Q orthogonal but for rounding.
///
/// What a flow does to a set turns and shears it. A box around the image at each step would grow with every
/// turn (the wrapping effect); a box in turning axes does not (Lohner, Einschliessung der Lösung gewöhnlicher
/// Anfangs- und Randwertaufgaben, 1988; Nedialkov, Jackson and Corliss, Appl. Math. Comput. 105, 1999).
struct Parallelepiped {
  /// Without radius.
  private(set) var centre: [Ball]
  /// The columns of Q.
  private var axes: [[Double]]
  private var reach: [Double]

  /// One vector, exactly.
  init(_ point: [Double]) {
    centre = point.map { Ball($0) }
    axes = point.indices.map { i in point.indices.map { $0 == i ? 1 : 0 } }
    reach = point.map { _ in 0 }
  }

  /// How far each component may be from the centre's.
  var spread: [Double] {
    centre.indices.map { i in
      Ball.up(zip(axes, reach).reduce(0) { $0 + $1.0[i].magnitude * $1.1 })
    }
  }
  /// The smallest box around it.
  var box: [Ball] { zip(centre, spread).map { $1 == 0 ? $0 : $0.widened(by: $1) } }

  /// A set that holds f(v) for every v of this one, where f(v) lies in `image + jacobian · (v − centre)`.
  ///
  /// The new axes are the images of the old ones made orthogonal, the longest first.
  /// - Returns: nil where no axes are found, as for numbers that are not finite.
  func mapped(to image: [Ball], jacobian: [[Ball]]) -> Parallelepiped? {
    let images = axes.map { axis in jacobian.map { row in Self.dot(row, axis.map { Ball($0) }) } }
    let vectors = images.map { $0.map(\.high) }
    let lengths = zip(vectors, reach).map { vector, r in r * Self.length(vector) }
    let order = lengths.indices.sorted { lengths[$0] > lengths[$1] }
    guard let turned = Self.orthonormal(order.map { vectors[$0] }), let inverse = Self.inverse(turned) else {
      return nil
    }
    var next = self
    next.centre = image.map(\.centre)
    next.axes = turned
    next.reach = inverse.map { row in
      var sum = 0.0
      for (column, r) in zip(images, reach) where r != 0 { sum += Self.dot(row, column).magnitude * r }
      for (entry, ball) in zip(row, image) { sum += entry.magnitude * ball.radius }
      return Ball.up(sum)
    }
    return next.reach.allSatisfy(\.isFinite) ? next : nil
  }

  private static func dot(_ a: [Ball], _ b: [Ball]) -> Ball {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
  private static func length(_ a: [Double]) -> Double { a.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// Gram and Schmidt's process.
  private static func orthonormal(_ vectors: [[Double]]) -> [[Double]]? {
    var all: [[Double]] = []
    for vector in vectors {
      var rest = vector
      // Twice is enough (Kahan; Parlett 1980).
      for _ in 0..<2 {
        for axis in all {
          let part = zip(axis, rest).reduce(0) { $0 + $1.0 * $1.1 }
          rest = zip(rest, axis).map { $0 - part * $1 }
        }
      }
      let length = length(rest)
      guard length > 0, length.isFinite else { return nil }
      all.append(rest.map { $0 / length })
    }
    return all
  }

  /// The rows of Q⁻¹, Q of these columns: with E = I − QᵀQ it is Qᵀ + E Qᵀ + E² Qᵀ + …, no entry of which is
  /// further from Qᵀ's than ε/(1 − ε) times the largest row sum of Qᵀ, ε that of E.
  private static func inverse(_ columns: [[Double]]) -> [[Ball]]? {
    let rows = columns.map { $0.map { Ball($0) } }
    let defect = rows.enumerated().map { i, row in
      rows.enumerated().reduce(0.0) { $0 + (dot(row, $1.element) - (i == $1.offset ? 1 : 0)).magnitude }
    }
    let size = rows.map { $0.reduce(0) { $0 + $1.magnitude } }.max() ?? 0
    let epsilon = Ball.up(defect.max() ?? 0)
    guard epsilon < 0.5 else { return nil }
    return rows.map { $0.map { $0.widened(by: 2 * epsilon * size) } }
  }
}
