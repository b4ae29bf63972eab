// SPDX-License-Identifier: MIT

import Differentiation
import Foundation
import PDE
import Problems

/// What a table is about: goes with the numbers into every file.
public struct Metadata: Sendable, Codable, Equatable {
  /// The lines of the equation and its conditions.
  public struct Statement: Sendable, Codable, Equatable {
    public let ascii: [String]
    /// For LaTeX's mathematics mode.
    public let latex: [String]
  }
  public let problem: String
  public let summary: String
  /// Where the problem, or its solution, is published; nil in files that do not say.
  public let sources: [Source]?
  /// Values by name.
  public let parameters: [String: Double]
  /// In the order in which arrays are indexed.
  public let coordinates: [String]
  /// Lower and upper end of each coordinate.
  public let domain: [String: [Double]]
  /// The same of the box that is cut out of it; nil where nothing is.
  public let cut: [String: [Double]]?
  public let equation: Statement
  /// How the reference is computed.
  public let method: String
  /// What stands behind the bars; nil in files that do not say.
  public let barKind: BarKind?
  /// Of Plumbline.
  public let version: String
  /// Of the numbers: an SPDX identifier.
  public let licence: String

  public static let licence = "CC0-1.0"

  /// - Parameter given: the parameters that the problem was made with; the others have their standard values.
  /// - Throws: ``SettingError`` where the problem has no such parameter or value.
  public init(_ problem: any Problem, _ given: [String: Double]) throws {
    let type = type(of: problem)
    let settings = try Settings(given, for: type.parameters)
    let (domain, equation) = (problem.domain, Equation(problem))
    self.problem = problem.name
    summary = type.summary
    sources = type.sources
    parameters = Dictionary(uniqueKeysWithValues: type.parameters.map { ($0.name, settings[$0.name].value) })
    coordinates = domain.coordinates.map(\.description)
    let names = coordinates
    func ends(_ box: [ClosedRange<Double>]) -> [String: [Double]] {
      Dictionary(uniqueKeysWithValues: zip(names, box).map { ($0, [$1.lowerBound, $1.upperBound]) })
    }
    self.domain = ends(domain.ranges)
    cut = domain.cut.map(ends)
    self.equation = Statement(ascii: equation.ascii, latex: equation.latex)
    let reference = problem.reference
    method = reference.method
    barKind = reference.barKind
    version = Catalogue.version
    licence = Self.licence
  }

  /// One line of JSON, the same for the same problem.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The lines that begin a CSV file, each after a `#`.
  /// - Parameter order: the parameters' names.
  func lines(_ order: [String]) -> [String] {
    [
      "problem: \(problem)",
      "parameters: " + order.map { "\($0)=\(parameters[$0] ?? .nan)" }.joined(separator: " "),
    ]
      + equation.ascii.map { "equation: \($0)" } + (sources ?? []).map { "source: \($0)" } + [
        "method: \(method)"
      ] + (barKind.map { ["bar: \($0.rawValue), \($0.summary)"] } ?? []) + ["version: plumbline \(version)"]
  }
}
