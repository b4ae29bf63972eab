// SPDX-License-Identifier: MIT

import Benchmarking
import DataFiles
import Training

/// A training's state as a file keeps it: this text, and arrays whose names begin by `state_` or `fork_`.
struct StateText: Codable, Sendable, Equatable {
  var phase: TrainingState.Phase
  var step: Int
  /// How many numbers each array has, by its name without the beginning.
  var arrays: [String: Int] = [:]
  /// Of the points to come, in hexadecimal digits.
  var generator: String
  /// Adam's own count of steps.
  var adamStep: Int?
  /// Of L-BFGS; nil where it is to be computed anew.
  var loss: Double?
  /// Of Levenberg–Marquardt.
  var damping, used, growth: Double?
  var isStalled: Bool?

  enum CodingKeys: String, CodingKey {
    case phase, step, arrays, generator, loss, damping, used, growth
    case adamStep = "adam_step"
    case isStalled = "stalled"
  }

  /// The text of a state, and its arrays.
  static func split(_ state: TrainingState, _ prefix: String) throws -> (StateText, [NumericArray]) {
    var text = StateText(
      phase: state.phase, step: state.step, generator: String(state.points.generator, radix: 16))
    var arrays: [NumericArray] = []
    func add(_ name: String, _ rows: [[Double]], of length: Int? = nil) throws {
      let values = rows.flatMap { $0 }
      guard !values.isEmpty else { return }
      text.arrays[name] = values.count
      arrays.append(
        try NumericArray(
          prefix + name, shape: length.map { [rows.count, $0] } ?? [values.count], values: values))
    }
    try add("parameters", [state.parameters])
    try add("losses", [state.losses])
    try add("dampings", [state.dampings])
    try add("points", [state.points.values])
    switch state.optimizer {
    case .adam(let adam):
      text.adamStep = adam.step
      try add("first_moments", [adam.m])
      try add("second_moments", [adam.v])
    case .lbfgs(let lbfgs, let parameters):
      (text.loss, text.isStalled) = (lbfgs.loss, lbfgs.isStalled)
      try add("double_parameters", [parameters])
      try add("gradient", [lbfgs.gradient])
      try add("parameter_changes", lbfgs.pairs.map(\.s), of: parameters.count)
      try add("gradient_changes", lbfgs.pairs.map(\.y), of: parameters.count)
    case .levenbergMarquardt(let own):
      (text.damping, text.used, text.growth, text.isStalled) = (
        own.damping, own.used, own.growth, own.isStalled
      )
    case .fresh: break
    }
    return (text, arrays)
  }

  /// The state again; nil where a part of it is missing or of another length.
  func state(_ arrays: NamedArrays, _ prefix: String, by optimizer: OptimizerKind) -> TrainingState? {
    func list(_ name: String) -> [Double] { arrays[prefix + name]?.values ?? [] }
    func rows(_ name: String, of length: Int) -> [[Double]] {
      let all = list(name)
      return stride(from: 0, to: all.count, by: max(1, length)).map {
        Array(all[$0..<min(all.count, $0 + length)])
      }
    }
    guard let generator = UInt64(generator, radix: 16),
      self.arrays.allSatisfy({ arrays[prefix + $0]?.values.count == $1 })
    else { return nil }
    let own: OptimizerState
    if phase == .warmUp || optimizer == .adam {
      guard let adamStep else { return nil }
      own = .adam(Adam.State(m: list("first_moments"), v: list("second_moments"), step: adamStep))
    } else if optimizer == .lbfgs {
      guard let isStalled else { return nil }
      let parameters = list("double_parameters")
      let pairs = (
        rows("parameter_changes", of: parameters.count), rows("gradient_changes", of: parameters.count)
      )
      guard pairs.0.count == pairs.1.count, (pairs.0 + pairs.1).allSatisfy({ $0.count == parameters.count })
      else {
        return nil
      }
      own = .lbfgs(
        LBFGS.State(
          pairs: zip(pairs.0, pairs.1).map { LBFGS.Pair(s: $0, y: $1) }, loss: loss,
          gradient: list("gradient"),
          isStalled: isStalled), parameters: parameters)
    } else {
      guard let growth, let isStalled else { return nil }
      own = .levenbergMarquardt(
        LevenbergMarquardt.State(damping: damping, used: used, growth: growth, isStalled: isStalled))
    }
    return TrainingState(
      phase: phase, step: step, parameters: list("parameters"), losses: list("losses"),
      dampings: list("dampings"),
      points: ChosenPoints(values: list("points"), generator: generator), optimizer: own)
  }
}
