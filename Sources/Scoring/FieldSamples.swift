// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// What a file says: points and the unknowns there.
struct FieldSamples: Sendable {
  let coordinates: [Coordinate]
  /// `[coordinate][point]`
  var positions: [[Double]]
  /// `[unknown][point]`
  var values: [[Double]]
  /// Where in the file each point stands: the number of its row, or of its element in C order.
  var sources: [Int]
  let origin: Origin
  /// What a reader of the score must know.
  var notes: [String] = []
  /// The column or array of each unknown, and those that are the truth by their names.
  var scored: [String] = []
  var truths: [String] = []
  /// What is wrong with the file beside its values: points without one.
  var gap: ScoringError.Fault?
  /// `[coordinate][point]` of those, as they stand in the file.
  var empty: [[Double]] = []
  /// How u is indexed, where another order than the problem's was tried though no shape asked for it.
  var turned: String?

  /// - Parameters:
  ///   - positions: `[coordinate][point]`, all of one length.
  ///   - values: `[unknown][point]`, of the same length.
  init(_ coordinates: [Coordinate], _ positions: [[Double]], _ values: [[Double]], _ origin: Origin) {
    self.coordinates = coordinates
    self.positions = positions
    self.values = values
    self.origin = origin
    sources = Array(0..<(positions.first?.count ?? 0))
  }

  var count: Int { sources.count }

  /// The coordinates of a point.
  func point(_ i: Int) -> [Double] { positions.map { $0[i] } }

  /// The coordinates of some points.
  func points(_ range: Range<Int>) -> Points {
    Points(coordinates, range.flatMap { i in positions.map { $0[i] } })
  }

  /// Where a point stands, for a message.
  func place(_ i: Int) -> String { origin.place(sources[i]) }

  /// The readings at some of the points, in that order.
  func only(_ points: [Int]) -> FieldSamples {
    var part = self
    part.positions = positions.map { column in points.map { column[$0] } }
    part.values = values.map { column in points.map { column[$0] } }
    part.sources = points.map { sources[$0] }
    return part
  }

  /// "x = 0.5, t = 1.0"
  static func text(_ coordinates: [Coordinate], _ values: [Double]) -> String {
    zip(coordinates, values).map { "\($0) = \($1)" }.joined(separator: ", ")
  }
}

/// How places in the file are called.
enum Origin: Sendable {
  /// Points that the caller has at hand.
  case points
  /// A table: the line of each row, counted from 1.
  case lines([Int])
  /// A matrix: one row a point.
  case matrix(String, byColumns: Bool)
  /// An array with that shape: one element a point.
  case array(String, [Int])

  func place(_ number: Int) -> String {
    switch self {
    case .points: return "point \(number)"
    case .lines(let lines): return "line \(lines[number])"
    case .matrix(let name, let byColumns): return "array \(name), \(byColumns ? "column" : "row") \(number)"
    case .array(let name, let shape):
      var (rest, index) = (number, [Int]())
      for n in shape.reversed() {
        index.insert(rest % max(1, n), at: 0)
        rest /= max(1, n)
      }
      return "array \(name)\(index)"
    }
  }
}
