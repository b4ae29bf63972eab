// SPDX-License-Identifier: MIT

/// Reads data files: NumPy's `.npy` and `.npz`, MATLAB's `.mat` of all versions, HDF5 (through libhdf5, where
/// it is installed), JSON, tables of text, and any of them packed by gzip.
///
/// The contents decide the format, not the extension: a table named `.npz` is read as a table. Nothing in a
/// file is ever executed, and no length in it is believed before it is checked.
package enum DataFile {
  /// Bytes of file, and bytes of numbers as `Double`, that are read unless the caller says otherwise: 1 GiB.
  package static let defaultLimit = 1 << 30

  /// The arrays or the table of a file.
  /// - Parameters:
  ///   - path: absolute, or relative to the working directory.
  ///   - run: which of the runs in an HDF5 file of many, from 0; the first where nothing is said.
  ///   - limit: bytes of file, and bytes of numbers, 8 each, at most. Of an HDF5 file numbers alone count.
  /// - Throws: everything under `DataFileError.Problem` but what concerns writing.
  package static func read(
    _ path: String, run: Int? = nil, limit: Int = defaultLimit
  ) throws(DataFileError) -> DataFileContents {
    if let head = FileBytes.head(path, 4096), FileFormat(of: Bytes(head)) == .hdf5 {
      return try told(path, .hdf5) { () throws(Problem) in
        .arrays(try HDF5File.read(path: path, run: run, Allowance(limit)))
      }
    }
    let bytes: [UInt8]
    do throws(Problem) {
      bytes = try FileBytes.read(path, limit: limit)
    } catch { throw DataFileError(file: path, problem: error) }
    return try read(bytes, named: path, run: run, limit: limit)
  }

  /// The arrays or the table in the bytes of a file.
  /// - Parameters:
  ///   - bytes: all of the file.
  ///   - path: its name, for its extension and for messages.
  ///   - run: as above.
  ///   - limit: bytes of numbers, 8 each, at most; and of what is packed, bytes that it inflates to.
  /// - Throws: as `read(_:run:limit:)`.
  package static func read(
    _ bytes: [UInt8], named path: String, run: Int? = nil, limit: Int = defaultLimit
  ) throws(DataFileError) -> DataFileContents {
    let view = Bytes(bytes)
    let format = FileFormat(of: view)
    return try told(path, format) { () throws(Problem) in
      if bytes.isEmpty { throw .empty }
      guard format == .gzip else { return try contents(view, format, name: stem(path), run, limit) }
      let inner = Bytes(try GzipFile.inflated(view, limit: max(0, limit)))
      let packed = FileFormat(of: inner)
      if inner.count == 0 { throw .empty }
      if packed == .gzip { throw .malformed(part: "the file", reason: "it was packed by gzip twice") }
      return try contents(inner, packed, name: stem(stem(path)), run, limit)
    }
  }

  /// What the body reads; its problem with the file's name, and with what the name promised where that is not
  /// so.
  private static func told(
    _ path: String, _ format: FileFormat, _ body: () throws(Problem) -> DataFileContents
  ) throws(DataFileError) -> DataFileContents {
    do throws(Problem) {
      return try body()
    } catch {
      if let promised = FileFormat(extensionOf: path), promised != format, error != .empty,
        !(promised == .matlab && format == .hdf5)
      {
        throw DataFileError(
          file: path, problem: .unlikeExtension(promised: promised, found: format, error))
      }
      throw DataFileError(file: path, problem: error)
    }
  }

  private static func contents(
    _ bytes: Bytes, _ format: FileFormat, name: String, _ run: Int?, _ limit: Int
  ) throws(Problem) -> DataFileContents {
    var allowance = Allowance(limit)
    if run != nil, format != .hdf5 { throw .noRuns }
    switch format {
    case .npy: return .arrays(try NPYFile.read(bytes, name: name, &allowance))
    case .npz: return .arrays(try NPZFile.read(bytes, &allowance))
    case .matlab:
      let isOld = MATFile.isLittleEndian(bytes) == nil && MAT4File.isFirst(bytes)
      return .arrays(try isOld ? MAT4File.read(bytes, &allowance) : MATFile.read(bytes, &allowance))
    case .hdf5: return .arrays(try HDF5File.read(bytes, run: run, allowance))
    case .json: return try JSONFile.read(bytes.array, limit: max(0, limit))
    case .text, .gzip: return .table(try TextTable.read(bytes.array, limit: max(0, limit)))
    }
  }

  /// The file's name without folders and extension.
  private static func stem(_ path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return String(file) }
    return String(file[..<dot])
  }
}

extension DataFile {
  /// Writes one array as `.npy`, in its own type; the file appears whole or not at all.
  /// - Throws: `directory`, `unwritable`, `notFinite`, `notRepresentable`, `complex`.
  package static func write(_ array: NumericArray, npy path: String) throws(DataFileError) {
    try array.refuseImaginary()
    var writer = try NPYWriter(to: path, shape: array.shape, as: array.elementType)
    try writer.append(array.values)
    try writer.finish()
  }

  /// Writes arrays and texts as `.npz`, each array in its own type, the texts in the order of their names;
  /// the file appears whole or not at all.
  /// - Throws: `name`, `duplicate`, `directory`, `unwritable`, `notFinite`, `notRepresentable`,
  ///   `complex`.
  package static func write(
    _ arrays: [NumericArray], texts: [String: String] = [:], npz path: String,
    compression: NPZWriter.Compression = .deflate(level: 6)
  ) throws(DataFileError) {
    for array in arrays { try array.refuseImaginary() }
    var writer = try NPZWriter(to: path, compression: compression)
    for array in arrays { try writer.add(array) }
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) { try writer.add(text: text, named: name) }
    try writer.finish()
  }
}

/// What a data file holds.
package enum DataFileContents: Sendable, Equatable {
  /// Of `.npy`, `.npz`, `.mat`, HDF5 and JSON: arrays with names.
  case arrays(NamedArrays)
  /// Of text, and of JSON with columns and rows: a table.
  case table(NumericTable)
}

/// The arrays of a binary file.
package struct NamedArrays: Sendable, Equatable {
  /// In the file's order, each name once.
  package internal(set) var arrays: [NumericArray] = []
  /// Text held as an array without dimensions, such as JSON metadata, by name.
  package internal(set) var texts: [String: String] = [:]
  /// What else the file holds and was passed over: each name, with what it is in brackets.
  package internal(set) var skipped: [String] = []
  /// What a reader must know, such as which of many runs was taken.
  package internal(set) var notes: [String] = []

  package init() {}

  /// The array of that name.
  package subscript(name: String) -> NumericArray? { arrays.first { $0.name == name } }

  /// These, unless there is neither an array nor a text.
  func unlessEmpty() throws(Problem) -> Self {
    if arrays.isEmpty && texts.isEmpty { throw .noArrays(skipped: skipped) }
    return self
  }
}
