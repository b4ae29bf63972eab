// SPDX-License-Identifier: MIT

import DataFiles
import Foundation
import PDE
import Problems

@testable import Scoring

/// A problem's own solution on a grid, to be spoiled and written in one layout or another.
struct Planted {
  let problem: any Problem
  /// One a coordinate.
  var axes: [[Double]]
  /// `[unknown][node]`, the first coordinate slowest.
  var values: [[Double]]

  /// - Parameters:
  ///   - counts: nodes along each coordinate, ends included.
  ///   - settings: what the solution has, whatever the file is scored with.
  init(_ name: String, _ counts: [Int], _ settings: [String: Double] = [:]) throws {
    problem = try Catalogue.problem(name, settings)
    axes = zip(problem.domain.ranges, counts).map { range, n in
      (0..<n).map { i in
        let s = n == 1 ? 0 : Double(i) / Double(n - 1)
        return range.lowerBound * (1 - s) + range.upperBound * s
      }
    }
    values = []
    try solve()
  }

  /// The solution where `place` says, at the nodes.
  mutating func solve(at place: ([Double]) -> [Double] = { $0 }) throws {
    let reference = problem.reference
    let columns = try nodes.map { node in
      try reference.evaluate([.value], at: problem.domain.point(place(node))).map { $0[0].value }
    }
    values = (0..<problem.unknowns).map { u in columns.map { $0[u] } }
  }

  /// Every node's coordinates.
  var nodes: [[Double]] {
    axes.reduce([[]]) { start, axis in start.flatMap { node in axis.map { node + [$0] } } }
  }
  var shape: [Int] { axes.map(\.count) }
  var coordinateNames: [String] { problem.domain.coordinates.map(\.description) }
  var unknownNames: [String] { values.count == 1 ? ["u"] : values.indices.map { "u\($0 + 1)" } }
  /// Coordinates and unknowns of each point.
  var rows: [[Double]] { nodes.enumerated().map { i, node in node + values.map { $0[i] } } }

  /// Adds to every value.
  mutating func add(_ error: ([Double]) -> Double) {
    let nodes = nodes
    for u in values.indices { for i in nodes.indices { values[u][i] += error(nodes[i]) } }
  }

  func csv(header: Bool = true) -> String { Self.csv(rows, header ? coordinateNames + unknownNames : nil) }
  static func csv(_ rows: [[Double]], _ header: [String]?) -> String {
    (header.map { $0.joined(separator: ",") + "\n" } ?? "")
      + rows.map { $0.map { "\($0)" }.joined(separator: ",") + "\n" }.joined()
  }

  /// Axes and fields, the fields' indices in an order of the coordinates.
  func arrays(_ order: [Int]? = nil) throws -> [NumericArray] {
    let order = order ?? Array(axes.indices)
    let places = nodes.indices.map { node -> Int in
      // The node's place when `order` is the order of the indices.
      var (rest, index) = (node, [Int]())
      for n in shape.reversed() {
        index.insert(rest % n, at: 0)
        rest /= n
      }
      return order.reduce(0) { $0 * shape[$1] + index[$1] }
    }
    let fields = try zip(unknownNames, values).map { name, column in
      var turned = column
      for (node, place) in places.enumerated() { turned[place] = column[node] }
      return try NumericArray(name, shape: order.map { shape[$0] }, values: turned)
    }
    return try zip(coordinateNames, axes).map { try NumericArray($0, shape: [$1.count], values: $1) } + fields
  }
}

/// A folder for files, removed at the end.
final class Folder {
  let path: String
  init() throws {
    path = NSTemporaryDirectory() + "/scoring-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}

extension Scorer {
  func score(text: String) throws(ScoringError) -> FileScore {
    let contents: DataFileContents
    do throws(DataFileError) {
      contents = try DataFile.read(Array(text.utf8), named: "u.csv")
    } catch { throw ScoringError(file: "u.csv", .unreadable(error.problem)) }
    return try score(contents, named: "u.csv")
  }
  func score(npz arrays: [NumericArray]) throws -> FileScore {
    let folder = try Folder()
    try DataFile.write(arrays, npz: folder("u.npz"))
    return try score(file: folder("u.npz"))
  }
  func score(npy array: NumericArray) throws -> FileScore {
    let folder = try Folder()
    try DataFile.write(array, npy: folder("u.npy"))
    return try score(file: folder("u.npy"))
  }
  func score(_ planted: Planted) throws -> FileScore { try score(npz: try planted.arrays()) }
}

/// Numbers without a pattern: the fractional parts of multiples of the golden ratio, from −1 to 1.
func scattered(_ i: Int) -> Double {
  2 * (Double(i) * 0.6180339887498949).truncatingRemainder(dividingBy: 1) - 1
}
