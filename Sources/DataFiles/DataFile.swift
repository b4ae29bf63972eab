/// Reads data files: NumPy's `.npy` and `.npz`, MATLAB's `.mat` up to v7, and tables of text.
///
/// The contents decide the format, not the extension: a table named `.npz` is read as a table. Nothing in a
/// file is ever executed, and no length in it is believed before it is checked.
public enum DataFile {
  /// Bytes of file, and bytes of numbers as `Double`, that are read unless the caller says otherwise: 1 GiB.
  public static let defaultLimit = 1 << 30

  /// The arrays or the table of a file.
  /// - Parameters:
  ///   - path: absolute, or relative to the working directory.
  ///   - limit: bytes of file, and bytes of numbers, 8 each, at most.
  /// - Throws: everything under `DataFileError.Problem` but what concerns writing.
  public static func read(_ path: String, limit: Int = defaultLimit) throws(DataFileError) -> DataFileContents
  {
    let bytes: [UInt8]
    do throws(Problem) {
      bytes = try FileBytes.read(path, limit: limit)
    } catch { throw DataFileError(file: path, problem: error) }
    return try read(bytes, named: path, limit: limit)
  }

  /// The arrays or the table in the bytes of a file.
  /// - Parameters:
  ///   - bytes: all of the file.
  ///   - path: its name, for its extension and for messages.
  ///   - limit: bytes of numbers, 8 each, at most.
  /// - Throws: as `read(_:limit:)`.
  public static func read(
    _ bytes: [UInt8], named path: String, limit: Int = defaultLimit
  ) throws(DataFileError) -> DataFileContents {
    let view = Bytes(bytes)
    let format = FileFormat(of: view)
    do throws(Problem) {
      if bytes.isEmpty { throw .empty }
      return try contents(view, format, name: stem(path), limit)
    } catch {
      if let promised = FileFormat(extensionOf: path), promised != format, error != .empty {
        throw DataFileError(
          file: path, problem: .unlikeExtension(promised: promised, found: format, error))
      }
      throw DataFileError(file: path, problem: error)
    }
  }

  private static func contents(
    _ bytes: Bytes, _ format: FileFormat, name: String, _ limit: Int
  ) throws(Problem) -> DataFileContents {
    var allowance = Allowance(limit)
    switch format {
    case .npy: return .arrays(try NPYFile.read(bytes, name: name, &allowance))
    case .npz: return .arrays(try NPZFile.read(bytes, &allowance))
    case .matlab: return .arrays(try MATFile.read(bytes, &allowance))
    case .hdf5: throw .hdf5
    case .text: return .table(try TextTable.read(bytes.array, limit: max(0, limit)))
    }
  }

  /// The file's name without folders and extension.
  private static func stem(_ path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return String(file) }
    return String(file[..<dot])
  }
}
