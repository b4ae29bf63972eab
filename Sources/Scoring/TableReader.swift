import DataFiles
import Differentiation

typealias Fault = ScoringError.Fault

/// Readings from a table: one row a point.
struct TableReader {
  let names: Names

  func readings(_ table: NumericTable) throws(Fault) -> Readings {
    let columns = try columns(table)
    let count = names.coordinates.count
    return Readings(
      names.coordinates, columns.prefix(count).map { table.column($0) },
      columns.dropFirst(count).map { table.column($0) }, .lines(table.lines))
  }

  /// The columns of the coordinates, then those of the unknowns.
  private func columns(_ table: NumericTable) throws(Fault) -> [Int] {
    if let header = table.header ?? remark(table) {
      let places = names.coordinatePlaces(header).compactMap { $0 }
      guard places.count == names.coordinates.count, Set(places).count == places.count,
        let unknowns = names.unknownPlaces(header, besides: places)
      else { throw .names(kind: "column", found: header, missing: names.missing(header)) }
      return places + unknowns
    }
    guard table.columnCount == names.expected.count else {
      let found = table.columnCount == 1 ? "there is one column" : "there are \(table.columnCount) columns"
      throw .columns(found: found, expected: names.expected)
    }
    return Array(0..<table.columnCount)
  }

  /// A header behind `#`, as numpy.savetxt writes it: a remark with as many words as there are columns, every
  /// coordinate among them.
  private func remark(_ table: NumericTable) -> [String]? {
    table.comments.lazy.map { $0.split { ", ;\t".contains($0) }.map(String.init) }
      .first { words in
        words.count == table.columnCount
          && names.coordinates.allSatisfy { c in words.contains { $0.lowercased() == c.description } }
      }
  }
}
