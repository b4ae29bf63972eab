// SPDX-License-Identifier: MIT

import DataFiles

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
