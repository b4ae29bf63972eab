import Differentiation
import PDE
import RealModule

/// Mistakes in where the values are said to be.
extension Investigation {
  /// Values in the order of another axis, or coordinates in each other's place.
  var transposed: [Finding] {
    var all: [Finding] = []
    if let grid, grid.axes.count == 2 {
      let (rows, columns) = (grid.lengths[0], grid.lengths[1])
      // The values of a grid listed column by column, read row by row; and the other way round.
      let orders = [
        (0..<grid.points.count).map { $0 % rows * columns + $0 / rows },
        (0..<grid.points.count).map { $0 % columns * rows + $0 / columns },
      ]
      for order in orders {
        var candidate = truth.values
        for u in candidate.indices {
          for (node, other) in order.enumerated() {
            candidate[u][grid.points[node]] = truth.values[u][grid.points[other]]
          }
        }
        let misfit = Misfit(readings, candidate, truth: truth.values)
        guard misfit.explains() else { continue }
        let names = readings.coordinates.map(\.description)
        all.append(
          Finding(
            diagnosis: Diagnosis(
              .transposedGrid,
              "the values stand in the order [\(names.reversed().joined(separator: ", "))] where "
                + "[\(names.joined(separator: ", "))] is meant: transpose the field; \(effect(misfit))"),
            error: misfit.error))
        break
      }
    }
    if all.isEmpty, let swapped { all.append(swapped) }
    return all
  }

  private var swapped: Finding? {
    let ranges = problem.domain.ranges
    for order in Permutations.of(ranges.count).dropFirst() where ranges.count <= 3 {
      let positions = order.map { sample.positions[$0] }
      guard zip(positions, ranges).allSatisfy({ column, range in column.allSatisfy(range.contains) }) else {
        continue
      }
      let misfit = misfit(sampler.values(sample.coordinates, positions))
      guard misfit.explains() else { continue }
      let names = order.map { sample.coordinates[$0].description }.joined(separator: ", ")
      return Finding(
        diagnosis: Diagnosis(
          .transposedGrid, "the coordinates are swapped: take them as \(names); \(effect(misfit))"),
        error: misfit.error)
    }
    return nil
  }

  /// Coordinates normalised to, or counted from, something else.
  var ranges: [Finding] {
    let search = RangeSearch(scorer)
    var best: (maps: [AxisMap], misfit: Misfit)?
    for maps in search.changes(readings) {
      // A factor in time alone has a search of its own.
      let changed = maps.indices.filter { maps[$0] != .identity }
      if changed.allSatisfy({ readings.coordinates[$0] == .t && maps[$0].offset == 0 }) { continue }
      guard let few = search.mapped(scan, maps),
        Misfit(scan, sampler.values(scan.coordinates, few)).error < 0.5,
        let positions = search.mapped(sample, maps)
      else { continue }
      let misfit = misfit(sampler.values(sample.coordinates, positions))
      if misfit.explains(), misfit.error < best?.misfit.error ?? .infinity { best = (maps, misfit) }
    }
    return best.map {
      [Finding(diagnosis: search.diagnosis(readings, $0.maps, effect($0.misfit)), error: $0.misfit.error)]
    } ?? []
  }

  /// u(x, s t) in place of u(x, t).
  var timeFactor: Finding? {
    guard let k = problem.domain.coordinates.firstIndex(of: .t) else { return nil }
    let (range, sampler) = (problem.domain.ranges[k], sampler)
    // Where s t leaves the domain nothing can be compared.
    @Sendable func values(_ readings: Readings, _ s: Double) -> [[Double]] {
      var positions = readings.positions
      positions[k] = positions[k].map { range.contains($0 * s) ? $0 * s : .nan }
      return sampler.values(readings.coordinates, positions)
    }
    let scan = scan
    let fit = CurveFit(points: scan, values: { values(scan, $0) }, range: 0.05...20, share: 0.2)
    let tried = (-120...120).map { Double.pow(10, Double($0) / 100) }
    guard let s = fit.best(tried, isWhole: false), abs(s - 1) > 1e-4 else { return nil }
    let misfit = misfit(values(sample, s))
    guard misfit.explains(share: 0.2) else { return nil }
    return Finding(
      diagnosis: Diagnosis(
        .timeFactor,
        "u(t) holds the truth at \(estimate(s)) t: divide the time step by that factor, or write t times "
          + "\(estimate(s)); \(effect(misfit))"), error: misfit.error)
  }
}
