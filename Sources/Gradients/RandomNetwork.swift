// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import Sampling

/// Random losses of random networks: widths, depths, activations, shared layers, residuals and points.
package enum RandomNetwork {
  /// The question of a seed.
  package static func posed(_ seed: Int) throws -> Posed {
    var random = SplitMix64("random network", "\(seed)")
    func pick<T>(_ all: [T]) -> T { all[Int.random(in: 0..<all.count, using: &random)] }
    let kind = ResidualKind.allCases[seed % ResidualKind.allCases.count]
    let activation = Activation.allCases[seed / ResidualKind.allCases.count % Activation.allCases.count]
    let depth = pick([1, 2, 2, 3])
    let width = pick([2, 3])
    let hidden = (0..<depth).map { _ in pick([0, 0, 1]) + width }
    // Layer 2 has the parameters of layer 1 where their shapes allow it.
    let sharing = depth == 3 && Set(hidden).count == 1 && seed % 2 == 0 ? [2: 1] : [:]
    let shape = try Architecture(
      inputs: kind.coordinates.count, hidden: hidden, activation: activation, sharing: sharing)
    func single(_ x: Double) -> Double { Double(Float(x)) }
    var weights = Initialiser.glorot(shape, using: &random)
    for i in weights.indices { weights[i] = single(weights[i] + 0.5 * (random.uniform() - 0.5)) }
    func point() -> [Double] {
      kind.coordinates.map { $0 == .x ? single(2 * random.uniform() - 1) : single(random.uniform()) }
    }
    let points = (0..<pick([1, 2, 3])).map { _ in point() }
    let boundary = seed % 3 == 0 ? [] : [(point: point(), value: single(random.uniform()))]
    return Posed(
      family: "networks",
      Question(
        NetworkLoss(
          "network \(seed): \(shape.description), \(kind.rawValue)", shape, kind,
          parameters: weights + kind.coefficients, collocation: points, boundary: boundary)))
  }
}
