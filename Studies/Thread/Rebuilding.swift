// SPDX-License-Identifier: MIT

import Differentiation
import Gradients
import Networks
import Strategies
import Training

extension Study.Question {
  static let rebuilding = Study.Question(
    "rebuilding", "What does it cost to rebuild the network's structure in every call?",
    method: """
      Loss and gradient by the fused kernel in double precision on one thread, the ways taking turns. \
      `flat`: one vector of parameters goes in, one gradient comes out. `layers`: a list of layers is \
      flattened on the way in, and the gradient is put into layers again. `rebuilt`: network, points and \
      working memory are made anew in each call.
      """,
    factors: [Study.Factor("network", networks), Study.Factor("way", ["flat", "layers", "rebuilt"])],
    quantities: [
      Study.Quantity("time", "ms", "the median processor time of a loss with its gradient"),
      Study.Quantity(
        "difference", "1", "how many components of the gradient are not those of `flat`, bit by bit"),
    ], isTimed: true,
    findings: networks.flatMap { network in
      ["layers", "rebuilt"].flatMap { way in
        [
          Study.Finding(
            "time-\(way)-\(network)", .ratio("time", of: cell(network, way), to: cell(network, "flat")),
            says: .times("`\(way)` of \(network)", as: "`flat`")),
          Study.Finding(
            "same-\(way)-\(network)", .value("difference", of: cell(network, way)), .mean, against: 0,
            says: Study.Wording(
              "The gradient of `\(way)` of \(network)", above: "differs from `flat` in {} components",
              below: "differs from `flat` in {} components",
              undecided: "differs from `flat` in some seeds: in {} components",
              equal: "is that of `flat`, bit by bit")),
        ]
      }
    }
  ) { seed, cells, extent in
    var found = [[String: Double]](repeating: [:], count: cells.count)
    for network in networks {
      let hidden = network == networks[0] ? [12, 12, 12] : [32, 32, 32]
      let specimen = try Specimen(
        ThreadEquation(), hidden: hidden, points: network == networks[0] ? 100 : 2000, seed: seed)
      let fastest = StrategyCatalogue.fastest
      let objective = try specimen.objective(fastest, .float64)
      let layers = Network(specimen.shape, parameters: specimen.parameters).layers
      let structure = (0..<layers.count).map { LayerParameters(layers[$0].weights, layers[$0].bias) }
      let ways: [String: () throws -> [Double]] = [
        "flat": { try objective.lossAndGradient(specimen.parameters).gradient },
        "layers": {
          let flat = try objective.lossAndGradient(structure.flatMap(\.flat)).gradient
          return LayerParameters.list(flat, as: structure).flatMap(\.flat)
        },
        "rebuilt": {
          try specimen.objective(fastest, .float64).lossAndGradient(specimen.parameters).gradient
        },
      ]
      let places = cells.indices.filter { cells[$0]["network"] == network }
      let runs = places.compactMap { ways[cells[$0]["way"] ?? ""] }
      let flat = try ways["flat"]?() ?? []
      for (i, run) in zip(places, runs) {
        let gradient = try run()
        found[i]["difference"] = Double(
          zip(gradient, flat).count { $0.bitPattern != $1.bitPattern } + abs(gradient.count - flat.count))
      }
      let timed = runs.map { run in { _ = try run() } }
      let times = try Stopwatch.medians(timed, rounds: extent == .whole ? 30 : 3)
      for (i, time) in zip(places, times) { found[i]["time"] = time }
    }
    return found
  }

  private static let networks = ["1-12x3-1 at 100 points", "1-32x3-1 at 2000 points"]
  private static func cell(_ network: String, _ way: String) -> Study.Cell {
    ["network": network, "way": way]
  }
}

/// A layer's parameters by themselves, as a tree of layers holds them.
struct LayerParameters {
  let weights: [Double]
  let bias: [Double]
  init(_ weights: [Double], _ bias: [Double]) {
    self.weights = weights
    self.bias = bias
  }
  var flat: [Double] { weights + bias }

  /// The flat vector cut into layers of these sizes.
  static func list(_ flat: [Double], as structure: [LayerParameters]) -> [LayerParameters] {
    var next = 0
    return structure.map { layer in
      let bias = next + layer.weights.count
      defer { next = bias + layer.bias.count }
      return LayerParameters(Array(flat[next..<bias]), Array(flat[bias..<bias + layer.bias.count]))
    }
  }
}
