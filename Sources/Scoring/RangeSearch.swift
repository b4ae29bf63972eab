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

/// Files whose points lie outside the domain.
extension RangeSearch {
  /// Readings whose points lie outside the domain, brought into it by the change that makes the values fit
  /// within 10 %, where nothing does but for a factor on u.
  func moved(_ readings: FieldSamples) -> (FieldSamples, Diagnosis)? {
    let sample = readings.only(Sample.indices(readings, 600))
    for hasFactor in [false, true] {
      var best: (maps: [AxisMap], misfit: Double)?
      for maps in changes(readings) {
        guard let positions = mapped(sample, maps) else { continue }
        let values = sampler.values(sample.coordinates, positions)
        let misfit = RelativeError(sample, hasFactor ? scaled(values, sample) : values)
        if misfit.share > 0.9, misfit.error < best?.misfit ?? 0.1 { best = (maps, misfit.error) }
      }
      guard let best else { continue }
      let maps = hasFactor ? best.maps : refined(best.maps, sample)
      guard let positions = mapped(readings, maps), let few = mapped(sample, maps) else { return nil }
      var whole = readings
      whole.positions = positions
      let values = sampler.values(sample.coordinates, few)
      let misfit = RelativeError(sample, hasFactor ? scaled(values, sample) : values).error
      let (mistake, text) = wording(readings, maps)
      let changed = maps.indices.filter { maps[$0] != .identity }
      let effect =
        hasFactor ? "but for a factor on u the values then fit within" : "the values then fit within"
      return (
        whole,
        Diagnosis(
          mistake, misfit < 1e-6 ? .stated : .possible, "\(text); \(effect) \(short(misfit))",
          subject: changed.map { readings.coordinates[$0].description }.joined(separator: ", "),
          value: maps[changed[0]].scale, given: 1, leaves: misfit)
      )
    }
    return swapped(readings, sample)
  }

  /// The values times the factor that fits the file best.
  private func scaled(_ values: [[Double]], _ file: FieldSamples) -> [[Double]] {
    zip(values, file.values).map { column, own in
      let line = LineFit(column, own, hasConstant: false)
      return line.map { line in column.map { line.slope * $0 } } ?? column
    }
  }

  /// The times of a file need not end where the problem's do: a factor in time is fitted, at most the one
  /// that fills the range.
  private func refined(_ maps: [AxisMap], _ sample: FieldSamples) -> [AxisMap] {
    guard let k = maps.firstIndex(where: { $0 != .identity }), sample.coordinates[k] == .t,
      maps[k].offset == 0,
      maps[(k + 1)...].allSatisfy({ $0 == .identity })
    else { return maps }
    @Sendable func with(_ scale: Double) -> [AxisMap] {
      var other = maps
      other[k] = AxisMap(offset: 0, scale: scale)
      return other
    }
    let (own, scale) = (self, maps[k].scale)
    let fit = CurveFit(
      points: sample,
      values: { s in own.mapped(sample, with(s)).map { own.sampler.values(sample.coordinates, $0) } },
      range: scale / 2...scale, share: 0.9)
    let tried = (-40...0).map { scale * Double.pow(2, Double($0) / 40) }
    return fit.best(tried, isWhole: false).map(with) ?? maps
  }

  private func swapped(_ readings: FieldSamples, _ sample: FieldSamples) -> (FieldSamples, Diagnosis)? {
    let d = readings.coordinates.count
    for order in Permutations.of(d).dropFirst() where d <= 3 {
      var (whole, part) = (readings, sample)
      whole.positions = order.map { readings.positions[$0] }
      part.positions = order.map { sample.positions[$0] }
      guard
        whole.positions.indices.allSatisfy({ k in
          whole.positions[k].allSatisfy(problem.domain.ranges[k].contains)
        })
      else { continue }
      let misfit = RelativeError(part, sampler.values(at: part))
      guard misfit.share > 0.9, misfit.error < 0.1 else { continue }
      let text = order.map { readings.coordinates[$0].description }.joined(separator: ", ")
      return (
        whole,
        Diagnosis(
          .transposedGrid, misfit.error < 1e-6 ? .stated : .possible,
          "the coordinates are swapped: taken as \(text) the values fit within \(short(misfit.error)); "
            + "name the columns or put them in the problem's order", subject: text, leaves: misfit.error)
      )
    }
    return nil
  }
}

/// x ↦ offset + scale·x.
struct AxisMap: Equatable, Sendable {
  let offset, scale: Double
  static let identity = AxisMap(offset: 0, scale: 1)
  func callAsFunction(_ x: Double) -> Double { offset + scale * x }
  /// "0.5 + 2.0 x"
  func text(_ c: Coordinate) -> String {
    if scale == 1 { return "\(c) \(offset < 0 ? "-" : "+") \(abs(offset))" }
    if scale == -1, offset != 0 { return "\(offset) - \(c)" }
    return (offset == 0 ? "" : "\(offset) + ") + "\(scale) \(c)"
  }
}
