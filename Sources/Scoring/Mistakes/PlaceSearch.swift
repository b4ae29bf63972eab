// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// Coordinates off by a change that has a free number, or that the file's range suggests: another interval, a
/// factor in time, a shift.
struct PlaceSearch {
  let investigation: Investigation
  private var domain: Domain { investigation.problem.domain }

  var hypotheses: [Hypothesis] { ranges + [timeFactor].compactMap { $0 } + shifts }

  /// Coordinates normalised to, or counted from, something else.
  private var ranges: [Hypothesis] {
    let search = RangeSearch(investigation.scorer)
    let readings = investigation.readings
    var best: (maps: [AxisMap], candidate: [[Double]], distance: Double)?
    for maps in search.changes(readings) {
      // A factor in time has a search of its own, and a field that looks the same backwards does not change
      // that.
      let changed = maps.indices.filter { maps[$0] != .identity }
      let others = changed.filter { readings.coordinates[$0] != .t || maps[$0].offset != 0 }
      if others.count < changed.count, others.allSatisfy({ maps[$0].scale == -1 }) { continue }
      guard let candidate = investigation.values({ search.mapped($0.readings, maps) }) else { continue }
      let distance = investigation.judge.distances(candidate, 0.9).distance
      if distance < best?.distance ?? .infinity { best = (maps, candidate, distance) }
    }
    guard let best else { return [] }
    let (mistake, text) = search.wording(readings, best.maps)
    let changed = best.maps.indices.filter { best.maps[$0] != .identity }
    return [
      Hypothesis(
        mistake: mistake, text: text, candidate: best.candidate,
        subject: changed.map { readings.coordinates[$0].description }.joined(separator: ", "),
        value: best.maps[changed[0]].scale, given: 1)
    ]
  }

  /// u(x, s t) in place of u(x, t).
  private var timeFactor: Hypothesis? {
    guard let k = domain.coordinates.firstIndex(of: .t) else { return nil }
    let tried = (-60...60).map { Double.pow(10, Double($0) / 50) }
    guard let (s, candidate) = fitted(k, tried, 0.05...20, { $0 * $1 }), abs(s - 1) > 1e-6 else { return nil }
    return Hypothesis(
      mistake: .timeFactor,
      text: "u(t) holds the truth at \(estimate(s)) t: divide the time step by that factor, or write t times "
        + estimate(s), candidate: candidate, freedom: 1, share: 0.2, subject: "t", value: s, given: 1)
  }

  /// u(x + s) in place of u(x), along each coordinate.
  private var shifts: [Hypothesis] {
    domain.coordinates.count > 4 || !investigation.scorer.hasFormula
      ? []
      : domain.coordinates.indices.compactMap { k in
        let width = domain.ranges[k].upperBound - domain.ranges[k].lowerBound
        let tried = (-24...24).map { Double($0) * width / 60 }
        guard let (s, candidate) = fitted(k, tried, -0.4 * width...0.4 * width, { $0 + $1 }),
          abs(s) > 1e-7 * width
        else { return nil }
        let c = domain.coordinates[k]
        return Hypothesis(
          mistake: .shiftedAxis,
          text: "the values stand at \(c) \(s < 0 ? "-" : "+") \(estimate(abs(s))): write that for \(c)",
          candidate: candidate, freedom: 1, share: 0.6, subject: "\(c)", value: s, given: 0)
      }
  }

  /// The number with which a change of one coordinate fits best, and what the file then holds.
  private func fitted(
    _ k: Int, _ tried: [Double], _ range: ClosedRange<Double>,
    _ change: @escaping @Sendable (Double, Double) -> Double
  ) -> (Double, [[Double]])? {
    let (interval, sampler) = (domain.ranges[k], investigation.sampler)
    let isPeriodic = investigation.isPeriodic(domain.coordinates[k])
    @Sendable func values(_ readings: FieldSamples, _ s: Double) -> [[Double]] {
      var positions = readings.positions
      let width = interval.upperBound - interval.lowerBound
      positions[k] = positions[k].map { x in
        var y = change(x, s)
        if isPeriodic { y -= width * ((y - interval.lowerBound) / width).rounded(.down) }
        // Where the place leaves the domain nothing can be compared.
        return interval.contains(y) ? y : .nan
      }
      return sampler.values(readings.coordinates, positions)
    }
    let scan = investigation.few.readings
    let fit = CurveFit(points: scan, values: { values(scan, $0) }, range: range, share: 0.2)
    guard let s = fit.best(tried, isWhole: false) else { return nil }
    let candidate = values(investigation.sample.readings, s)
    return (s, candidate)
  }
}
