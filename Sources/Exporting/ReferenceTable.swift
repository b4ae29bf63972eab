// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Threads

/// Reference values with their bars at many places: measured in parts, on all cores, and never all in memory.
///
///     let places = try Places(grid: [256, 101], in: problem.domain)
///     let table = try ReferenceTable(problem, settings, at: places, derivatives: true)
///     try table.write(to: "burgers.npz", as: .npz)
public struct ReferenceTable: Sendable {
  package let metadata: Metadata
  public let places: EvaluationPoints
  package let columns: Columns
  private let reference: any ReferenceSolution
  let parameterNames: [String]

  /// - Parameters:
  ///   - given: the parameters that the problem was made with.
  ///   - places: in the problem's domain.
  ///   - derivatives: whether to measure all derivatives that the reference has.
  /// - Throws: ``SettingError``.
  public init(
    _ problem: any Problem, _ given: [String: Double] = [:], at places: EvaluationPoints, derivatives: Bool
  )
    throws
  {
    // Once: a computed solution is kept in the reference.
    try self.init(
      problem, given, at: places, Columns(problem, derivatives: derivatives), measuredBy: problem.reference)
  }

  init(
    _ problem: any Problem, _ given: [String: Double], at places: EvaluationPoints, _ columns: Columns,
    measuredBy reference: any ReferenceSolution
  ) throws {
    metadata = try Metadata(problem, given)
    parameterNames = type(of: problem).parameters.map(\.name)
    self.places = places
    self.columns = columns
    self.reference = reference
  }

  /// The measured columns of some rows, row by row: `[row][unknown][index][value, bar]`.
  /// - Parameter rows: within `places`.
  /// - Throws: what the reference throws where it has no value; ``ExportError/notFinite(column:at:)``.
  public func fields(_ rows: Range<Int>) throws -> [Double] {
    let measured = try reference.evaluate(columns.indices, at: places.points(rows))
    var numbers: [Double] = []
    numbers.reserveCapacity(2 * measured.count)
    for (k, m) in measured.enumerated() {
      guard m.value.isFinite, m.bar.isFinite else {
        throw notFinite(rows.lowerBound + k * rows.count / measured.count)
      }
      numbers.append(m.value)
      numbers.append(m.bar)
    }
    return numbers
  }

  /// All columns of some rows, row by row.
  /// - Throws: as ``fields(_:)``.
  public func rows(_ rows: Range<Int>) throws -> [Double] {
    let (fields, width) = (try fields(rows), columns.fields.count)
    return rows.flatMap { row in
      places.values(row) + fields[(row - rows.lowerBound) * width..<(row - rows.lowerBound + 1) * width]
    }
  }

  private func notFinite(_ row: Int) -> ExportError {
    let p = zip(places.coordinates, places.values(row)).map { "\($0) = \($1)" }.joined(separator: ", ")
    return .notFinite(column: columns.letters.joined(separator: ", ") + " or a derivative", at: p)
  }

  /// Makes something of every part of the rows, on all cores, and takes it in the order of the rows.
  /// - Parameter progress: told of the rows done.
  func parts<T: Sendable>(
    make: @Sendable (Range<Int>) throws -> T, take: (T, Range<Int>) throws -> Void, progress: (Int) -> Void
  ) throws {
    // Large enough that a part's overhead is nothing, small enough that all of them together are a few
    // megabytes.
    let most = max(1, 32768 / columns.names.count)
    let size = max(1, min(most, places.count / (8 * Parallel.width) + 1))
    try Parallel.inOrder(
      (places.count + size - 1) / size,
      make: { part in try make(part * size..<min((part + 1) * size, places.count)) },
      take: { made, part in
        let end = min((part + 1) * size, places.count)
        try take(made, part * size..<end)
        progress(end)
      })
  }
}
