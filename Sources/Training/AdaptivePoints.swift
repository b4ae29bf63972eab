// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Sampling

/// The equation's collocation points in the course of a training.
struct AdaptivePoints {
  let sampler: PointSampler
  private var generator: SplitMix64
  /// Their values, point after point; empty before the first choice.
  private var chosen: [Double] = []

  init(_ sampler: PointSampler, _ generator: SplitMix64) {
    self.sampler = sampler
    self.generator = generator
  }

  var state: ChosenPoints { ChosenPoints(values: chosen, generator: generator.state) }

  /// Chooses new points by the residuals of the network as it is.
  mutating func resample<L: Lanes>(_ engine: Engine<L>, _ parameters: [L.Element]) throws {
    let count = sampler.configuration.points
    let pool = try sampler.interior(4 * count, using: &generator)
    let points = try engine.adaptedPoints(count, from: pool, parameters, using: &generator)
    chosen = points.flatMap(\.values)
    try collocate(engine, points)
  }

  /// Goes back to what was chosen.
  mutating func restore<L: Lanes>(_ state: ChosenPoints, in engine: Engine<L>) throws {
    generator = SplitMix64(seed: state.generator)
    chosen = state.values
    guard !chosen.isEmpty else { return }
    let coordinates = sampler.domain.coordinates
    let points = stride(from: 0, to: chosen.count, by: coordinates.count).map {
      Point(coordinates, Array(chosen[$0..<$0 + coordinates.count]))
    }
    try collocate(engine, points)
  }

  private func collocate<L: Lanes>(_ engine: Engine<L>, _ points: [Point<Double>]) throws {
    let equation = PointGroup(condition: nil, points: points, weight: 1 / Double(points.count))
    try engine.collocate([equation] + engine.collocations.dropFirst().map(\.group))
  }
}
