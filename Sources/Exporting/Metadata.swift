// SPDX-License-Identifier: MIT

import Differentiation
import Essentials
import PDE
import Problems

/// What a table is about: goes with the numbers into every file.
package struct Metadata: Sendable, Codable, Equatable {
  /// The lines of the equation and its conditions.
  package struct Statement: Sendable, Codable, Equatable {
    package let ascii: [String]
    /// For LaTeX's mathematics mode.
    package let latex: [String]
  }
  package let problem: String
  package let summary: String
  /// Where the problem, or its solution, is published; nil in files that do not say.
  package let sources: [Source]?
  /// Values by name.
  package let parameters: [String: Double]
  /// In the order in which arrays are indexed.
  package let coordinates: [String]
  /// Lower and upper end of each coordinate.
  package let domain: [String: [Double]]
  /// The same of the box that is cut out of it; nil where nothing is.
  package let cut: [String: [Double]]?
  package let equation: Statement
  /// How the reference is computed.
  package let method: String
  /// What stands behind the bars; nil in files that do not say.
  package let barKind: BarKind?
  /// Of Plumbline.
  package let version: String
  /// Of the numbers: an SPDX identifier; nil of values that are the user's own.
  package let licence: String?
  /// Of which network the values are; nil of a reference's.
  package let network: String?
  /// Why there are no bars; nil where there are.
  package let bars: String?

  package static let licence = "CC0-1.0"

  /// - Parameters:
  ///   - given: the parameters that the problem was made with; the others have their standard values.
  ///   - network: of which trained network the values are; nil of the reference's.
  /// - Throws: ``SettingError`` where the problem has no such parameter or value.
  package init(_ problem: any Problem, _ given: [String: Double], network: String? = nil) throws {
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
    method = network == nil ? reference.method : "a trained network, in double precision"
    barKind = network == nil ? reference.barKind : nil
    version = Catalogue.version
    licence = network == nil ? Self.licence : nil
    self.network = network
    bars =
      network == nil ? nil : "none: a network has no error bar; verify score holds it against the reference"
  }

  /// One line of JSON, the same for the same problem.
  package func json() throws -> String {
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
      ] + (barKind.map { ["bar: \($0.rawValue), \($0.summary)"] } ?? [])
      + (network.map { ["network: \($0)"] } ?? []) + (bars.map { ["bar: \($0)"] } ?? []) + [
        "version: plumbline \(version)"
      ]
  }
}
