import Differentiation

/// A settable constant of a problem.
public struct Parameter: Sendable {
  /// Its name for `--set`, and in the printed equation.
  public let name: String
  /// What it is, in a few words.
  public let summary: String
  /// Its value where none is given.
  public let standard: Double
  /// The values that the problem and its reference can take.
  public let range: ClosedRange<Double>
  /// Whether it counts something.
  public let isWhole: Bool

  public init(
    _ name: String, _ summary: String, standard: Double, in range: ClosedRange<Double>, isWhole: Bool = false
  ) {
    self.isWhole = isWhole
    self.name = name
    self.summary = summary
    self.standard = standard
    self.range = range
  }
}

/// Values of a problem's parameters: all within their ranges, standard where nothing was given.
public struct Settings: Sendable, Equatable {
  /// What was given, by name.
  public let given: [String: Double]
  private let values: [String: Double]

  /// - Throws: ``SettingError`` for an unknown name or a value out of its range.
  public init(_ given: [String: Double] = [:], for parameters: [Parameter]) throws {
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        throw SettingError.unknown(name, known: parameters.map(\.name))
      }
      guard parameter.range.contains(value), !parameter.isWhole || value == value.rounded() else {
        throw SettingError.range(parameter, value)
      }
    }
    self.given = given
    values = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, given[$0.name] ?? $0.standard) })
  }

  /// The constant under its name. The parameter must be one of the problem's.
  public subscript(name: String) -> NamedConstant {
    guard let value = values[name] else { preconditionFailure("the problem lists no parameter \(name)") }
    return NamedConstant(name, value)
  }
}

/// A parameter that the problem does not have, or a value it cannot take.
public enum SettingError: Error, CustomStringConvertible {
  case unknown(String, known: [String])
  case range(Parameter, Double)

  public var description: String {
    switch self {
    case .unknown(let name, let known) where known.isEmpty:
      "there is no parameter '\(name)': this problem has none"
    case .unknown(let name, let known): Suggestion.message("parameter", name, known)
    case .range(let p, let value):
      "\(p.name) = \(value) is out of range: \(p.name) (\(p.summary)) must be "
        + (p.isWhole ? "a whole number in " : "in ") + "[\(p.range.lowerBound), \(p.range.upperBound)]"
    }
  }
}

/// The nearest name to a mistyped one.
public enum Suggestion {
  /// "there is no … '…'; did you mean '…'? Known: …"
  public static func message(_ kind: String, _ name: String, _ known: [String]) -> String {
    let hint = nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? "."
    return "there is no \(kind) '\(name)'\(hint) Known: \(known.joined(separator: ", "))"
  }

  /// By edit distance; nil where nothing comes close.
  public static func nearest(to name: String, among known: [String]) -> String? {
    known.map { (distance(name.lowercased(), $0.lowercased()), $0) }.min { $0.0 < $1.0 }
      .flatMap { $0.0 <= max(2, name.count / 2) ? $0.1 : nil }
  }

  /// Levenshtein's edit distance.
  static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, c) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, d) in b.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (c == d ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}
