// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Essentials
import Networks
import RealModule
import ReferenceTables
import Sampling
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

// How the table comes about.
extension GradientTable {
  /// Computes every entry anew, by two methods in extended precision.
  package static func made() throws -> GradientTable {
    var entries: [Entry] = []
    for (i, kind) in ResidualKind.allCases.enumerated() {
      entries.append(try entry("\(named(kind))", kind, hidden: [[4, 3], [4], [3, 3]][i % 3], .tanh))
    }
    entries.append(try entry("shared", .second, hidden: [3, 3, 3], .tanh, sharing: [2: 1]))
    for activation in Activation.allCases where activation != .tanh {
      entries.append(try entry("activation-\(activation.rawValue)", .second, hidden: [3], activation))
    }
    return GradientTable(schema: schema, description: text, questions: entries)
  }

  private static func named(_ kind: ResidualKind) -> String {
    switch kind {
    case .direct: "direct"
    case .second: "second-order"
    case .coefficient: "coefficient"
    case .mixed: "mixed"
    case .third: "third-order"
    case .fourth: "fourth-order"
    case .biharmonic: "mixed-fourth-order"
    }
  }

  private static func entry(
    _ name: String, _ kind: ResidualKind, hidden: [Int], _ activation: Activation, sharing: [Int: Int] = [:]
  ) throws -> Entry {
    var random = SplitMix64("golden", name)
    let coordinates = kind.coordinates
    let shape = try Architecture(
      inputs: coordinates.count, hidden: hidden, activation: activation, sharing: sharing)
    func single(_ x: Double) -> Double { Double(Float(x)) }
    let weights = Initialiser.glorot(shape, using: &random).map {
      single($0 + 0.5 * (random.uniform() - 0.5))
    }
    func point() -> [Double] {
      coordinates.map { single($0 == .x ? 2 * random.uniform() - 1 : random.uniform()) }
    }
    let loss = NetworkLoss(
      name, shape, kind, parameters: weights + kind.coefficients, collocation: (0..<3).map { _ in point() },
      boundary: [(point(), single(random.uniform()))])
    let question = Question(loss)
    let theta: [Extended] = question.parameters()
    let units = try ConditionedTruth(question, .float64).units.map {
      $0 * Double(Extended.ulpOfOne) / 0x1p-52
    }

    let first = try Plain.forward.gradient(of: question, at: theta)
    let second = try Plain.taylor.gradient(of: question, at: theta)
    let gradient = zip(zip(first, second), units).map { pair, unit in
      value(pair.0, Double((pair.0 - pair.1).magnitude) + 8 * unit)
    }
    let (forward, taylor): (any Strategy, any Strategy) = (Forward(), TaylorMode())
    let values = (try question.value(at: theta, by: forward), try question.value(at: theta, by: taylor))
    let scale = 64 * Double(Extended.ulpOfOne)
    let x = loss.collocation[0].map { Extended($0) }
    let indices = indices(coordinates, upTo: 4)
    let jets = (
      try question.jet(at: x, theta, indices, by: forward),
      try question.jet(at: x, theta, indices, by: taylor)
    )
    let largest = jets.0.map { Double($0.magnitude) }.max() ?? 0
    return Entry(
      name: name, residual: kind.rawValue, coordinates: coordinates.map(\.description), inputs: shape.inputs,
      hidden: hidden, activation: activation,
      shared: Dictionary(uniqueKeysWithValues: sharing.map { ("\($0)", $1) }), parameters: loss.parameters,
      collocation: loss.collocation,
      boundary: loss.boundary.map { Boundary(point: $0.point, value: $0.value) },
      derivatives: indices.indices.map { i in
        let bar = Double((jets.0[i] - jets.1[i]).magnitude) + scale * largest
        let known = value(jets.0[i], bar)
        return Derivative(
          point: loss.collocation[0], index: indices[i].description, value: known.value, bar: known.bar)
      },
      loss: value(
        values.0, Double((values.0 - values.1).magnitude) + scale * Double(values.0.magnitude)),
      gradient: gradient)
  }

  /// All derivatives to an order.
  private static func indices(_ coordinates: [Coordinate], upTo order: Int) -> [MultiIndex] {
    var all: Set<MultiIndex> = [.value]
    for _ in 0..<order { all.formUnion(all.flatMap { i in coordinates.map { i.appending($0) } }) }
    return all.sorted()
  }

  private static func value(_ x: Extended, _ bar: Double) -> Value {
    // The next power of two: its digits say enough.
    Value(value: "\(x)", bar: Double.exp2(Double.log2(max(bar, 0x1p-1000)).rounded(.up)))
  }

  /// The table as it stands in its file: a line a question.
  package func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func line<T: Encodable>(_ value: T) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    let description = try self.description.map(line).joined(separator: ",\n  ")
    let questions = try self.questions.map(line).joined(separator: ",\n  ")
    return
      "{\"schema\": \(schema),\n\"description\": [\n  \(description)\n],\n\"questions\": [\n  \(questions)\n]}\n"
  }
}
