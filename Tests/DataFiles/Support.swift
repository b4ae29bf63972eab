// SPDX-License-Identifier: MIT

import Foundation

@testable import DataFiles

/// What reading those bytes is refused with; nil where they are read.
func problem(_ bytes: [UInt8], _ name: String = "u", limit: Int = DataFile.defaultLimit) -> Problem? {
  do throws(DataFileError) {
    _ = try DataFile.read(bytes, named: name, limit: limit)
    return nil
  } catch { return error.problem }
}

func problem(_ text: String, _ name: String = "u.csv") -> Problem? { problem(Array(text.utf8), name) }

func arrays(_ bytes: [UInt8], _ name: String = "u") throws -> NamedArrays {
  guard case .arrays(let arrays) = try DataFile.read(bytes, named: name) else { throw Unexpected.table }
  return arrays
}

func table(_ bytes: [UInt8], _ name: String = "u.csv") throws -> NumericTable {
  guard case .table(let table) = try DataFile.read(bytes, named: name) else { throw Unexpected.arrays }
  return table
}

func table(_ text: String) throws -> NumericTable { try table(Array(text.utf8)) }

enum Unexpected: Error { case table, arrays, fixture }

/// A folder for one test, removed at its end.
final class Folder {
  let path: String
  init() throws {
    path = NSTemporaryDirectory() + "/datafiles-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
  var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: self(name))))
  }
}

/// A `.npy` made by hand.
func npy(
  _ dictionary: String, data: [UInt8] = [], version: [UInt8] = [1, 0], length: Int? = nil
) -> [UInt8] {
  var bytes = NPYHeader.magic + version
  let count = length ?? dictionary.utf8.count
  if version[0] == 1 { bytes.append(integer: UInt16(count)) } else { bytes.append(integer: UInt32(count)) }
  return bytes + Array(dictionary.utf8) + data
}

func npy(_ descr: String, _ shape: String, data: [UInt8]) -> [UInt8] {
  npy("{'descr': '\(descr)', 'fortran_order': False, 'shape': \(shape), }\n", data: data)
}

func little<T: FixedWidthInteger>(_ values: [T]) -> [UInt8] {
  values.reduce(into: []) { $0.append(integer: $1) }
}
func little(_ values: [Double]) -> [UInt8] { little(values.map(\.bitPattern)) }
