// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// The steepest slope along the first coordinate: numerical diffusion flattens it while the values still look
/// right.
public struct SlopeError: Sendable, Equatable, Codable {
  /// The coordinate's name.
  public let coordinate: String
  /// The largest |Δu/Δx| between neighbours of the file's grid.
  public let largest: Double
  /// The same of the truth at the same nodes: what a right file has.
  public let trueOnGrid: Double
  /// The truth's derivative where it is steepest on this grid; nil where the reference does not hold it.
  public let trueSlope: Double?
  /// Where that is, in the order of the problem's coordinates.
  public let at: [Double]

  enum CodingKeys: String, CodingKey {
    case coordinate, largest, at
    case trueOnGrid = "true_on_grid"
    case trueSlope = "true"
  }

  /// - Parameters:
  ///   - truth: by point, NaN where it is not known: no difference is taken there.
  /// - Returns: nil where no two neighbours are known.
  init?(_ grid: TensorGrid, _ readings: FieldSamples, _ truth: FieldTruth, _ reference: any ReferenceSolution)
  {
    var (own, exact) = (0.0, 0.0)
    var steepest: (Int, Int)?
    let x = readings.positions[0]
    for (u, v) in zip(readings.values, truth.values) {
      for line in grid.lines(along: 0) {
        for (a, b) in zip(line, line.dropFirst()) where v[a].isFinite && v[b].isFinite {
          let step = x[b] - x[a]
          own = max(own, abs(u[b] - u[a]) / step)
          let slope = abs(v[b] - v[a]) / step
          if slope > exact || steepest == nil { (exact, steepest) = (slope, (a, b)) }
        }
      }
    }
    guard let (a, b) = steepest else { return nil }
    let ends = [readings.point(a), readings.point(b)]
    let places = [ends[0], zip(ends[0], ends[1]).map { ($0 + $1) / 2 }, ends[1]]
    let slopes = places.map { Self.slope(reference, readings.coordinates, $0) }
    let best = slopes.indices.max { (slopes[$0] ?? -1) < (slopes[$1] ?? -1) } ?? 1
    coordinate = readings.coordinates[0].description
    largest = bounded(own)
    trueOnGrid = exact
    trueSlope = slopes[best]
    at = places[slopes[best] == nil ? 1 : best]
  }

  private static func slope(
    _ reference: any ReferenceSolution, _ coordinates: [Coordinate], _ values: [Double]
  ) -> Double? {
    let index = MultiIndex([coordinates[0]])
    guard reference.indices.contains(index) else { return nil }
    let all = try? reference.evaluate([index], at: Point(coordinates, values))
    return all?.map { abs($0[0].value) }.filter(\.isFinite).max()
  }
}
