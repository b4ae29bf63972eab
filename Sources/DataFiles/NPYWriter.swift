// SPDX-License-Identifier: MIT

/// Writes a `.npy` of known shape piece by piece, in little memory.
///
/// The file appears under its name when `finish` returns, whole; whatever fails before leaves nothing.
///
///     var writer = try NPYWriter(to: "u.npy", shape: [1000, 1000])
///     for row in rows { try writer.append(row) }
///     try writer.finish()
package struct NPYWriter: ~Copyable {
  private let path: String
  private let file: AtomicFile
  private var encoder: ArrayEncoder

  /// - Parameters:
  ///   - path: the file, replaced if it is there.
  ///   - shape: lengths along each index; empty for a single number.
  ///   - type: the type in which the file holds the values; complex types get imaginary parts of zero.
  /// - Throws: `shape`, `directory`, `unwritable`.
  package init(to path: String, shape: [Int], as type: ElementType = .float64) throws(DataFileError) {
    (encoder, file) = try Self.begun(path, shape, type)
    self.path = path
  }

  private static func begun(
    _ path: String, _ shape: [Int], _ type: ElementType
  ) throws(DataFileError) -> (ArrayEncoder, AtomicFile) {
    do throws(Problem) {
      let encoder = try ArrayEncoder(path, shape, type)
      let file = try AtomicFile(path)
      try file.write(encoder.header)
      return (encoder, file)
    } catch { throw DataFileError(file: path, problem: error) }
  }

  /// Appends values in C order.
  /// - Throws: `length`, `notFinite`, `notRepresentable`, `unwritable`; the writer is closed then.
  package mutating func append(_ values: [Double]) throws(DataFileError) {
    let file = file
    do throws(Problem) {
      try encoder.encode(values) { (bytes) throws(Problem) in try file.write(bytes) }
    } catch {
      file.abandon()
      throw DataFileError(file: path, problem: error)
    }
  }

  /// Gives the file its name.
  /// - Throws: `length` where values are missing, `unwritable`, `closed`.
  package consuming func finish() throws(DataFileError) {
    do throws(Problem) {
      try encoder.finish()
      try file.commit()
    } catch {
      file.abandon()
      throw DataFileError(file: path, problem: error)
    }
  }
}
