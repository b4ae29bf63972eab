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
  let bound: Double?
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
    case id, verdict, relativeL2 = "relative_l2", bound, seconds, threads, message, version, host, machine,
      started,
      ended
  }
}

extension ResultHead {
  /// What cannot be, in a result of a file of that name; nil where all can.
  fileprivate func contradiction(_ name: Substring) -> String? {
    if name != CellName.fileName(id) + ".json" { return "it is of \(id), and its name of another" }
    if seconds < 0 || threads < 1 || (relativeL2 ?? 0) < 0 { return "a number is negative" }
    guard verdict == .pass else { return nil }
    guard let relativeL2 else { return "it has passed without a score" }
    return relativeL2 <= bound ?? .infinity ? nil : "it has passed beyond its bound"
  }
}

/// What a file in a folder of results turned out to be.
enum ResultFile: Sendable {
  case result(ResultHead)
  /// Of a result, but not whole, or no result that can be.
  case damaged(reason: String)
  /// The system does not give it.
  case unreadable(reason: String)
  /// Of a schema that is unknown here.
  case schema(Int)
  /// Something else.
  case foreign

  private struct Form: Decodable {
    let schema: Int?
    let id: String?
    let verdict: String?
  }
  /// Bytes of a result, at the very most.
  private static let most = 1 << 26

  init(reading path: String) {
    let name = path.split(separator: "/").last ?? ""
    var status = stat()
    guard name.hasSuffix(".json"), stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= Self.most
    else {
      self = .foreign
      return
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      self = .unreadable(reason: String(cString: strerror(errno)))
      return
    }
    let decoder = JSONDecoder()
    guard let form = try? decoder.decode(Form.self, from: data) else {
      self = Self.isResultName(name) ? .damaged(reason: "it is not whole") : .foreign
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
    guard let head = try? decoder.decode(ResultHead.self, from: data) else {
      self = .damaged(reason: "entries are missing or wrong")
      return
    }
    self = head.contradiction(name).map { .damaged(reason: $0) } ?? .result(head)
  }

  /// "burgers--taylor--adam--float64--seed1.json"
  private static func isResultName(_ name: Substring) -> Bool {
    name.contains("--seed") && name.split(separator: "--").count == 5
  }

  /// Whether there is a file of that name, and no folder.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  /// The files of a folder that may be results, in the order of their names.
  /// - Throws: ``FolderError``.
  static func names(in folder: String) throws(FolderError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter {
        !$0.hasPrefix(".") && !$0.hasSuffix(ResultStore.fieldSuffix)
      }.sorted()
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
