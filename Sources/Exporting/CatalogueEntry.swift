// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Problems

/// What `catalogue.json` says of a problem.
package struct CatalogueEntry: Sendable, Codable {
  /// A condition with the line that states it.
  package struct Condition: Sendable, Codable {
    package let name: String, ascii: String, latex: String
  }
  /// A settable constant: its standard value, which the tables have, and the values it can take.
  package struct Constant: Sendable, Codable {
    package let name: String, summary: String, standard: Double, range: [Double], isWhole: Bool
  }
  /// The largest bar of the value in the table.
  package struct Bar: Sendable, Codable {
    package let absolute: Double
    /// Of the largest |u|, unknown by unknown.
    package let relative: Double
    /// What stands behind it.
    package let kind: BarKind
  }
  /// The method of the table, and the independent one with what it agreed to.
  package struct Method: Sendable, Codable {
    package let name: String
    /// Values compared, the largest difference, and that in units of both bars together.
    package let points: Int?, difference: Double?, ratio: Double?
  }
  package let name: String
  package let summary: String
  /// Where it, or its solution, is published.
  package let sources: [Source]
  package let equation: Metadata.Statement
  package let conditions: [Condition]
  package let domain: [String: [Double]]
  /// The box that is cut out of it; nil where nothing is.
  package let cut: [String: [Double]]?
  /// In the order in which arrays are indexed.
  package let coordinates: [String]
  package let unknowns: [String]
  package let parameters: [Constant]
  /// The grid's counts; nil where the places are scattered.
  package let grid: [Int]?
  package let rows: Int
  package let bar: Bar
  package let methods: [Method]

  /// Measures the table once more, and runs the second method.
  /// - Throws: ``FrozenTablesError/disagreement(problem:_:)``; what the reference throws.
  init(_ problem: any Problem, _ frozen: FrozenTable) throws {
    let (type, table) = (type(of: problem), frozen.table)
    let agreement = try frozen.reference.check()
    guard agreement.holds else {
      throw FrozenTablesError.disagreement(problem: problem.name, "\(agreement.method): \(agreement.ratio)")
    }
    let statement = Equation(problem)
    let equations = statement.ascii.count - problem.conditions.count
    name = problem.name
    summary = type.summary
    sources = type.sources
    equation = Metadata.Statement(
      ascii: Array(statement.ascii.prefix(equations)), latex: Array(statement.latex.prefix(equations)))
    conditions = problem.conditions.enumerated().map { k, condition in
      Condition(
        name: condition.name, ascii: statement.ascii[equations + k], latex: statement.latex[equations + k])
    }
    domain = table.metadata.domain
    cut = table.metadata.cut
    coordinates = table.metadata.coordinates
    unknowns = table.columns.letters
    parameters = type.parameters.map { p in
      Constant(
        name: p.name, summary: p.summary, standard: p.standard,
        range: [p.range.lowerBound, p.range.upperBound],
        isWhole: p.isWhole)
    }
    grid = table.places.shape
    rows = table.places.count
    bar = Self.bar(
      try table.fields(0..<table.places.count), table.columns, frozen.reference.barKind)
    methods = [
      Method(name: table.metadata.method, points: nil, difference: nil, ratio: nil),
      Method(
        name: agreement.method, points: agreement.points, difference: agreement.difference,
        ratio: agreement.ratio),
    ]
  }

  private static func bar(_ numbers: [Double], _ columns: Columns, _ kind: BarKind) -> Bar {
    let (width, block) = (columns.fields.count, 2 * columns.indices.count)
    var (absolute, relative) = (0.0, 0.0)
    for start in stride(from: 0, to: width, by: block) {
      // The value is the first index, and stands before its bar.
      let values = stride(from: start, to: numbers.count, by: width).map { numbers[$0].magnitude }
      let bars = stride(from: start + 1, to: numbers.count, by: width).map { numbers[$0] }
      let (largest, scale) = (bars.max() ?? 0, values.max() ?? 0)
      absolute = max(absolute, largest)
      relative = max(relative, largest == 0 ? 0 : largest / scale)
    }
    return Bar(absolute: absolute, relative: relative, kind: kind)
  }
}
