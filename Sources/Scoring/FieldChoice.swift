// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// What a caller says of the names in a file, where they do not say it themselves.
public struct FieldChoice: Sendable, Equatable {
  /// The columns or arrays to score: one for each unknown, in their order, or one that holds them all. Empty
  /// where names decide.
  public let fields: [String]
  /// The file's name of what the problem calls so: a coordinate, or an unknown.
  public let map: [String: String]

  /// - Parameters:
  ///   - fields: see ``fields``.
  ///   - map: see ``map``; unknowns may be called `u1`, `u2` … or `u`, `v`, and `p` or `w`.
  ///   - problem: what the file claims to solve.
  /// - Throws: ``FieldChoiceError`` where the problem has no such coordinate or unknown, or both name the
  ///   same.
  public init(fields: [String] = [], map: [String: String] = [:], for problem: any Problem) throws {
    let coordinates = problem.domain.coordinates.map(\.description)
    let known = coordinates + Self.keys(problem.unknowns).flatMap { $0 }
    for key in map.keys.sorted() where !known.contains(key) {
      throw FieldChoiceError.unknown(key, known)
    }
    for keys in Self.keys(problem.unknowns) {
      let given = keys.filter { map[$0] != nil }
      if given.count > 1 || !given.isEmpty && !fields.isEmpty { throw FieldChoiceError.twice(given[0]) }
    }
    self.fields = fields
    self.map = map
  }

  /// Names decide.
  public init() {
    fields = []
    map = [:]
  }

  /// The file's name of an unknown, if it is given.
  func name(ofUnknown k: Int, of unknowns: Int) -> String? {
    Self.keys(unknowns)[k].lazy.compactMap { map[$0] }.first
  }

  /// What each unknown may be called by a caller.
  private static func keys(_ unknowns: Int) -> [[String]] {
    (0..<unknowns).map { k in
      let letters = [["u"], ["v"], ["p", "w"]]
      return ["u\(k + 1)"] + (k < letters.count ? letters[k] : [])
    }
  }
}

/// Why a choice of names is none.
public enum FieldChoiceError: Error, Equatable, CustomStringConvertible {
  /// The problem calls nothing so; and what it does.
  case unknown(String, [String])
  /// The same unknown is given in two ways.
  case twice(String)

  public var description: String {
    switch self {
    case .unknown(let name, let known): Suggestion.message("coordinate or unknown", name, known)
    case .twice(let name): "\(name) is given twice: name the field of an unknown once"
    }
  }
}
