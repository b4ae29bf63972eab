// SPDX-License-Identifier: MIT

import Differentiation
import Foundation
import Networks
import ReferenceTables
import Strategies

/// Golden vectors: losses of networks with everything that they depend on written out, and their values,
/// derivatives and gradients in extended precision, each with a bar. `Reference/Tables/gradients.json` is
/// one, and its description.
public struct GradientTable: Codable, Sendable {
  /// The version of the format.
  public static let schema = 1
  public let schema: Int
  /// What the fields mean, for whoever reads the file without this package.
  public let description: [String]
  public let questions: [Entry]

  /// A number beyond double precision: 21 digits, and the largest error they may have.
  public struct Value: Codable, Sendable {
    public let value: String
    public let bar: Double
    /// In the precision that the machine has.
    public var number: Extended { Extended(value) ?? .nan }
  }
  /// ∂^index u at a point.
  public struct Derivative: Codable, Sendable {
    public let point: [Double]
    public let index: String
    public let value: String
    public let bar: Double
  }
  public struct Boundary: Codable, Sendable {
    public let point: [Double]
    public let value: Double
  }
  public struct Entry: Codable, Sendable {
    public let name: String
    public let residual: String
    public let coordinates: [String]
    public let inputs: Int
    public let hidden: [Int]
    public let activation: Activation
    /// j: i where layer j uses the parameters of layer i.
    public let shared: [String: Int]
    public let parameters: [Double]
    public let collocation: [[Double]]
    public let boundary: [Boundary]
    public let derivatives: [Derivative]
    public let loss: Value
    public let gradient: [Value]
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
  public static func standard() throws -> GradientTable {
    try JSONDecoder().decode(GradientTable.self, from: Data(GradientData.json))
  }
}

extension GradientTable.Entry {
  /// The loss as a question.
  /// - Throws: ``ArchitectureError``, or ``GradientTableError`` for what is no loss of the table's kind.
  public func question() throws -> Question { Question(try networkLoss()) }

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
public enum GradientTableError: Error, CustomStringConvertible {
  case residual(String, String)
  public var description: String {
    switch self {
    case .residual(let residual, let name):
      "question \(name): there is no residual \(residual); there are "
        + ResidualKind.allCases.map(\.rawValue).joined(separator: "; ")
    }
  }
}
