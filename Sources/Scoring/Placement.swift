// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// Readings made fit to be scored: every point within the domain, each once.
struct Placement {
  let domain: Domain
  /// By how much of the interval's length single precision may miss its ends.
  static let slack = 1e-6

  /// - Throws: `outside`, `cut`, `conflict`.
  func placed(_ readings: FieldSamples) throws(Fault) -> FieldSamples {
    try single(try inside(readings))
  }

  /// Coordinates that miss the domain by no more than single precision does are moved to its edge.
  private func inside(_ readings: FieldSamples) throws(Fault) -> FieldSamples {
    var placed = readings
    var moved = 0
    for (k, range) in domain.ranges.enumerated() {
      let slack = Self.slack * (range.upperBound - range.lowerBound)
      for i in 0..<readings.count where !range.contains(readings.positions[k][i]) {
        let value = readings.positions[k][i]
        let edge = min(max(value, range.lowerBound), range.upperBound)
        guard abs(value - edge) <= slack else {
          throw .outside(
            place: readings.place(i), domain.coordinates[k], value, range, hint: hint(readings, k))
        }
        placed.positions[k][i] = edge
        moved += 1
      }
    }
    if domain.cut != nil { moved += try pushOut(&placed) }
    if moved > 0 {
      placed.notes.append(
        "\(moved) coordinates lay outside the domain by rounding and were moved to its edge")
    }
    return placed
  }

  /// Points in what is cut out are moved to the nearest of its faces, if that is as near. How many there
  /// were.
  private func pushOut(_ placed: inout FieldSamples) throws(Fault) -> Int {
    let faces = Condition.Face.cut.planes(in: domain).map { face in
      let k = domain.coordinates.firstIndex(of: face.coordinate) ?? 0
      return (k: k, value: face.value, width: domain.ranges[k].upperBound - domain.ranges[k].lowerBound)
    }
    var moved = 0
    for i in 0..<placed.count {
      let point = placed.point(i)
      guard domain.isCut(point) else { continue }
      let distances = faces.map { abs(point[$0.k] - $0.value) / $0.width }
      guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }),
        distances[nearest] <= Self.slack
      else {
        let reason = PointError.cut(domain.coordinates, point, domain.cut ?? [])
        throw .cut(place: placed.place(i), "\(reason)")
      }
      placed.positions[faces[nearest].k][i] = faces[nearest].value
      moved += 1
    }
    return moved
  }

  private func hint(_ readings: FieldSamples, _ k: Int) -> String {
    let c = domain.coordinates[k]
    let extents = readings.positions.map { ($0.min() ?? 0)...($0.max() ?? 0) }
    for other in domain.ranges.indices where other != k {
      let (a, b) = (extents[k], extents[other])
      if fits(a, domain.ranges[other]), fits(b, domain.ranges[k]) {
        return "are \(c) and \(domain.coordinates[other]) swapped?"
      }
    }
    let (own, range) = (extents[k], domain.ranges[k])
    return "the file's \(c) runs over [\(own.lowerBound), \(own.upperBound)]: shift or scale it to "
      + "[\(range.lowerBound), \(range.upperBound)], or leave such points out"
  }
  private func fits(_ extent: ClosedRange<Double>, _ range: ClosedRange<Double>) -> Bool {
    range.contains(extent.lowerBound) && range.contains(extent.upperBound)
  }

  /// A point that is there twice counts once, unless its values differ.
  private func single(_ readings: FieldSamples) throws(Fault) -> FieldSamples {
    // A full grid has no point twice, and most files are one.
    if TensorGrid(readings.positions) != nil { return readings }
    let columns = readings.positions
    // By place, equal ones in the file's order: a table of ten million rows fits in memory this way.
    let order = (0..<readings.count).sorted { a, b in
      for column in columns where column[a] != column[b] { return column[a] < column[b] }
      return a < b
    }
    var isRepeated = [Bool](repeating: false, count: readings.count)
    var repeats = 0
    for (before, i) in zip(order, order.dropFirst()) where columns.allSatisfy({ $0[before] == $0[i] }) {
      for u in readings.values {
        let (a, b) = (u[before], u[i])
        guard abs(a - b) <= 1e-12 * max(abs(a), abs(b)) else {
          throw .conflict(
            first: readings.place(before), second: readings.place(i),
            point: FieldSamples.text(readings.coordinates, readings.point(i)), values: [a, b])
        }
      }
      isRepeated[i] = true
      repeats += 1
    }
    if repeats == 0 { return readings }
    var single = readings.only(readings.sources.indices.filter { !isRepeated[$0] })
    single.notes.append("\(repeats) rows repeat a point with the same value and were counted once")
    return single
  }
}
