// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import PDE

/// A group's points cut into blocks, with everything that is constant at a point already computed.
struct ResidualPoints<L: Lanes> {
  /// One number a point, or one for all of them.
  enum Row {
    case constant(Double)
    case values([L.Element])

    /// What is zero at all these points alone is no structural zero, and stays a block.
    init(_ block: Block<DoubleLanes>, points count: Int) {
      let values = (0..<count).map { block[0, $0] }
      let same = values.dropFirst().allSatisfy { $0 == values[0] } ? values.first : nil
      if let same, same != 0 || block.isStructuralZero {
        self = .constant(same)
      } else {
        self = .values(values.map { L.Element($0) })
      }
    }
  }

  /// As many points as a block has, the last one repeated to fill up.
  struct Batch {
    /// Index of the first point in the group, and how many are real.
    let first: Int
    let count: Int
    /// A coordinate each, never constant: they are a network's inputs.
    let coordinates: [[L.Element]]
    /// `[unknown][index]`
    let g: [[Row]]
    let d: [[Row]]
  }

  /// For a periodic condition, the pieces on the other end.
  let partners: [Batch]

  let group: PointGroup
  let pieces: [Batch]

  init(
    _ group: PointGroup, of problem: any BoundaryValueProblem, map: HardConstraint, pointsInPiece size: Int
  ) throws {
    self.group = group
    let others = group.points.compactMap { group.condition?.face.partner(of: $0, in: problem.domain) }
    pieces = try Self.pieces(group.points, of: problem, map: map, size: size)
    partners = try Self.pieces(others, of: problem, map: map, size: size)
  }

  private static func pieces(
    _ all: [Point<Double>], of problem: any BoundaryValueProblem, map: HardConstraint, size: Int
  ) throws -> [Batch] {
    let arena = Arena(groups: (size + DoubleLanes.count - 1) / DoubleLanes.count)
    return try stride(from: 0, to: all.count, by: size).map { first in
      let points = all[first..<min(first + size, all.count)]
      let coordinates = problem.domain.coordinates.indices.map { c in
        let values = points.map { $0.values[c] }
        return values + Array(repeating: values[values.count - 1], count: size - values.count)
      }
      arena.reset()
      let constants = try map.constants(problem, at: coordinates, in: arena)
      func rows(_ blocks: [[Block<DoubleLanes>]]) -> [[Row]] {
        blocks.map { $0.map { Row($0, points: size) } }
      }
      return Batch(
        first: first, count: points.count, coordinates: coordinates.map { $0.map { L.Element($0) } },
        g: rows(constants?.g ?? []), d: rows(constants?.d ?? []))
    }
  }
}
