// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation
import PDE
import Threads

/// Reference values with their bars at many places, or a trained network's without: computed in parts, on all
/// cores, and never all in memory.
///
///     let places = try Places(grid: [256, 101], in: problem.domain)
///     let table = try ReferenceTable(problem, settings, at: places, derivatives: true)
///     try table.write(to: "burgers.npz", as: .npz)
public struct ReferenceTable: Sendable {
  package let metadata: Metadata
  public let places: EvaluationPoints
  package let columns: Columns
  /// The fields of some points, row by row.
  private let evaluate: @Sendable ([MultiIndex], Points) throws -> [Double]
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
    evaluate = { indices, points in
      var numbers: [Double] = []
      let measured = try reference.evaluate(indices, at: points)
      numbers.reserveCapacity(2 * measured.count)
      for m in measured {
        numbers.append(m.value)
        numbers.append(m.bar)
      }
      return numbers
    }
  }

  /// A network's values in place of the reference's, with the same columns but for the bars.
  /// - Parameters:
  ///   - problem: that it solves.
  ///   - given: the parameters that the problem was made with.
  ///   - places: in the problem's domain.
  ///   - derivatives: whether to give all derivatives that the reference has.
  ///   - network: how the metadata call it.
  ///   - values: what the network says at some points, `[point][unknown][index]`; asked on several threads.
  /// - Throws: ``SettingError``.
  public init(
    _ problem: any Problem, _ given: [String: Double] = [:], at places: EvaluationPoints, derivatives: Bool,
    network: String, values: @escaping @Sendable ([MultiIndex], [Point<Double>]) throws -> [[[Double]]]
  ) throws {
    metadata = try Metadata(problem, given, network: network)
    parameterNames = type(of: problem).parameters.map(\.name)
    self.places = places
    var columns = Columns(problem, derivatives: derivatives)
    columns.hasBars = false
    self.columns = columns
    evaluate = { indices, points in
      try values(indices, (0..<points.count).map { points[$0] }).flatMap { $0.flatMap { $0 } }
    }
  }

  /// The columns of some rows but for the coordinates, row by row: `[row][unknown][index][value, bar]`,
  /// without a bar where there is none.
  /// - Parameter rows: within `places`.
  /// - Throws: what the reference throws where it has no value; ``ExportError/notFinite(column:at:)``.
  public func fields(_ rows: Range<Int>) throws -> [Double] {
    let numbers = try evaluate(columns.indices, places.points(rows))
    if let k = numbers.firstIndex(where: { !$0.isFinite }) {
      throw notFinite(rows.lowerBound + k * rows.count / numbers.count)
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

/// Tables as text, handed over piece by piece.
extension ReferenceTable {
  /// What a CSV says about the table before the columns' names, a line each.
  var comments: [String] { metadata.lines(parameterNames) }

  /// CSV: lines about the table after `#`, the names of the columns, then a line for each place.
  ///
  /// Nothing is handed over before the first values are measured, so that a request which fails at once
  /// leaves nothing.
  /// - Parameters:
  ///   - sink: takes the bytes in order.
  ///   - progress: told of the rows done.
  /// - Throws: as ``fields(_:)``, and what the sink throws.
  public func csv(to sink: ([UInt8]) throws -> Void, progress: (Int) -> Void = { _ in }) throws {
    let head = comments.map { "# \($0)\n" }.joined() + columns.names.joined(separator: ",")
    try text(head + "\n", row: ("", "\n"), between: "", end: "", to: sink, progress)
  }

  /// One JSON document, `{"meta": …, "columns": […], "rows": [[…], …]}`, a line for each row.
  /// - Parameters:
  ///   - sink: takes the bytes in order.
  ///   - progress: told of the rows done.
  /// - Throws: as ``fields(_:)``, and what the sink throws.
  public func json(to sink: ([UInt8]) throws -> Void, progress: (Int) -> Void = { _ in }) throws {
    // The names are letters, digits and underscores.
    let names = columns.names.map { "\"\($0)\"" }.joined(separator: ",")
    try text(
      "{\"meta\":\(try metadata.json()),\n\"columns\":[\(names)],\n\"rows\":[\n", row: ("[", "]"),
      between: ",\n", end: "\n]}\n", to: sink, progress)
  }

  private func text(
    _ head: String, row: (String, String), between: String, end: String, to sink: ([UInt8]) throws -> Void,
    _ progress: (Int) -> Void
  ) throws {
    let (open, close, comma) = (Array(row.0.utf8), Array(row.1.utf8), Array(between.utf8))
    let width = columns.names.count
    if places.count == 0 { try sink(Array(head.utf8)) }
    try parts(
      make: { rows in
        let numbers = try self.rows(rows)
        var text: [UInt8] = []
        text.reserveCapacity(numbers.count * 26)
        for i in 0..<rows.count {
          if i > 0 { text += comma }
          text += open
          Digits.append(numbers[i * width..<(i + 1) * width], to: &text)
          text += close
        }
        return text
      },
      take: { text, rows in
        try sink((rows.lowerBound == 0 ? Array(head.utf8) : comma) + text)
      },
      progress: progress)
    if !end.isEmpty { try sink(Array(end.utf8)) }
  }
}

/// The formats of a table.
public enum TableFormat: String, Sendable, CaseIterable {
  case csv, npz, json
}

/// Tables as files, which appear under their names complete or not at all.
extension ReferenceTable {
  /// - Parameters:
  ///   - path: the file, replaced if it is there.
  ///   - progress: told of the rows done.
  /// - Throws: as ``fields(_:)``; `DataFileError` and ``ExportError/noRoom(file:reason:)`` where it cannot be
  ///   written.
  public func write(to path: String, as format: TableFormat, progress: (Int) -> Void = { _ in }) throws {
    if format == .npz { return try writeNPZ(to: path, progress) }
    var writer = try ByteWriter(to: path)
    if format == .csv {
      try csv(to: { try writer.append($0) }, progress: progress)
    } else {
      try json(to: { try writer.append($0) }, progress: progress)
    }
    try writer.finish()
  }

  /// NPZ: one array a coordinate, one a column, and `meta`.
  ///
  /// On a grid the coordinates' arrays hold the axes and the columns are indexed by the coordinates in their
  /// order; scattered points have one-dimensional arrays of equal length. An archive holds one array after
  /// the other, so the columns wait in a file of their own until all rows are measured.
  private func writeNPZ(to path: String, _ progress: (Int) -> Void) throws {
    // The last digits are noise: more effort takes twice the time and saves nothing.
    var writer = try NPZWriter(to: path, compression: .deflate(level: 1))
    let names = columns.fields
    let spool = try ColumnScratchFile(beside: path, columns: names.count, rows: places.count)
    try parts(
      make: { rows in
        let numbers = try fields(rows)
        return names.indices.map { k in
          stride(from: k, to: numbers.count, by: names.count).map { numbers[$0] }
        }
      },
      take: { columns, rows in
        for (k, values) in columns.enumerated() { try spool.put(values, column: k, at: rows.lowerBound) }
      },
      progress: progress)
    for (k, name) in metadata.coordinates.enumerated() {
      let length = places.lengths[k]
      try writer.begin(name, shape: [length])
      for block in ColumnScratchFile.blocks(length) {
        try writer.append(block.map { places.value($0, along: k) })
      }
    }
    for (k, name) in names.enumerated() {
      try writer.begin(name, shape: places.shape ?? [places.count])
      for block in ColumnScratchFile.blocks(places.count) {
        try writer.append(try spool.values(column: k, block))
      }
    }
    try writer.add(text: try metadata.json(), named: "meta")
    try writer.finish()
  }
}
