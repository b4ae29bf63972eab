// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation
import PDE

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
  package var isMissingFile: Bool { fault == .unreadable(.missing) }

  /// What is wrong.
  public enum Fault: Error, Equatable, Sendable {
    case unreadable(DataFileError.Problem)
    /// Columns, or a matrix' shape, that are neither the coordinates with the unknowns nor named.
    case columns(found: String, expected: [String])
    /// Names of columns or arrays among which some are missing.
    case names(kind: String, found: [String], missing: [String])
    /// Several columns or arrays that may be the field.
    case undecided(kind: String, candidates: [String])
    /// The caller names a column or array that is not there.
    case noSuchName(kind: String, name: String, found: [String])
    /// The caller names fields, and they are not as many as there are unknowns.
    case fieldCount(kind: String, fields: [String], found: Int, unknowns: Int)
    /// NaN in the place of a coordinate.
    case missingCoordinate(place: String, Coordinate)
    /// Points within the domain whose values are NaN.
    case unfilled(count: Int, of: Int, first: String, point: String)
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
    /// Whoever asked for the score no longer wants it.
    case cancelled
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
        + "; name the \(kind)s as the problem does, or say which is which: --field NAME, --map u=NAME,x=NAME"
    case .undecided(let kind, let candidates):
      "the names do not tell which \(kind) is to be scored: \(candidates.joined(separator: ", ")); choose one, as in "
        + "--field \(candidates[0])"
    case .noSuchName(let kind, let name, let found):
      found.isEmpty
        ? "there is no \(kind) '\(name)', the \(kind)s have no names; name them in a first line"
        : "there is no \(kind) '\(name)' among \(found.prefix(12).joined(separator: ", "))"
          + (Suggestion.nearest(to: name, among: found).map { "; did you mean '\($0)'?" }
            ?? "; give one of these names")
    case .fieldCount(let kind, let fields, let found, let unknowns):
      "--field \(fields.joined(separator: ",")) names \(found) real \(kind)\(found == 1 ? "" : "s"), the problem has "
        + "\(unknowns) unknown\(unknowns == 1 ? "" : "s"); name as many, in their order, as in --field u,v"
    case .missingCoordinate(let place, let c): "\(place): \(c) is NaN; give every point its coordinates"
    case .unfilled(let count, let all, let first, let point):
      count == all
        ? "\(count) of \(all) points hold NaN, all of them; was the field saved before it was computed?"
        : "\(count) of \(all) points hold NaN, the first at \(first) (\(point)); the other points are compared: "
          + "fill the field, or leave such points out"
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
    case .cancelled: "the job was cancelled"
    }
  }
}
