// SPDX-License-Identifier: MIT

import Differentiation
import Foundation
import Networks
import ReferenceTables
import Strategies

/// Golden vectors: losses of networks with everything that they depend on written out, and their values,
/// derivatives and gradients in extended precision, each with a bar. `Reference/Tables/gradients.json` is
/// one, and its description.
package struct GradientTable: Codable, Sendable {
  /// The version of the format.
  package static let schema = 1
  package let schema: Int
  /// What the fields mean, for whoever reads the file without this package.
  package let description: [String]
  package let questions: [Entry]

  /// A number beyond double precision: 21 digits, and the largest error they may have.
  package struct Value: Codable, Sendable {
    package let value: String
    package let bar: Double
    /// In the precision that the machine has.
    package var number: Extended { Extended(value) ?? .nan }
  }
  /// ∂^index u at a point.
  package struct Derivative: Codable, Sendable {
    package let point: [Double]
    package let index: String
    package let value: String
    package let bar: Double
  }
  package struct Boundary: Codable, Sendable {
    package let point: [Double]
    package let value: Double
  }
  package struct Entry: Codable, Sendable {
    package let name: String
    package let residual: String
    package let coordinates: [String]
    package let inputs: Int
    package let hidden: [Int]
    package let activation: Activation
    /// j: i where layer j uses the parameters of layer i.
    package let shared: [String: Int]
    package let parameters: [Double]
    package let collocation: [[Double]]
    package let boundary: [Boundary]
    package let derivatives: [Derivative]
    package let loss: Value
    package let gradient: [Value]
  }

  static let text = [
    "L = 1/n sum over the n collocation points of r^2 + sum over the boundary points of (u - value)^2.",
    "r is the residual as written: u_xt is the derivative of u by x and t, nu the last parameter.",
    "u is a multilayer perceptron: a = x; for each hidden layer a = activation(W a + b); u = W a + b.",
    "parameters: layer after layer, W row by row (a row is an output), then b; a layer under 'shared' takes the place "
      + "of the one it names and has no parameters of its own; last the coefficients of the equation.",
    "activations: tanh, sin, cos, sigmoid 1/(1+e^-x), softplus log(1+e^x), gelu x Phi(x), swish x sigmoid(x).",
    "All inputs are exact in single precision. value: decimal, 21 digits; bar: its largest error.",
    "derivatives: of u, to order 4, at the first collocation point. gradient: of L by the parameters, in their order.",
    "Two independent methods agree within the bars: nested dual numbers under a reverse tape, and Taylor series over "
      + "one, in 64-bit significands.",
  ]
}

extension GradientTable {
  /// The table that comes with the package.
  package static func standard() throws -> GradientTable {
    try JSONDecoder().decode(GradientTable.self, from: Data(GradientData.json))
  }
}

extension GradientTable.Entry {
  /// The loss as a question.
  /// - Throws: ``ArchitectureError``, or ``GradientTableError`` for what is no loss of the table's kind.
  package func question() throws -> Question { Question(try networkLoss()) }

  func networkLoss() throws -> NetworkLoss {
    guard let kind = ResidualKind(rawValue: residual) else {
      throw GradientTableError.residual(residual, name)
    }
    var sharing: [Int: Int] = [:]
    for (j, i) in shared { if let j = Int(j) { sharing[j] = i } }
    let shape = try Architecture(inputs: inputs, hidden: hidden, activation: activation, sharing: sharing)
    return NetworkLoss(
      name, shape, kind, parameters: parameters, collocation: collocation,
      boundary: boundary.map { ($0.point, $0.value) })
  }
}

/// A table that is not what it should be.
package enum GradientTableError: Error, CustomStringConvertible {
  case residual(String, String)
  package var description: String {
    switch self {
    case .residual(let residual, let name):
      "question \(name): there is no residual \(residual); there are "
        + ResidualKind.allCases.map(\.rawValue).joined(separator: "; ")
    }
  }
}
