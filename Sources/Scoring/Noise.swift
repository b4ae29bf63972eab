// SPDX-License-Identifier: MIT

import Assessment
import RealModule

/// Errors that have nothing to do with their neighbours.
struct Noise {
  let diagnosis: Diagnosis?

  init(_ investigation: Investigation) {
    let wrong = investigation.errors.indices.filter { u in
      investigation.errors[u].contains { abs($0) > 1e-12 * investigation.judge.scales[u] }
    }
    // All points of a grid: neighbours of a sample may lie farther apart than an error reaches.
    let limit = 200_000
    let all = investigation.readings.count <= limit
    let (readings, errors) =
      all
      ? (investigation.readings, investigation.errors)
      : (
        investigation.sample.readings,
        investigation.errors.map { c in investigation.sample.indices.map { c[$0] } }
      )
    guard !wrong.isEmpty, wrong.allSatisfy({ Whiteness(errors[$0], readings).isWhite }) else {
      diagnosis = nil
      return
    }
    let parts = wrong.map { u -> String in
      let n = Double(errors[u].count).squareRoot()
      let level = norm([errors[u]]) / n
      return "\(Names.unknown(u)) \(short(level / investigation.judge.scales[u])) of its size"
    }
    let levels = wrong.map { u in
      norm([errors[u]]) / Double(errors[u].count).squareRoot() / investigation.judge.scales[u]
    }
    diagnosis = Diagnosis(
      .noise, .stated,
      "the error is noise: what it is at a point says nothing of its neighbours; its level is "
        + parts.joined(separator: ", ") + "; save the field before noise is added, or smooth it",
      subject: wrong.map(Names.unknown).joined(separator: ", "), value: levels.max(), given: 0)
  }
}

/// Whether errors at neighbouring points have anything to do with one another.
struct Whiteness {
  /// Correlation of neighbours along each coordinate of a grid, or of nearest neighbours: 0 for noise, near 1
  /// for what is smooth, near −1 for what oscillates from node to node.
  let correlations: [Double]
  /// The pairs for each of them.
  let pairs: Int

  /// - Parameter errors: by point; NaN is left out.
  init(_ errors: [Double], _ readings: FieldSamples) {
    let known = errors.indices.filter { errors[$0].isFinite }
    let mean = known.reduce(0) { $0 + errors[$1] } / Double(max(1, known.count))
    let square =
      known.reduce(0) { $0 + (errors[$1] - mean) * (errors[$1] - mean) } / Double(max(1, known.count))
    func correlation(_ pairs: [(Int, Int)]) -> Double {
      let all = pairs.filter { errors[$0.0].isFinite && errors[$0.1].isFinite }
      guard square > 0, !all.isEmpty else { return 1 }
      return all.reduce(0) { $0 + (errors[$1.0] - mean) * (errors[$1.1] - mean) } / Double(all.count) / square
    }
    if let grid = TensorGrid(readings.positions) {
      let axes = grid.axes.indices.filter { grid.lengths[$0] >= 6 }
      let each = axes.map { k in grid.lines(along: k).flatMap { Array(zip($0, $0.dropFirst())) } }
      pairs = each.map(\.count).min() ?? 0
      correlations = each.map(correlation)
    } else {
      let near = Self.nearest(readings)
      pairs = near.count
      correlations = [correlation(near)]
    }
  }

  /// Some mean and deviation that are their own: two of a hundred such pairs reach 0.25 by chance.
  var isWhite: Bool {
    pairs >= 30 && !correlations.isEmpty
      && correlations.allSatisfy { abs($0) < 0.12 + 1.5 / Double(pairs).squareRoot() }
  }

  /// Each of some points with its nearest neighbour.
  private static func nearest(_ readings: FieldSamples) -> [(Int, Int)] {
    let widths = readings.positions.map { max(($0.max() ?? 0) - ($0.min() ?? 0), .leastNormalMagnitude) }
    let step = max(1, readings.count / 300)
    return stride(from: 0, to: readings.count, by: step).compactMap { i in
      var best: (Int, Double)?
      for j in 0..<readings.count where j != i {
        var distance = 0.0
        for (k, column) in readings.positions.enumerated() {
          let d = (column[i] - column[j]) / widths[k]
          distance += d * d
        }
        if distance < best?.1 ?? .infinity { best = (j, distance) }
      }
      return best.map { (i, $0.0) }
    }
  }
}

/// A few values that are far off where all others are right.
struct Outliers {
  let diagnosis: Diagnosis?

  init(_ i: Investigation) {
    diagnosis = Self.found(i)
  }

  private static func found(_ i: Investigation) -> Diagnosis? {
    let sizes = zip(i.errors, i.judge.scales).map { errors, scale in errors.map { abs($0) / scale } }
    let count = i.readings.count * sizes.count
    let most = max(1, min(20, count / 100))
    guard count >= 50, let worst = sizes.joined().max(), worst.isFinite else { return nil }
    // What stands out is a hundred times any other error.
    let sorted = sizes.joined().sorted(by: >).prefix(most + 1)
    guard let number = (1..<sorted.count).first(where: { sorted[$0] <= sorted[$0 - 1] / 100 }) else {
      return nil
    }
    let limit = sorted[number - 1]
    var places: [(u: Int, point: Int)] = []
    for (u, column) in sizes.enumerated() {
      for (k, size) in column.enumerated() where size >= limit { places.append((u, k)) }
    }
    guard places.count == number else { return nil }
    func name(_ k: Int) -> String {
      zip(i.readings.coordinates, i.readings.point(k)).map { "\($0) = \(estimate($1))" }
        .joined(separator: ", ")
    }
    let list = places.prefix(3).map { u, k in
      "\(Names.unknown(u)) = \(estimate(i.readings.values[u][k])) for \(estimate(i.truth.values[u][k])) at "
        + name(k)
    }
    let rest = sorted[number]
    return Diagnosis(
      .outlier, .stated,
      "\(number) of \(count) values \(number == 1 ? "is" : "are") off, all others are right to \(short(rest)) of their size: "
        + list.joined(separator: "; ") + (number > 3 ? " …" : "") + "; look at how those were written",
      subject: Names.unknown(places[0].u), value: i.readings.values[places[0].u][places[0].point],
      given: i.truth.values[places[0].u][places[0].point], leaves: rest,
      places: places.map { u, k in
        .init(
          name: name(k), unknown: Names.unknown(u),
          error: abs(i.readings.values[u][k] - i.truth.values[u][k]))
      })
  }
}
