// SPDX-License-Identifier: MIT

/// Writes a file of any contents piece by piece.
///
/// The file appears under its name when `finish` returns, whole; whatever fails before leaves nothing.
///
///     var writer = try ByteWriter(to: "u.csv")
///     for line in lines { try writer.append(Array(line.utf8)) }
///     try writer.finish()
package struct ByteWriter: ~Copyable {
  private let path: String
  private let file: AtomicFile

  /// - Parameter path: the file, replaced if it is there.
  /// - Throws: `directory`, `unwritable`.
  package init(to path: String) throws(DataFileError) {
    self.path = path
    do throws(Problem) {
      file = try AtomicFile(path)
    } catch { throw DataFileError(file: path, problem: error) }
  }

  /// - Throws: `unwritable`, `closed`; the writer is closed then.
  package mutating func append(_ bytes: [UInt8]) throws(DataFileError) {
    do throws(Problem) {
      try file.write(bytes)
    } catch { throw DataFileError(file: path, problem: error) }
  }

  /// Gives the file its name.
  /// - Throws: `unwritable`, `closed`.
  package consuming func finish() throws(DataFileError) {
    do throws(Problem) {
      try file.commit()
    } catch { throw DataFileError(file: path, problem: error) }
  }
}
