// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// The points of a picture: along one coordinate, or over the plane of the first two; others are at the
/// middle of their intervals.
package struct FieldGrid: Sendable, Equatable {
  /// Those that are drawn.
  package let coordinates: [Coordinate]
  /// Their nodes, the ends of the domain among them.
  package let axes: [[Double]]
  /// Where the others are.
  package let fixed: [(coordinate: Coordinate, value: Double)]
  /// In the problem's order.
  private let all: [Coordinate]

  /// - Parameters:
  ///   - domain: of the problem.
  ///   - line: how many nodes along one coordinate.
  ///   - plane: how many along each of two.
  package init(_ domain: Domain, line: Int = 513, plane: Int = 65) {
    all = domain.coordinates
    let free = Array(zip(all, domain.ranges).prefix(2))
    let count = free.count == 1 ? line : plane
    coordinates = free.map(\.0)
    axes = free.map { _, range in
      (0..<count).map { i in
        let share = Double(i) / Double(count - 1)
        return range.lowerBound * (1 - share) + range.upperBound * share
      }
    }
    fixed = zip(all, domain.ranges).dropFirst(2).map { ($0, ($1.lowerBound + $1.upperBound) / 2) }
  }

  /// - Parameters:
  ///   - coordinates: those that are drawn.
  ///   - axes: their nodes.
  ///   - fixed: where the others are.
  package init(
    _ coordinates: [Coordinate], _ axes: [[Double]], fixed: [(coordinate: Coordinate, value: Double)]
  ) {
    (self.coordinates, self.axes, self.fixed) = (coordinates, axes, fixed)
    all = coordinates + fixed.map(\.coordinate)
  }

  /// Lengths along the coordinates.
  package var shape: [Int] { axes.map(\.count) }
  package var count: Int { shape.reduce(1, *) }

  /// All points in C order, in the domain or in what is cut out of it.
  package var points: [Point<Double>] {
    let planes = axes.count == 1 ? axes[0].map { [$0] } : axes[0].flatMap { x in axes[1].map { [x, $0] } }
    let rest = fixed.map(\.value)
    return planes.map { Point(all, $0 + rest) }
  }

  package static func == (a: FieldGrid, b: FieldGrid) -> Bool {
    a.coordinates == b.coordinates && a.axes == b.axes && a.all == b.all
      && a.fixed.map(\.value) == b.fixed.map(\.value)
  }
}
