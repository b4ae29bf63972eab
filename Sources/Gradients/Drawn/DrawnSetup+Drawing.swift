// SPDX-License-Identifier: MIT

import Differentiation
import Networks
import PDE
import RealModule
import Training

extension DrawnSetup {
  /// The set-up of a seed, the same on every machine.
  package init(seed: Int) throws {
    let kind = DrawnKind(seed: seed)
    var chance = Chance("drawn", "\(seed)")
    let precision: GradientPrecision = chance.often(0.5) ? .float32 : .float64
    let isSingle = precision == .float32 || chance.often(0.5)

    var problem = DrawnProblem()
    problem.domain = Self.domain(kind, &chance)
    problem.unknowns = kind == .system ? chance.int(2...3) : chance.often(0.15) ? 2 : 1
    let coordinates = problem.domain.coordinates
    let reads = Self.reads(kind, coordinates, problem.unknowns, &chance)
    let d = coordinates.count
    let calls = kind == .functions ? 0.8 : 0.25
    let equations = problem.unknowns == 1 && chance.often(0.85) ? 1 : chance.int(1...3)
    problem.equations = DrawnProblem.Reading(
      reads: reads,
      formulas: (0..<equations).map { i in
        // Every derivative is read by one of the equations.
        let own = reads.indices.filter { $0 % equations == i || chance.often(0.3) }
        return chance.equation(d, reads: own.isEmpty ? [0] : own, calls: calls)
      })
    if chance.often(kind == .functions ? 0.7 : 0.35) {
      problem.hard = (0..<problem.unknowns).map { _ in (chance.field(d), chance.field(d)) }
    }
    let shape = try Self.shape(kind, inputs: d, outputs: problem.unknowns, &chance)
    for i in 0..<chance.int(0...2) + (chance.often(0.3) ? 1 : 0) {
      problem.soft.append(
        Self.condition(
          i, coordinates, problem.unknowns, isPeriodic: !shape.hidden.isEmpty, &chance))
    }

    let scale = kind == .tails ? chance.number(1...6) : chance.number(0.7...1.3)
    let parameters = chance.weights(shape).map { w in
      let p = scale * (w + chance.number(-0.3...0.3))
      return isSingle ? Double(Float(p)) : p
    }
    self.seed = seed
    self.kind = kind
    self.problem = problem
    self.shape = shape
    self.precision = precision
    self.parameters = parameters
    threads = chance.one(of: [1, 1, 2, 3, 5])
    sharesRepeats = chance.often(0.6)
    groups = Self.groups(kind, problem, shape, isSingle: isSingle, &chance)
  }

  private static func domain(_ kind: DrawnKind, _ chance: inout Chance) -> Domain {
    func range(_ chance: inout Chance) -> ClosedRange<Double> {
      chance.one(of: [0...1, -1...1, -0.5...1.5, 1...2])
    }
    if kind == .manyCoordinates {
      return Domain(cube: chance.one(of: [0...1, -1...1]), dimensions: chance.int(4...12))
    }
    switch chance.int(0...(kind == .highOrder || kind == .functions || kind == .manyParts ? 5 : 7)) {
    case 0: return Domain(t: range(&chance))
    case 1: return Domain(x: range(&chance))
    case 2, 3: return Domain(x: range(&chance), t: range(&chance))
    case 4, 5: return Domain(x: range(&chance), y: range(&chance))
    case 6: return Domain(x: range(&chance), y: range(&chance), t: range(&chance))
    default: return Domain(x: range(&chance), y: range(&chance), z: range(&chance))
    }
  }

