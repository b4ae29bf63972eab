import Differentiation
import PDE

/// A group's points cut into chunks, with everything that is constant at a point already computed.
struct Collocation<L: Lanes> {
  /// One number a point, or one for all of them.
  enum Row {
    case constant(Double)
    case values([L.Element])

    init(_ values: [Double], padding count: Int) {
      if let first = values.first, values.allSatisfy({ $0 == first }) {
        self = .constant(first)
      } else {
        let padded = values + Array(repeating: values.last ?? 0, count: count - values.count)
        self = .values(padded.map { L.Element($0) })
      }
    }
  }

  /// As many points as a block has, the last one repeated to fill up.
  struct Piece {
    /// Index of the first point in the group, and how many are real.
    let first: Int
    let count: Int
    /// A coordinate each, never constant: they are a network's inputs.
    let coordinates: [[L.Element]]
    /// `[unknown][index]`
    let g: [[Row]]
    let d: [[Row]]
  }

  let group: PointGroup
  let pieces: [Piece]

  init(_ group: PointGroup, of problem: any Problem, map: AnsatzMap, pointsInPiece size: Int) throws {
    self.group = group
    let constants = try group.points.map { try map.constants(problem, at: $0) }
    pieces = stride(from: 0, to: group.points.count, by: size).map { first in
      let range = first..<min(first + size, group.points.count)
      let points = group.points[range]
      func rows(_ part: ((g: [[Double]], d: [[Double]])) -> [[Double]]) -> [[Row]] {
        let parts = constants[range].compactMap { $0.map(part) }
        guard let shape = parts.first else { return [] }
        return shape.indices.map { unknown in
          shape[unknown].indices.map { i in Row(parts.map { $0[unknown][i] }, padding: size) }
        }
      }
      return Piece(
        first: first, count: points.count,
        coordinates: problem.domain.coordinates.indices.map { c in
          let values = points.map { L.Element($0.values[c]) }
          return values + Array(repeating: values[values.count - 1], count: size - values.count)
        },
        g: rows(\.g), d: rows(\.d))
    }
  }
}
