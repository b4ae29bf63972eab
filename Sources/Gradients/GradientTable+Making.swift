// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Foundation
import Networks
import RealModule
import Sampling
import Strategies

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
