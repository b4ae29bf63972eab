// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// Coordinates that run over another range than the problem's, or stand in each other's place.
struct RangeSearch: Sendable {
  let problem: any Problem
  let sampler: FieldSampler
  init(_ scorer: Scorer) {
    problem = scorer.problem
    sampler = FieldSampler(scorer.reference, scorer.problem.unknowns)
  }

  /// What the file's ranges suggest, for one coordinate or several.
  func changes(_ readings: FieldSamples) -> [[AxisMap]] {
    let each = readings.positions.indices.map { k in maps(readings.positions[k], problem.domain.ranges[k]) }
    if each.count > 3 {
      // Too many for all combinations: every coordinate in the same way.
      return (1..<max(1, each.map(\.count).min() ?? 0)).map { n in each.map { $0[n] } }
    }
    var all: [[AxisMap]] = [[]]
    for options in each { all = all.flatMap { start in options.map { start + [$0] } } }
    return all.filter { $0.contains { $0 != .identity } }
  }

  private func maps(_ values: [Double], _ range: ClosedRange<Double>) -> [AxisMap] {
    let (p, q) = (values.min() ?? 0, values.max() ?? 0)
    let (a, width) = (range.lowerBound, range.upperBound - range.lowerBound)
    var all = [AxisMap.identity]
    func add(_ scale: Double, _ offset: Double, if holds: Bool) {
      let map = AxisMap(offset: abs(offset) < 1e-12 * width ? 0 : offset, scale: scale)
      let slack = 1e-9 * width
      let ends = [map(p), map(q)].sorted()
      // Nobody's points fill less than a tenth of the interval; nearly all in one place fit anything.
      let isSpread = p == q || ends[1] - ends[0] >= 0.1 * width || abs(scale) == 1
      if holds, isSpread, ends[0] >= a - slack, ends[1] <= range.upperBound + slack, !all.contains(map) {
        all.append(map)
      }
    }
    // From 0 … 1, from −1 … 1, from 0, about 0, and from whatever the file has.
    add(width, a, if: p >= 0 && q <= 1)
    add(width / 2, a + width / 2, if: p >= -1 && q <= 1)
    add(1, a, if: true)
    add(1, a + width / 2, if: true)
    add(width / (q - p), a - p * width / (q - p), if: q > p)
    // Backwards: counted from the end, and within the interval.
    add(-1, range.upperBound, if: true)
    add(-1, a + range.upperBound, if: true)
    // Other units: percent, cents, milli, micro.
    for unit in [1e-1, 1e-2, 1e-3, 1e-6, 10, 100, 1000, .pi / 180] { add(unit, 0, if: abs(p) + abs(q) > 0) }
    return all
  }

  /// nil where a point would leave the domain.
  func mapped(_ readings: FieldSamples, _ maps: [AxisMap]) -> [[Double]]? {
    var positions = readings.positions
    for (k, map) in maps.enumerated() where map != .identity {
      let range = problem.domain.ranges[k]
      let slack = Placement.slack * (range.upperBound - range.lowerBound)
      for i in positions[k].indices {
        let value = map(positions[k][i])
        guard value >= range.lowerBound - slack, value <= range.upperBound + slack else { return nil }
        positions[k][i] = min(max(value, range.lowerBound), range.upperBound)
      }
    }
    return positions.indices.allSatisfy { k in positions[k].allSatisfy(problem.domain.ranges[k].contains) }
      ? positions : nil
  }

  /// What is wrong with the coordinates, and the cure.
  func wording(_ readings: FieldSamples, _ maps: [AxisMap]) -> (Mistake, String) {
    let changed = maps.indices.filter { maps[$0] != .identity }
    let parts = changed.map { k in
      let (c, range) = (readings.coordinates[k], problem.domain.ranges[k])
      let (p, q) = (readings.positions[k].min() ?? 0, readings.positions[k].max() ?? 0)
      return
        "\(c) runs over [\(p), \(q)], the problem's over [\(range.lowerBound), \(range.upperBound)]: write "
        + maps[k].text(c)
    }
    let text = parts.joined(separator: "; ")
    if changed.allSatisfy({ maps[$0].scale == -1 }) { return (.reversedAxis, "runs backwards: " + text) }
    // A pure factor in time has a name of its own.
    let isTime = changed.allSatisfy { readings.coordinates[$0] == .t && maps[$0].offset == 0 }
    return (isTime ? .timeFactor : .shiftedRange, text)
  }
}
