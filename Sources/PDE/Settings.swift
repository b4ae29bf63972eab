// SPDX-License-Identifier: MIT

import Differentiation
import Synchronization

/// Values of a problem's parameters: all within their ranges, standard where nothing was given.
///
/// They remember which names were asked for: a problem is made by ``Problem/init(given:)``, which throws
/// where one of them is no parameter.
public struct Settings: Sendable, Equatable {
  /// What was given, by name.
  public let given: [String: Double]
  /// The value of each parameter.
  public let values: [String: Double]
  private let names: [String]
  private let asked = Asked()

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
    names = parameters.map(\.name)
    values = Dictionary(parameters.map { ($0.name, given[$0.name] ?? $0.standard) }) { first, _ in first }
  }

  /// The constant under its name; NaN under a name that is no parameter, which `checkNames()` then reports.
  public subscript(name: String) -> NamedConstant {
    asked.note(name)
    return NamedConstant(name, values[name] ?? .nan)
  }

  /// The parameters that nobody has asked for.
  package var unread: [String] { names.filter { !asked.names.contains($0) } }

  /// - Throws: ``SettingError/unlisted(_:known:)`` where a name was asked for that is no parameter.
  package func checkNames() throws {
    if let name = asked.names.filter({ values[$0] == nil }).min() {
      throw SettingError.unlisted(name, known: names)
    }
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.given == b.given && (a.values, a.names) == (b.values, b.names)
  }

  /// The names asked for: a class, since asking changes no setting.
  private final class Asked: Sendable {
    private let all = Mutex<Set<String>>([])
    func note(_ name: String) { _ = all.withLock { $0.insert(name) } }
    var names: Set<String> { all.withLock { $0 } }
  }
}

extension Problem {
  /// The problem with parameters set.
  /// - Throws: ``SettingError``, also where the problem asks for a setting that is none of its parameters.
  public init(given: [String: Double]) throws {
    let settings = try Settings(given, for: Self.parameters)
    self.init(settings)
    try settings.checkNames()
  }
}

/// A parameter that the problem does not have, or a value it cannot take.
public enum SettingError: Error, CustomStringConvertible {
  case unknown(String, known: [String])
  case range(Parameter, Double)
  /// The problem's own code asks for it, and its list of parameters lacks it.
  case unlisted(String, known: [String])

  public var description: String {
    switch self {
    case .unknown(let name, let known) where known.isEmpty:
      "there is no parameter '\(name)': this problem has none"
    case .unknown(let name, let known): Suggestion.message("parameter", name, known)
    case .range(let p, let value):
      "\(p.name) = \(value) is out of range: \(p.name) (\(p.summary)) must be "
        + (p.isWhole ? "a whole number in " : "in ") + "[\(p.range.lowerBound), \(p.range.upperBound)]"
    case .unlisted(let name, let known):
      "the problem reads settings[\"\(name)\"], which is none of its parameters"
        + (Suggestion.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ":")
        + " Listed: \(known.isEmpty ? "none" : known.joined(separator: ", "))"
    }
  }
}

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
  /// Whether it is how fast the unknown diffuses: what a scheme's numerical diffusion adds to.
  public let isDiffusivity: Bool

  public init(
    _ name: String, _ summary: String, standard: Double, in range: ClosedRange<Double>,
    isWhole: Bool = false, isDiffusivity: Bool = false
  ) {
    self.isWhole = isWhole
    self.isDiffusivity = isDiffusivity
    self.name = name
    self.summary = summary
    self.standard = standard
    self.range = range
  }
}
