// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation
import PDE

typealias Fault = ScoringError.Fault

/// Readings from a table: one row a point, or one column for each time.
struct TableReader {
  let names: Names
  let domain: Domain

  func readings(_ table: NumericTable) throws(Fault) -> FieldSamples {
    let remark = Remark(names: names, columns: table.columnCount)
    guard let header = table.header ?? remark.header(table.comments) else {
      guard names.choice == FieldChoice() else {
        let given = names.choice.fields.first ?? names.choice.map.values.sorted()[0]
        throw .noSuchName(kind: "column", name: given, found: [])
      }
      return try positional(table).filled(in: domain)
    }
    if let wide = WideTable(names, table, header) { return try wide.readings().filled(in: domain) }
    try names.check(header, kind: "column")
    let places = names.coordinatePlaces(header).compactMap { $0 }
    guard places.count == names.coordinates.count, Set(places).count == places.count else {
      throw .names(kind: "column", found: header, missing: names.missing(header, hasFields: true))
    }
    return try named(table, header, places).filled(in: domain)
  }

  private func named(_ table: NumericTable, _ header: [String], _ places: [Int]) throws(Fault) -> FieldSamples
  {
    let others = header.indices.filter { !places.contains($0) }
    let columns = others.compactMap { column(table, $0, header[$0]) }
    let parts = FieldPart.parts(of: columns, names, points: [table.rowCount])
    let fields = try names.fields(parts.map(\.label), kind: "column", all: header)
    let chosen = fields.places.map { parts[$0] }
    var readings = FieldSamples(
      names.coordinates, places.map { table.column($0) }, chosen.map(\.array.values), .lines(table.lines))
    for part in chosen { readings.notes += [try part.dropped()].compactMap { $0 } }
    readings.scored = chosen.map(\.label.text)
    readings.truths = fields.truths
    return readings
  }

  /// Columns without names: coordinates, then unknowns; two unknowns may be one complex number.
  private func positional(_ table: NumericTable) throws(Fault) -> FieldSamples {
    let d = names.coordinates.count
    let parts = (d..<max(d, table.columnCount)).compactMap { column(table, $0, "column \($0 + 1)") }
    let fields = FieldPart.parts(of: parts, names, points: [table.rowCount])
    guard table.columnCount > d, fields.count == names.unknowns else {
      let found = table.columnCount == 1 ? "there is one column" : "there are \(table.columnCount) columns"
      throw .columns(found: found, expected: names.expected)
    }
    var readings = FieldSamples(
      names.coordinates, (0..<d).map { table.column($0) }, fields.map(\.array.values), .lines(table.lines))
    for part in fields { readings.notes += [try part.dropped()].compactMap { $0 } }
    readings.scored = fields.map(\.label.text)
    return readings
  }

  private func column(_ table: NumericTable, _ k: Int, _ name: String) -> NumericArray? {
    try? NumericArray(
      name, shape: [table.rowCount], values: table.column(k), imaginary: table.imaginary(k))
  }
}
