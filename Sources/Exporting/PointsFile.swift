// SPDX-License-Identifier: MIT

import Differentiation
import Essentials
import PDE

/// A points file: numbers between commas, one point a line; blank lines, comments after # and one header line
/// are passed over. Read line by line.
public enum PointsFile {
  /// - Throws: ``PointsFileError``.
  public static func read(_ path: String, in domain: Domain) throws(PointsFileError) -> EvaluationPoints {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path) }
    guard let file = try? OpenFile.reading(path) else { throw .noText(path) }
    var reader = Lines(path: path, domain: domain)
    var rest: [UInt8] = []
    var isFirst = true
    while true {
      guard let block = try? file.read(upTo: 1 << 20) else { throw .noText(path) }
      rest += block
      if isFirst, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest.removeFirst(3) }
      isFirst = false
      var place = 0
      while let end = rest[place...].firstIndex(of: 0x0A) {
        try reader.take(rest[place..<end])
        place = end + 1
      }
      rest.removeFirst(place)
      if block.isEmpty { break }
    }
    try reader.take(rest[...])
    return try places(reader)
  }

  /// - Parameters:
  ///   - bytes: all of the text.
  ///   - name: what it is called in messages.
  /// - Throws: ``PointsFileError``.
  public static func read(
    _ bytes: [UInt8], named name: String, in domain: Domain
  ) throws(PointsFileError) -> EvaluationPoints {
    var reader = Lines(path: name, domain: domain)
    try reader.take(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...])
    return try places(reader)
  }

  private static func places(_ reader: Lines) throws(PointsFileError) -> EvaluationPoints {
    guard !reader.rows.isEmpty else { throw .empty(reader.path) }
    do {
      return try EvaluationPoints(points: reader.rows, in: reader.domain)
    } catch { throw .line(reader.path, reader.number, "\(error)") }
  }

  /// What the lines so far have.
  private struct Lines {
    let path: String
    let domain: Domain
    let header: [String]
    var rows: [Double] = []
    var number = 0

    init(path: String, domain: Domain) {
      (self.path, self.domain) = (path, domain)
      header = domain.coordinates.map(\.description)
    }

    /// Takes one line, or several that end by something other than a line feed.
    mutating func take(_ bytes: ArraySlice<UInt8>) throws(PointsFileError) {
      guard let text = String(validating: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self) else {
        throw .noText(path)
      }
      for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        number += 1
        try take(line)
      }
    }

    private mutating func take(_ line: Substring) throws(PointsFileError) {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        .map(\.trimmed)
      if fields == [""] || fields[0].hasPrefix("#") || rows.isEmpty && fields == header { return }
      if rows.isEmpty, fields.allSatisfy({ Double($0) == nil }) {
        throw .line(
          path, number,
          "the columns are \(fields.joined(separator: ",")), not \(header.joined(separator: ","))")
      }
      var values: [Double] = []
      for field in fields {
        guard let value = Double(field), value.isFinite else {
          throw .line(path, number, "'\(field)' is no number")
        }
        values.append(value)
      }
      do { rows += try domain.point(values).values } catch { throw .line(path, number, "\(error)") }
    }
  }
}

/// Why a points file was not read.
public enum PointsFileError: Error, Equatable, CustomStringConvertible {
  case missing(String), noText(String), empty(String)
  /// The file, the line from 1, and what is wrong with it.
  case line(String, Int, String)

  public var description: String {
    switch self {
    case .missing(let path): "there is no file '\(path)'"
    case .noText(let path): "'\(path)' cannot be read as UTF-8 text"
    case .empty(let path): "'\(path)' holds no points"
    case .line(let path, let number, let reason): "\(path), line \(number): \(reason)"
    }
  }
}
