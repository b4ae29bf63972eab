// SPDX-License-Identifier: MIT

/// Why a data file was not read or written: its text says which file, where in it, what is wrong, and the
/// cure.
public struct DataFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The path as it was given.
  public let file: String
  public let problem: Problem
  public var description: String { "\(file): \(problem)" }

  init(file: String, problem: Problem) {
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
