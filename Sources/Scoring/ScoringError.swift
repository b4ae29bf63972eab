import DataFiles
import Differentiation

/// Why a file was not scored: its text says which file, where in it, what is wrong, and the cure.
public struct ScoringError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The path as it was given.
  public let file: String
  public let fault: Fault
  public var description: String { "\(file): \(fault)" }

  init(file: String, _ fault: Fault) {
    self.file = file
    self.fault = fault
  }

  /// Whether there is no such file.
  public var isMissingFile: Bool { fault == .unreadable(.missing) }

  /// What is wrong.
  public enum Fault: Error, Equatable, Sendable {
    case unreadable(DataFileError.Problem)
    /// Columns, or a matrix' shape, that are neither the coordinates with the unknowns nor named.
    case columns(found: String, expected: [String])
    /// Names of columns or arrays among which some are missing.
    case names(kind: String, found: [String], missing: [String])
    /// An array whose shape fits nothing.
    case shape(array: String, reason: String)
    case outside(place: String, Coordinate, Double, ClosedRange<Double>, hint: String)
    /// A point in what is cut out of the domain.
    case cut(place: String, String)
    /// The same point twice with different values.
    case conflict(first: String, second: String, point: String, values: [Double])
    /// The reference has no value at any of the points.
    case noTruth(reason: String)
    /// The reference itself failed.
    case reference(String)
  }
}

extension ScoringError.Fault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let problem): problem.description
    case .columns(let found, let expected):
      "\(found), but \(expected.count) numbers a point are needed: \(expected.joined(separator: ", ")); "
        + "give them in that order, or name the columns in a first line"
    case .names(let kind, let found, let missing):
      "there is no \(kind) \(missing.joined(separator: ", ")) among "
        + (found.isEmpty ? "none" : found.prefix(12).joined(separator: ", "))
        + "; name the \(kind)s as the problem does"
    case .shape(let array, let reason): "array \(array): \(reason)"
    case .outside(let place, let c, let value, let range, let hint):
      "\(place): \(c) = \(value) lies outside the domain, \(c) must be in "
        + "[\(range.lowerBound), \(range.upperBound)]; \(hint)"
    case .cut(let place, let reason): "\(place): \(reason); leave such points out"
    case .conflict(let first, let second, let point, let values):
      "\(first) and \(second) are the same point, \(point), with different values, "
        + values.map { "\($0)" }.joined(separator: " and ") + "; keep one of them"
    case .noTruth(let reason): "the reference has a value at none of the points: \(reason)"
    case .reference(let reason): "the reference failed: \(reason)"
    }
  }
}
