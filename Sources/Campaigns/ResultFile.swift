// SPDX-License-Identifier: MIT

import Benchmarking
import Essentials
import Verification

/// What a report reads of a result's file.
struct ResultHead: Decodable, Sendable {
  struct Made: Decodable, Sendable {
    let processor: String
    let instructionSet: String
    let kernels: String
    let blas: String
  }
  let id: String
  let verdict: Verdict
  /// nil where it is no finite number.
  let relativeL2: Double?
  let seconds: Double
  let threads: Int
  let message: String?
  let version: String
  let host: String
  let machine: Made
  /// As text: times of one form, so that the later one is the greater.
  let started: String
  let ended: String

  enum CodingKeys: String, CodingKey {
    case id, verdict, relativeL2 = "relative_l2", seconds, threads, message, version, host, machine, started,
      ended
  }
}

/// What a file in a folder of results turned out to be.
enum ResultFile: Sendable {
  case result(ResultHead)
  /// Of a result, but not whole.
  case damaged
  /// Of a schema that is unknown here.
  case schema(Int)
  /// Something else.
  case foreign

  private struct Form: Decodable {
    let schema: Int?
    let id: String?
    let verdict: String?
  }

  init(reading path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard name.hasSuffix(".json"), let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      self = .foreign
      return
    }
    let decoder = JSONDecoder()
    guard let form = try? decoder.decode(Form.self, from: data) else {
      self = Self.isResultName(name) ? .damaged : .foreign
      return
    }
    guard form.id != nil, form.verdict != nil else {
      self = .foreign
      return
    }
    guard form.schema == CellResult.schema else {
      self = .schema(form.schema ?? 1)
      return
    }
    let head = try? decoder.decode(ResultHead.self, from: data)
    self = head.map { .result($0) } ?? .damaged
  }

  /// "burgers--taylor--adam--float64--seed1.json"
  private static func isResultName(_ name: Substring) -> Bool {
    name.contains("--seed") && name.split(separator: "--").count == 5
  }

  /// The files of a folder that may be results, in the order of their names.
  /// - Throws: ``FolderError``.
  static func names(in folder: String) throws(FolderError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
        .sorted()
    } catch { throw FolderError(path: folder) }
  }
}

/// A folder of results that cannot be read.
package struct FolderError: Error, CustomStringConvertible {
  package let path: String
  package var description: String {
    "'\(path)' is no folder that can be read: give the one that verify run --output wrote to"
  }
}
