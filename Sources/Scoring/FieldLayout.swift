// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation

/// Coordinates and fields in an array each: vectors along a grid's axes, or one element a point.
struct FieldLayout {
  let names: [Coordinate]
  let coordinates, fields: [NumericArray]
  /// How the fields are indexed, where the kind of file tells it.
  private let order: [Int]?

  init(
    _ names: [Coordinate], _ coordinates: [NumericArray], _ fields: [NumericArray], order: [Int]? = nil
  ) {
    self.order = order
    self.names = names
    self.coordinates = coordinates
    self.fields = fields
  }

  /// One reading for each order of the fields' indices that the shapes allow.
  func readings() throws(Fault) -> [FieldSamples] {
    let field = fields[0]
    if let odd = fields.first(where: { squeezed($0) != squeezed(field) }) {
      throw .shape(
        array: odd.name, reason: "its shape \(odd.shape) is not that of \(field.name), \(field.shape)")
    }
    let lengths = coordinates.map(\.values.count)
    if lengths.contains(0) || field.values.isEmpty {
      throw .shape(array: field.name, reason: "there are no points; save at least one")
    }
    let all = lengths.reduce((1, false)) { product, n in
      let (next, over) = product.0.multipliedReportingOverflow(by: n)
      return (next, over || product.1)
    }
    let vectors = coordinates.allSatisfy { squeezed($0).count <= 1 }
    if vectors, !all.1, all.0 == field.values.count { return try onAxes(lengths) }
    if lengths.allSatisfy({ $0 == field.values.count }) { return try pointwise() }
    throw .shape(array: field.name, reason: misfit)
  }

  private var misfit: String {
    "its shape \(fields[0].shape) fits neither a grid nor one value a point of "
      + zip(names, coordinates).map { "\($0) \($1.shape)" }.joined(separator: ", ")
      + "; index it by the coordinates"
  }
  private func squeezed(_ array: NumericArray) -> [Int] { array.shape.filter { $0 != 1 } }

  private func onAxes(_ lengths: [Int]) throws(Fault) -> [FieldSamples] {
    let own = squeezed(fields[0])
    // A field that was flattened has no shape to tell the order by.
    let fitting = (order.map { [$0] } ?? Permutations.of(names.count)).filter { order in
      own.count <= 1 || order.map { lengths[$0] }.filter { $0 != 1 } == own
    }
    // Orders that differ only by axes of one element are the same.
    var seen: Set<[Int]> = []
    let orders = fitting.filter { seen.insert($0.filter { lengths[$0] != 1 }).inserted }
    if orders.isEmpty { throw .shape(array: fields[0].name, reason: misfit) }
    return orders.enumerated().map { number, order in
      var one = expanded(order, lengths)
      if number > 0 { one.turned = order.map { names[$0].description }.joined(separator: ", ") }
      return one
    }
  }

  /// The field's k-th index counts along the coordinate `order[k]`.
  private func expanded(_ order: [Int], _ lengths: [Int]) -> FieldSamples {
    let count = fields[0].values.count
    var positions = [[Double]](repeating: [], count: names.count)
    var stride = count
    for k in order {
      stride /= lengths[k]
      let axis = coordinates[k].values
      positions[k] = (0..<count).map { axis[$0 / stride % lengths[k]] }
    }
    return FieldSamples(names, positions, fields.map(\.values), .array(fields[0].name, fields[0].shape))
  }

  private func pointwise() throws(Fault) -> [FieldSamples] {
    let shape = squeezed(coordinates[0])
    if let odd = coordinates.first(where: { squeezed($0) != shape }) {
      throw .shape(array: odd.name, reason: "its shape \(odd.shape) is not that of \(coordinates[0].name)")
    }
    let origin = Origin.array(fields[0].name, fields[0].shape)
    let plain = FieldSamples(names, coordinates.map(\.values), fields.map(\.values), origin)
    let own = squeezed(fields[0])
    if own == shape || own.count <= 1 || shape.count <= 1 { return [plain] }
    guard own == shape.reversed(), own.count == 2 else { throw .shape(array: fields[0].name, reason: misfit) }
    // The coordinates stand as a meshgrid, the field the other way round.
    let turned = fields.map { field in
      (0..<field.values.count).map { field.values[$0 % shape[1] * shape[0] + $0 / shape[1]] }
    }
    var one = FieldSamples(
      names, coordinates.map(\.values), turned, .array(coordinates[0].name, coordinates[0].shape))
    one.notes.append("\(fields[0].name) is indexed the other way round than the coordinates' arrays")
    return [one]
  }
}
