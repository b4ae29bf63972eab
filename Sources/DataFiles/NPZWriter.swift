// SPDX-License-Identifier: MIT

/// Writes a `.npz` array by array, each piece by piece, in little memory.
///
/// The same arrays give the same bytes: every member is dated 1 January 1980. The file appears under its name
/// when `finish` returns, whole; whatever fails before leaves nothing.
///
///     var writer = try NPZWriter(to: "burgers.npz")
///     try writer.begin("u", shape: [1000, 1000])
///     for row in rows { try writer.append(row) }
///     try writer.add(text: json, named: "meta")
///     try writer.finish()
package struct NPZWriter: ~Copyable {
  /// How members are compressed.
  package enum Compression: Sendable, Equatable {
    case stored
    /// 1 (fast) to 9 (small).
    case deflate(level: Int)
  }
  private let path: String
  private let archive: ZipWriter
  private var encoder: ArrayEncoder?
  private var names: Set<String> = []

  /// - Parameter path: the file, replaced if it is there.
  /// - Throws: `directory`, `unwritable`.
  package init(to path: String, compression: Compression = .deflate(level: 6)) throws(DataFileError) {
    self.path = path
    do throws(Problem) {
      archive = try ZipWriter(path, compression)
    } catch { throw DataFileError(file: path, problem: error) }
  }

  /// Begins an array; the one before must be complete.
  /// - Parameters:
  ///   - shape: lengths along each index; empty for a single number.
  ///   - type: the type in which the file holds the values; complex types get imaginary parts of zero.
  ///   - allowsGaps: whether values may be NaN.
  /// - Throws: `name`, `duplicate`, `shape`, `length` of the array before, `unwritable`; the writer is
  ///   closed then.
  package mutating func begin(
    _ name: String, shape: [Int], as type: ElementType = .float64, allowsGaps: Bool = false
  ) throws(DataFileError) {
    do throws(Problem) {
      try endArray()
      let next = try ArrayEncoder(name, shape, type, allowsGaps: allowsGaps)
      try beginMember(name, size: next.size)
      try archive.write(next.header)
      encoder = next
    } catch { throw failed(error) }
  }

  /// Appends values of the array begun last, in C order.
  /// - Throws: `noArrayBegun`, `length`, `notFinite`, `notRepresentable`, `unwritable`; the writer is
  ///   closed then.
  package mutating func append(_ values: [Double]) throws(DataFileError) {
    let archive = archive
    do throws(Problem) {
      guard encoder != nil else { throw .noArrayBegun }
      try encoder?.encode(values) { (bytes) throws(Problem) in try archive.write(bytes) }
    } catch { throw failed(error) }
  }

  /// Adds a whole array, in its own type.
  /// - Throws: as `begin` and `append`.
  package mutating func add(_ array: NumericArray) throws(DataFileError) {
    try begin(array.name, shape: array.shape, as: array.elementType)
    try append(array.values)
  }

  /// Adds text, such as JSON, as an array of characters without dimensions.
  /// - Throws: as `begin`. NumPy drops zeros at a text's end.
  package mutating func add(text: String, named name: String) throws(DataFileError) {
    do throws(Problem) {
      try endArray()
      var bytes: [UInt8] = []
      for scalar in text.unicodeScalars { bytes.append(integer: scalar.value) }
      // NumPy has no type of width zero for a value.
      if bytes.isEmpty { bytes = [0, 0, 0, 0] }
      let header = NPYHeader.encoded(NPYHeader.text(descr: "<U\(bytes.count / 4)", shape: []))
      try beginMember(name, size: header.count + bytes.count)
      try archive.write(header)
      try archive.write(bytes)
    } catch { throw failed(error) }
  }

  /// Ends the archive and gives the file its name.
  /// - Throws: `length` where values are missing, `unwritable`, `closed`.
  package consuming func finish() throws(DataFileError) {
    do throws(Problem) {
      try endArray()
      try archive.finish()
    } catch { throw failed(error) }
  }

  private mutating func endArray() throws(Problem) {
    try encoder?.finish()
    encoder = nil
  }

  private mutating func beginMember(_ name: String, size: Int) throws(Problem) {
    guard !name.isEmpty, name.utf8.count <= 65000, !name.utf8.contains(0) else { throw .name(name) }
    guard names.insert(name).inserted else { throw .duplicate(name: name) }
    try archive.begin(name + ".npy", size: size)
  }

  private func failed(_ problem: Problem) -> DataFileError {
    archive.abandon()
    return DataFileError(file: path, problem: problem)
  }
}
