// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation

/// A table with one column for each time, as COMSOL and spreadsheets have it: `x`, `u (1) @ t=0`, `u (1) @
/// t=0.1` and so on.
struct WideTable {
  let names: Names
  let table: NumericTable
  /// The columns of the coordinates but t.
  private let places: [Int]
  /// The name, the time and the column of each value.
  private let cells: [(name: String, time: Double, column: Int)]

  /// Whether some names have times.
  static func hasTimes(_ header: [String]) -> Bool { header.contains { time(in: $0) != nil } }

  /// - Returns: nil where no column has a time in its name.
  init?(_ names: Names, _ table: NumericTable, _ header: [String]) {
    guard names.coordinates.contains(.t), Self.hasTimes(header) else { return nil }
    self.names = names
    self.table = table
    cells = header.enumerated().compactMap { k, name in
      Self.time(in: name).map { (FieldName.plain($0.name), $0.time, k) }
    }
    let space = zip(names.coordinates, names.coordinatePlaces(header)).filter { $0.0 != .t }
    places = space.compactMap(\.1)
    guard places.count == space.count else { return nil }
  }

  /// "u (1)" and 0.1 of "u (1) @ t=0.1".
  private static func time(in label: String) -> (name: String, time: Double)? {
    guard let at = label.firstIndex(of: "@") else { return nil }
    let rest = label[label.index(after: at)...]
    guard let start = rest.firstRange(of: "t=") ?? rest.firstRange(of: "t =") else { return nil }
    let digits = rest[start.upperBound...].drop { $0 == " " }.prefix { !" ,;)]".contains($0) }
    guard let time = Double(digits), time.isFinite else { return nil }
    return (String(label[..<at]).trimmed, time)
  }

  func readings() throws(Fault) -> FieldSamples {
    var quantities: [String] = []
    for cell in cells where !quantities.contains(cell.name) { quantities.append(cell.name) }
    let fields = try names.fields(quantities.map(names.label), kind: "column", all: quantities)
    let columns = fields.places.map { k in cells.filter { $0.name == quantities[k] } }
    let times = columns[0].map(\.time)
    if let odd = columns.first(where: { $0.map(\.time) != times }) {
      throw .shape(
        array: odd[0].name,
        reason: "its times are not those of \(columns[0][0].name); write one column of each "
          + "for every time")
    }
    let (rows, steps) = (table.rowCount, times.count)
    let space = places.map { table.column($0) }
    var next = 0
    let positions = names.coordinates.map { c -> [Double] in
      if c == .t { return (0..<rows * steps).map { times[$0 % steps] } }
      defer { next += 1 }
      return (0..<rows * steps).map { space[next][$0 / steps] }
    }
    let values = columns.map { cells in
      (0..<rows * steps).map { table.values[$0 / steps * table.columnCount + cells[$0 % steps].column] }
    }
    let lines = (0..<rows * steps).map { table.lines[$0 / steps] }
    var readings = FieldSamples(names.coordinates, positions, values, .lines(lines))
    readings.scored = fields.places.map { "\(quantities[$0]) @ t = \(times[0]) … \(times[steps - 1])" }
    readings.truths = fields.truths
    return readings
  }
}
