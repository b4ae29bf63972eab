// SPDX-License-Identifier: MIT

/// Why a data file was not read or written: its text says which file, where in it, what is wrong, and the
/// cure.
public struct DataFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The path as it was given.
  public let file: String
  public let problem: Problem
  public var description: String { "\(file): \(problem)" }

  package init(file: String, problem: Problem) {
    self.file = file
    self.problem = problem
  }

  /// What is wrong. Lines and columns are counted from 1, array indices from 0, a column is a field.
  public indirect enum Problem: Error, Equatable, Sendable, Codable {
    // The file
    case missing
    case directory
    /// The system's reason.
    case unreadable(String)
    case empty
    /// More bytes of file, or of numbers as `Double`, than the caller allows.
    case tooLarge(part: String, limit: Int)
    /// The extension promises another format, and as what the contents are they cannot be read either.
    case unlikeExtension(promised: FileFormat, found: FileFormat, Problem)

    // Bytes
    case truncated(part: String, needed: Int, found: Int)
    case surplus(part: String, bytes: Int)
    case malformed(part: String, reason: String)

    // Arrays
    case shape(array: String, reason: String)
    /// Python objects, which only a pickle could restore.
    case pickled(array: String)
    case structured(array: String)
    case unsupportedType(array: String, code: String)
    /// The imaginary part at that index is not zero, where real numbers alone serve.
    case complex(array: String, index: [Int])
    case notFinite(array: String, index: [Int])
    case noArrays(skipped: [String])

    // Archives
    case encrypted(member: String)
    case method(member: String, code: Int)
    case checksum(member: String)
    case duplicate(name: String)

    // HDF5
    /// libhdf5, which reads it, is not installed.
    case hdf5
    /// The file holds so many runs, numbered from 0; another was asked for.
    case run(asked: Int, count: Int)
    /// A run was asked for of a file that holds one alone.
    case noRuns

    // Text
    case utf16
    case binary(offset: Int)
    case ragged(line: Int, expected: Int, found: Int)
    case notANumber(line: Int, column: Int, text: String)
    case notFiniteNumber(line: Int, column: Int, text: String)
    case decimalComma(line: Int, column: Int, text: String)
    case unclosedQuote(line: Int, column: Int)
    case noRows

    // Writing
    /// The system's reason.
    case unwritable(String)
    case length(array: String, expected: Int, given: Int)
    case notRepresentable(array: String, index: [Int], type: ElementType)
    /// A name that no member can have.
    case name(String)
    /// Values before an array is begun.
    case noArrayBegun
    /// The writer has failed, or been finished, before.
    case closed
  }
}

typealias Problem = DataFileError.Problem

extension DataFileError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing: "no such file; is the path right, and relative to this folder?"
    case .directory: "is a folder; name a file in it"
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .empty: "is empty; write it again"
    case .tooLarge(let part, let limit):
      "\(part) needs more than the \(limit) bytes allowed; split the data, or raise the limit"
    case .unlikeExtension(let promised, let found, let problem):
      "the extension promises \(promised.name), the contents look like \(found.name), and as such: \(problem)"
    case .truncated(let part, let needed, let found):
      "\(part) ends early: \(needed) bytes are needed, \(found) are there; copy or save the file again"
    case .surplus(let part, let bytes):
      "\(part) is followed by \(bytes) bytes that belong to nothing; save the file again"
    case .malformed(let part, let reason): "\(part): \(reason); save the file again"
    case .hdf5:
      "is HDF5 (MATLAB's v7.3 too), for which libhdf5 is needed; install libhdf5-dev (Homebrew: hdf5), or "
        + "save with -v7, or as .npz"
    case .run(let asked, let count):
      "holds \(count) runs, numbered from 0, so there is no run \(asked); take one from 0 to \(count - 1)"
    case .noRuns: "holds one run alone, or none that is told apart; leave the number of the run out"
    case .encrypted(let member): "\(member) is encrypted; save the archive without a password"
    case .method(let member, let code):
      "\(member) is compressed by method \(code); store or deflate it, as numpy.savez does"
    case .checksum(let member):
      "\(member) fails its checksum, the bytes are damaged; copy or save the file again"
    case .duplicate(let name): "\(name) is there twice; keep one of them"
    default: arrayText ?? textText ?? writingText
    }
  }

  private var arrayText: String? {
    switch self {
    case .shape(let array, let reason): "array \(array): the shape is impossible: \(reason)"
    case .pickled(let array):
      "array \(array) holds Python objects; a pickle is never executed: save numbers, with astype(float)"
    case .structured(let array):
      "array \(array) has named fields; save each field as an array of its own"
    case .unsupportedType(let array, let code):
      "array \(array) has the type \(code), which is not read; save it as float64"
    case .complex(let array, let index):
      "array \(array)\(index) has an imaginary part; take the real part or the magnitude first"
    case .notFinite(let array, let index):
      "array \(array)\(index) is infinite; every value must be finite, or NaN where there is none"
    case .noArrays(let skipped):
      "holds no numeric array"
        + (skipped.isEmpty ? "" : ", only \(skipped.prefix(8).joined(separator: ", "))")
        + "; save at least one"
    default: nil
    }
  }

  private var textText: String? {
    switch self {
    case .utf16: "is text in UTF-16; save it as UTF-8"
    case .binary(let offset):
      "is neither text (byte \(offset) is no character) nor a known binary format; "
        + "save as .csv, .json, .npy, .npz, .mat or .h5"
    case .ragged(let line, let expected, let found):
      "line \(line) has \(found) fields, the first row \(expected); give every line as many"
    case .notANumber(let line, let column, let text):
      text.isEmpty
        ? "line \(line), column \(column): the field is empty; every field must be a number"
        : "line \(line), column \(column): \"\(text)\" is no number; start lines of remarks with # or %"
    case .notFiniteNumber(let line, let column, let text):
      "line \(line), column \(column): \(text) is infinite or beyond double precision; "
        + "every value must be finite, or NaN where there is none"
    case .decimalComma(let line, let column, let text):
      "line \(line), column \(column): \(text) has a decimal comma; write a decimal point"
    case .unclosedQuote(let line, let column):
      "line \(line), column \(column): the quote is not closed on this line; close it"
    case .noRows: "has no row of numbers; write at least one"
    default: nil
    }
  }

  private var writingText: String {
    switch self {
    case .unwritable(let reason): "cannot be written: \(reason)"
    case .length(let array, let expected, let given):
      "array \(array) has \(given) values, its shape says \(expected); give as many as the shape says"
    case .notRepresentable(let array, let index, let type):
      "array \(array)\(index) is no \(type.rawValue); choose a wider type"
    case .name(let name): "\"\(name)\" cannot name an array; choose one of 1 to 65000 bytes without NUL"
    case .noArrayBegun: "values came before an array was begun; begin one first"
    default: "the writer has failed or been finished before; open another"
    }
  }
}
