// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation

/// Points in the rows of one matrix, as the files of the first papers on physics-informed networks have them:
/// `X_star`, or `X_test`, with one value a row in `u_star`; or places in `X_star`, times in `t`, and fields
/// indexed [place, time], or [place, component, time] where one array holds several unknowns.
struct StarLayout {
  let names: Names
  let points: NumericArray
  /// Where the times stand apart.
  private let times: NumericArray?
  private let others: [NumericArray]

  /// - Returns: nil where no array is called so.
  init?(_ names: Names, _ arrays: [NumericArray]) {
    let known = ["x_star", "x_test", "x_pred", "xt", "points", "coords", "coordinates", "x"]
    let isMatrix = { (array: NumericArray) in
      Self.width(array) > 1 || !["x", "xt"].contains(array.name.lowercased())
    }
    guard
      let star = known.lazy.compactMap({ name in
        arrays.firstIndex { $0.name.lowercased() == name && isMatrix($0) }
      }).first
    else { return nil }
    self.names = names
    points = arrays[star]
    let time = arrays.firstIndex { ["t", "t_star", "t_test", "time"].contains($0.name.lowercased()) }
    // A matrix that has all coordinates needs no other times.
    let isWhole = Self.width(points) == names.coordinates.count
    times = isWhole ? nil : time.map { arrays[$0] }
    others = arrays.indices.filter { $0 != star && (isWhole || $0 != time) }.map { arrays[$0] }
  }

  private static func width(_ array: NumericArray) -> Int { array.shape.count == 2 ? array.shape[1] : 1 }

  func readings() throws(Fault) -> FieldSamples {
    let width = Self.width(points)
    let (rows, steps) = (points.values.count / max(1, width), times?.values.count ?? 1)
    let matrix = names.coordinates.filter { times == nil || $0 != .t }
    guard points.shape.count <= 2, width == matrix.count, times == nil || names.coordinates.contains(.t)
    else {
      throw .shape(
        array: points.name,
        reason: "its shape \(points.shape) has not one column for each of "
          + names.coordinates.map(\.description).joined(separator: ", ")
          + "; give them in that order, or t apart")
    }
    guard rows > 0, steps > 0 else {
      throw .shape(array: points.name, reason: "there are no points; save at least one")
    }
    let parts = FieldPart.parts(of: others, names, points: [rows * steps], axis: 1)
    let fitting = parts.filter { fits($0.array.shape, rows, steps) }
    let all = [points.name] + others.map(\.name)
    guard !fitting.isEmpty else {
      throw .names(
        kind: "array of \(rows) x \(steps) values", found: others.map(\.name), missing: names.unknownNames)
    }
    let fields = try names.fields(fitting.map(\.label), kind: "array", all: all)
    let chosen = fields.places.map { fitting[$0] }
    let positions = names.coordinates.map { c in
      (0..<rows * steps).map { i in
        if c == .t, let times { return times.values[i % steps] }
        return points.values[i / steps * width + (matrix.firstIndex(of: c) ?? 0)]
      }
    }
    var readings = FieldSamples(
      names.coordinates, positions, chosen.map(\.array.values), .array(chosen[0].array.name, [rows, steps]))
    for part in chosen { readings.notes += [try part.dropped()].compactMap { $0 } }
    readings.scored = chosen.map(\.label.text)
    readings.truths = fields.truths
    return readings
  }

  private func fits(_ shape: [Int], _ rows: Int, _ steps: Int) -> Bool {
    shape.filter { $0 != 1 } == [rows, steps].filter { $0 != 1 } || shape == [rows * steps]
  }
}
