// SPDX-License-Identifier: MIT

import Differentiation
import Networks
import PDE
import Training

extension DrawnSetup {
  /// Points of the equation, of some again under another weight, and of each condition.
  static func groups(
    _ kind: DrawnKind, _ problem: DrawnProblem, _ shape: Architecture, isSingle: Bool, _ chance: inout Chance
  ) -> [PointGroup] {
    let domain = problem.domain
    func group(_ condition: Condition?, _ count: Int, _ chance: inout Chance) -> PointGroup {
      var points = Self.points(count, in: domain, isSingle: isSingle, &chance)
      for i in points.indices {
        guard let planes = condition?.face.planes(in: domain), !planes.isEmpty else { continue }
        let plane = planes[i % planes.count]
        points[i].values[domain.coordinates.firstIndex(of: plane.coordinate)!] = plane.value
      }
      let weight = chance.number(0.1...3) / (chance.often(0.7) ? Double(count) : 1)
      return PointGroup(condition: condition, points: points, weight: weight)
    }
    let conditions: [Condition?] = [nil] + problem.conditions.map { $0 }
    if kind == .manyParts {
      // A part is sixteen blocks, where there are more of them than make eight parts.
      if chance.often(0.2) {
        let lanes = isSingle ? 16 : 8
        return [group(nil, chance.int(9 * 16 * lanes * 16...13 * 16 * lanes * 16), &chance)]
          + conditions.dropFirst().map { group($0, chance.int(1...40), &chance) }
      }
      return (0..<chance.size(145...2400)).map { i in
        let most = chance.often(0.03) ? 140 : 3
        return group(conditions[i % conditions.count], chance.int(1...most), &chance)
      }
    }
    let channels = Truncation(of: problem).count
    let weights = shape.layers.reduce(0) { $0 + $1.weights.count } + 20
    let most = max(2, DrawnKind.work / (channels * weights))
    let count = min(most, chance.size(kind.points))
    var groups = [group(nil, count, &chance)]
    if chance.often(0.15) { groups.append(group(nil, chance.int(1...max(1, count / 3)), &chance)) }
    for condition in problem.conditions {
      // At times two blocks and more.
      let most = chance.often(0.2) ? 300 : 40
      groups.append(group(condition, chance.int(1...max(1, min(most, count))), &chance))
    }
    return groups
  }

  /// Most often scattered; else such that a block's coordinates repeat: at two values each, on a grid, there
  /// and back, or one point again and again.
  private static func points(
    _ count: Int, in domain: Domain, isSingle: Bool, _ chance: inout Chance
  ) -> [Point<Double>] {
    func number(_ range: ClosedRange<Double>, _ chance: inout Chance) -> Double {
      let x = chance.number(range)
      return isSingle ? Double(Float(x)) : x
    }
    func scattered(_ count: Int, _ chance: inout Chance) -> [[Double]] {
      (0..<count).map { _ in domain.ranges.map { number($0, &chance) } }
    }
    func axes(_ counts: ClosedRange<Int>, _ chance: inout Chance) -> [[Double]] {
      domain.ranges.map { range in
        // Often with its ends, where an ansatz is flat or its factor zero.
        let ends = chance.often(0.5) ? [range.lowerBound, range.upperBound] : []
        return ends + (ends.count..<max(ends.count, chance.size(counts))).map { _ in number(range, &chance) }
      }
    }
    let values: [[Double]]
    switch chance.int(0...9) {
    case 0, 1:
      let axes = axes(2...2, &chance)
      values = (0..<count).map { _ in axes.map { chance.one(of: $0) } }
    case 2:
      let axes = axes(1...200, &chance)
      values = (0..<count).map { i in
        var rest = i
        return axes.map { axis in
          defer { rest /= axis.count }
          return axis[rest % axis.count]
        }
      }
    case 3:
      let half = scattered((count + 1) / 2, &chance)
      values = Array((half + half.reversed()).prefix(count))
    case 4:
      let one = scattered(1, &chance)[0]
      values = (0..<count).map { _ in one }
    default: values = scattered(count, &chance)
    }
    return values.map { Point(domain.coordinates, $0) }
  }
}
