// SPDX-License-Identifier: MIT

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