  private static func reads(
    _ kind: DrawnKind, _ coordinates: [Coordinate], _ unknowns: Int, _ chance: inout Chance
  ) -> [DrawnProblem.Read] {
    let order = chance.int(kind.order)
    func index(_ order: Int, _ chance: inout Chance) -> MultiIndex {
      MultiIndex((0..<order).map { _ in chance.one(of: coordinates) })
    }
    let isLaplacian =
      coordinates.contains(where: \.isSpatial) && chance.often(kind == .manyCoordinates ? 0.8 : 0.2)
    var found: Set<DrawnProblem.Read> = []
    for k in 0..<unknowns {
      if isLaplacian, kind.order.upperBound >= 2 { found.insert(.init(unknown: k, index: .laplacian)) }
      let highest = index(order, &chance)
      found.insert(.init(unknown: k, index: highest))
      // Some of those that divide it: a strategy has them at hand, and must not take one for another.
      for divisor in highest.divisors where chance.often(kind == .highOrder ? 0.45 : 0.3) {
        found.insert(.init(unknown: k, index: divisor))
      }
      for _ in 0..<chance.int(0...2) {
        found.insert(.init(unknown: k, index: index(chance.int(0...order), &chance)))
      }
    }
    return found.sorted { ($0.unknown, $0.index) < ($1.unknown, $1.index) }
  }

  /// - Parameter isPeriodic: whether it may be; the slopes of a network without hidden layers have no jump,
  ///   and an exact zero has no size that rounding could be measured by.
  private static func condition(
    _ number: Int, _ coordinates: [Coordinate], _ unknowns: Int, isPeriodic: Bool, _ chance: inout Chance
  ) -> (condition: Condition, reading: DrawnProblem.Reading) {
    let c = chance.one(of: coordinates)
    let face: Condition.Face = chance.one(
      of: [.lower(c), .upper(c), .ends(c), isPeriodic ? .periodic(c) : .ends(c)])
    var reads: [DrawnProblem.Read] = []
    for _ in 0..<chance.int(1...2) {
      let order = chance.one(of: [0, 0, 1, 1, 2])
      let index = MultiIndex((0..<order).map { _ in chance.one(of: coordinates) })
      let read = DrawnProblem.Read(unknown: chance.int(0...unknowns - 1), index: index)
      if !reads.contains(read) { reads.append(read) }
    }
    let formula = chance.equation(coordinates.count, reads: Array(reads.indices), calls: 0.2)
    return (
      Condition("condition \(number)", on: face, hard: false), .init(reads: reads, formulas: [formula])
    )
  }

  private static func shape(
    _ kind: DrawnKind, inputs: Int, outputs: Int, _ chance: inout Chance
  ) throws -> Architecture {
    let layers = chance.int(kind.layers)
    var hidden = (0..<layers).map { _ in chance.one(of: kind.widths) }
    // Layers of one width are the rule elsewhere, and may share parameters.
    if chance.often(0.4), let first = hidden.first { hidden = hidden.map { _ in first } }
    var sharing: [Int: Int] = [:]
    if layers >= 3, hidden[0] == hidden[1], hidden[1] == hidden[2], chance.often(0.4) { sharing[2] = 1 }
    let activation: Activation =
      chance.often(0.35) ? .tanh : chance.one(of: [.tanh, .sin, .cos, .sigmoid, .softplus, .gelu, .swish])
    return try Architecture(
      inputs: inputs, hidden: hidden, outputs: outputs, activation: activation, sharing: sharing)
  }
}

extension Truncation {
  /// What the derivatives that a problem reads need.
  init(of problem: DrawnProblem) {
    let coordinates = problem.domain.coordinates
    let readings = [problem.equations] + problem.soft.map(\.reading)
    let indices = Set(readings.flatMap(\.reads).map(\.index)).union([.value])
    self.init(
      variables: coordinates.count, dividing: indices.flatMap { Self.exponents($0, coordinates) })
  }
  /// The exponents of a derivative; of the Laplacian those of its terms.
  static func exponents(_ index: MultiIndex, _ coordinates: [Coordinate]) -> [[Int]] {
    if index == .laplacian {
      return coordinates.filter(\.isSpatial).map { c in coordinates.map { $0 == c ? 2 : 0 } }
    }
    return [coordinates.map { index.order(in: $0) }]
  }
}
