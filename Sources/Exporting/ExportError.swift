// SPDX-License-Identifier: MIT

import Differentiation

/// Why reference values were not written.
public enum ExportError: Error, Equatable, CustomStringConvertible {
  /// A grid of more points than can be counted.
  case tooMany([Int])
  /// A reference has no finite number there.
  case notFinite(column: String, at: String)
  /// The system's reason why there is no room for intermediate results beside the file.
  case noRoom(file: String, reason: String)

  public var description: String {
    switch self {
    case .tooMany(let counts):
      "the grid \(counts.map(String.init).joined(separator: "x")) has more points than can be written: "
        + "take fewer along each coordinate"
    case .notFinite(let column, let place):
      "\(column) is not finite at \(place): leave that point out"
    case .noRoom(let file, let reason):
      "\(file): no room beside it for intermediate results: \(reason); free some, or choose another folder"
    }
  }
}
