// SPDX-License-Identifier: MIT

import PDE

/// Every study, one row each.
public enum StudyCatalogue {
  /// In the order in which they are listed.
  public static let all: [Study] = [.thread]

  /// The study of that name.
  /// - Parameter name: of the study.
  /// - Throws: ``UnknownStudy`` where there is none.
  public static func study(_ name: String) throws -> Study {
    guard let found = all.first(where: { $0.name == name }) else {
      throw UnknownStudy(
        description: Suggestion.message("study", name, all.map(\.name)))
    }
    return found
  }
}

/// A name that no study, or no question of a study, has.
public struct UnknownStudy: Error, CustomStringConvertible {
  public let description: String
}

extension Study {
  /// The questions of these ids, in the study's order; all where none is given.
  /// - Parameter ids: of questions.
  /// - Throws: ``UnknownStudy`` where one of them has no question.
  public func questions(_ ids: [String]) throws -> [Question] {
    for id in ids where !questions.contains(where: { $0.id == id }) {
      throw UnknownStudy(
        description: Suggestion.message("question of \(name)", id, questions.map(\.id)))
    }
    return ids.isEmpty ? questions : questions.filter { ids.contains($0.id) }
  }
}
