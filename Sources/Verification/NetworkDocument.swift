// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Essentials
import PDE
import Training

/// The text in a network's file: all that is no array.
struct NetworkDocument: Codable, Sendable, Equatable {
  static let format = "plumbline-network"
  /// Of the file's form; what reads it refuses others.
  static let formatVersion = 1

  /// What is solved.
  struct ProblemPart: Codable, Sendable, Equatable {
    var name: String
    /// The parameters given; the others have their standard values.
    var settings: [String: Double]
    /// All of them.
    var parameters: [String: Double]
    /// The network's inputs in their order.
    var coordinates: [String]
    var domain: [String: [Double]]
    /// The network's outputs in their order.
    var unknowns: [String]
    var equation: [String]
  }

  struct NetworkPart: Codable, Sendable, Equatable {
    /// Inputs, hidden layers, outputs.
    var layers: [Int]
    /// Of the hidden layers.
    var activation: Activation
    var precision: Precision
  }

  struct TrainingPart: Codable, Sendable, Equatable {
    var strategy: String
    var optimizer: OptimizerKind
    var seed: Int
    /// Of the optimiser: those that are done, and those that there were to be.
    var stepsDone: Int
    var steps: Int
    /// Wall time.
    var seconds: Double
    var configuration: TrainingConfiguration

    enum CodingKeys: String, CodingKey {
      case strategy, optimizer, seed, steps, seconds, configuration
      case stepsDone = "steps_done"
    }
  }

  var format = Self.format
  var formatVersion = Self.formatVersion
  /// Of Plumbline.
  var version: String
  /// A hash of the code that trained it.
  var code: String
  /// Of the cell, as its result has it.
  var fingerprint: String
  /// The cell's name.
  var cell: String
  var problem: ProblemPart
  var network: NetworkPart
  /// nil: u = N.
  var hardConstraint: HardConstraintText?
  var training: TrainingPart
  /// As the result's own file; nil of a training that is under way.
  var result: CellResult?
  /// What a training goes on from; nil where it cannot.
  var state: StateText?
  var fork: StateText?

  enum CodingKeys: String, CodingKey {
    case format, version, code, fingerprint, cell, problem, network, training, result, state, fork
    case formatVersion = "format_version"
    case hardConstraint = "hard_constraint"
  }

  init(_ cell: Cell, _ layers: [Int], done: Int, steps: Int, seconds: Double, result: CellResult?) throws {
    let (problem, run) = (cell.problem, cell.run)
    let type = type(of: problem)
    let settings = try Settings(cell.settings, for: type.parameters)
    let domain = problem.domain
    let names = domain.coordinates.map(\.description)
    version = Runner.version
    code = CodeIdentity.current
    fingerprint = cell.fingerprint
    self.cell = cell.id
    self.problem = ProblemPart(
      name: problem.name, settings: cell.settings, parameters: settings.values, coordinates: names,
      domain: Dictionary(
        zip(names, domain.ranges.map { [$0.lowerBound, $0.upperBound] }),
        uniquingKeysWith: { first, _ in first }),
      unknowns: problem.unknownNames, equation: Equation(problem).ascii)
    network = NetworkPart(layers: layers, activation: run.configuration.activation, precision: run.precision)
    hardConstraint = HardConstraintText(problem)
    training = TrainingPart(
      strategy: run.strategy.name, optimizer: run.optimizer, seed: run.seed, stepsDone: done, steps: steps,
      seconds: seconds, configuration: run.configuration)
    self.result = result
  }

  func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(format, forKey: .format)
    try c.encode(formatVersion, forKey: .formatVersion)
    try c.encode(version, forKey: .version)
    try c.encode(code, forKey: .code)
    try c.encode(fingerprint, forKey: .fingerprint)
    try c.encode(cell, forKey: .cell)
    try c.encode(problem, forKey: .problem)
    try c.encode(network, forKey: .network)
    // Every key is there, null where there is nothing.
    try c.encode(hardConstraint, forKey: .hardConstraint)
    try c.encode(training, forKey: .training)
    try c.encode(result, forKey: .result)
    try c.encode(state, forKey: .state)
    try c.encode(fork, forKey: .fork)
  }
}
