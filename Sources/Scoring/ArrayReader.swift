// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation
import PDE

/// Readings from named arrays: a matrix of points, or coordinates and fields in an array each.
///
/// Where the shapes leave the order of a field's indices open, every order is a reading; the first is that of
/// the problem's coordinates.
struct ArrayReader {
  let names: Names
  let domain: Domain

  func readings(_ file: NamedArrays) throws(Fault) -> [FieldSamples] {
    var filled: [FieldSamples] = []
    for var one in try named(file) {
      one.notes += file.notes
      filled.append(try one.filled(in: domain))
    }
    return filled
  }

  private func named(_ file: NamedArrays) throws(Fault) -> [FieldSamples] {
    let stated = StatedParameters(file.arrays, names.parameters)
    let arrays = stated.others
    if arrays.count == 1, names.expected.count > 1, names.choice == FieldChoice() {
      return try matrix(arrays[0])
    }
    let all = arrays.map(\.name)
    try names.check(all, kind: "array")
    let places = names.coordinatePlaces(all)
    let known = places.compactMap { $0 }
    var readings: [FieldSamples]
    if known.count == places.count, Set(known).count == known.count {
      let others = arrays.indices.filter { !known.contains($0) }.map { arrays[$0] }
      readings = try onAxes(known.map { arrays[$0] }, others, all + file.skipped)
    } else if let star = StarLayout(names, arrays) {
      readings = [try star.readings()]
    } else {
      readings = try byShape(arrays)
      if readings.isEmpty {
        throw .names(kind: "array", found: all + file.skipped, missing: names.missing(all, hasFields: false))
      }
    }
    for k in readings.indices { readings[k].notes += stated.notes }
    return readings
  }

  /// Coordinates in an array each, and whatever else there is.
  private func onAxes(
    _ axes: [NumericArray], _ others: [NumericArray], _ all: [String]
  ) throws(Fault) -> [FieldSamples] {
    let solver = SolverAxes(names.coordinates, axes, others)
    let lengths = solver.axes.map(\.values.count)
    var points: Set<Int> = lengths.allSatisfy { $0 == lengths[0] } ? [lengths[0]] : []
    let grid = lengths.reduce((1, false)) { product, n in
      let (next, over) = product.0.multipliedReportingOverflow(by: n)
      return (next, product.1 || over)
    }
    if !grid.1 { points.insert(grid.0) }
    let parts = FieldPart.parts(of: others, names, points: points)
    // Data for training, scalars and the like have other sizes than the field.
    let fitting = parts.filter { points.contains($0.array.values.count) }
    let candidates = fitting.isEmpty ? parts : fitting
    let fields: Names.Fields
    do throws(Fault) {
      fields = try names.fields(candidates.map(\.label), kind: "array", all: all)
    } catch {
      // One that is named as the field but has another size is told by its shape.
      guard candidates.count < parts.count, case .names = error,
        let named = try? names.fields(parts.map(\.label), kind: "array", all: all)
      else { throw error }
      return try layout(solver, named.places.map { parts[$0] }, named)
    }
    return try layout(solver, fields.places.map { candidates[$0] }, fields)
  }

  private func layout(
    _ solver: SolverAxes, _ chosen: [FieldPart], _ fields: Names.Fields
  ) throws(Fault) -> [FieldSamples] {
    var notes = solver.notes
    for part in chosen { notes += [try part.dropped()].compactMap { $0 } }
    let layout = FieldLayout(names.coordinates, solver.axes, chosen.map(\.array), order: solver.order)
    var readings = try layout.readings()
    for k in readings.indices {
      readings[k].scored = chosen.map(\.label.text)
      readings[k].truths = fields.truths
      readings[k].notes += notes
    }
    return readings
  }

  /// N points in rows, the coordinates first; or in columns.
  private func matrix(_ array: NumericArray) throws(Fault) -> [FieldSamples] {
    let width = names.expected.count
    guard array.shape.count == 2, array.shape.contains(width), array.values.count > 0 else {
      let shape = array.shape.map(String.init).joined(separator: "x")
      throw .columns(found: "array \(array.name) alone has the shape \(shape)", expected: names.expected)
    }
    let dropped = try FieldPart(label: names.label(array.name), array: array).dropped()
    let (rows, columns) = (array.shape[0], array.shape[1])
    let byRows = (0..<width).map { k in (0..<rows).map { array.values[$0 * columns + min(k, columns - 1)] } }
    let byColumns = (0..<width).map { k in
      Array(array.values[min(k, rows - 1) * columns..<(min(k, rows - 1) + 1) * columns])
    }
    let d = names.coordinates.count
    return [(byRows, columns == width, false), (byColumns, rows == width, true)].filter { $0.1 }.map {
      var one = FieldSamples(
        names.coordinates, Array($0.0.prefix(d)), Array($0.0.dropFirst(d)),
        .matrix(array.name, byColumns: $0.2))
      let isTurned = $0.2
      one.scored = (d..<width).map { isTurned ? "\(array.name)[\($0), :]" : "\(array.name)[:, \($0)]" }
      one.notes += [dropped].compactMap { $0 }
      return one
    }
  }

  /// Without the coordinates' names: vectors of them, and fields that have as many elements as all the
  /// vectors' lengths multiplied. Every assignment of vectors to coordinates within the domain is a reading.
  private func byShape(_ arrays: [NumericArray]) throws(Fault) -> [FieldSamples] {
    let d = names.coordinates.count
    let vectors = arrays.indices.filter { arrays[$0].shape.filter { $0 != 1 }.count <= 1 }
    let others = arrays.indices.filter { !vectors.contains($0) }.map { arrays[$0] }
    guard d > 1, d <= 4, vectors.count == d, !others.isEmpty else { return [] }
    let points = vectors.map { arrays[$0].values.count }.reduce(1.0) { $0 * Double($1) }
    let parts = FieldPart.parts(of: others, names, points: points < 1e15 ? [Int(points)] : [])
    let fields = try names.fields(parts.map(\.label), kind: "array", all: arrays.map(\.name))
    let chosen = fields.places.map { parts[$0] }
    var all: [FieldSamples] = []
    for order in Permutations.of(d) {
      let axes = order.map { arrays[vectors[$0]] }
      guard zip(axes, domain.ranges).allSatisfy({ axis, range in axis.values.allSatisfy(range.contains) }),
        let found = try? layout(SolverAxes(names.coordinates, axes, []), chosen, fields)
      else { continue }
      for var one in found {
        one.notes.append(
          "no array is named as a coordinate; "
            + zip(names.coordinates, axes).map { "\($1.name) is taken for \($0)" }.joined(separator: ", "))
        all.append(one)
      }
    }
    return all
  }
}

enum Permutations {
  /// All orders of 0 … n − 1, the given one first; beyond four only it and its reverse.
  static func of(_ n: Int) -> [[Int]] {
    if n > 4 { return [Array(0..<n), (0..<n).reversed()] }
    if n == 0 { return [[]] }
    func orders(_ rest: [Int]) -> [[Int]] {
      rest.isEmpty ? [[]] : rest.flatMap { k in orders(rest.filter { $0 != k }).map { [k] + $0 } }
    }
    return orders(Array(0..<n))
  }
}
