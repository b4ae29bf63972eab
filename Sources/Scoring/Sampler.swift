import Differentiation
import PDE
import RealModule
import Reference

/// The reference's values without bars, for searches.
struct Sampler: Sendable {
  let reference: any ReferenceSolution
  let unknowns: Int
  init(_ reference: any ReferenceSolution, _ unknowns: Int) {
    self.reference = reference
    self.unknowns = unknowns
  }

  /// `[unknown][point]`; NaN where the reference has no value.
  func values(at readings: Readings) -> [[Double]] {
    values(readings.coordinates, readings.positions)
  }

  /// - Parameter positions: `[coordinate][point]`, NaN in a coordinate where nothing is asked.
  func values(_ coordinates: [Coordinate], _ positions: [[Double]]) -> [[Double]] {
    let count = positions[0].count
    var values = [[Double]](repeating: [Double](repeating: .nan, count: count), count: unknowns)
    if let hopf = reference as? ColeHopf {
      // Points of the same time are far cheaper together.
      let times = positions[1]
      let order = (0..<count).filter { times[$0].isFinite && positions[0][$0].isFinite }
        .sorted { (times[$0], $0) < (times[$1], $1) }
      for group in order.chunks(where: { times[$0] == times[$1] }) {
        let u = (try? hopf.values(x: group.map { positions[0][$0] }, t: times[group[group.startIndex]])) ?? []
        for (i, value) in zip(group, u) { values[0][i] = value }
      }
      return values
    }
    for i in 0..<count {
      let point = positions.map { $0[i] }
      guard point.allSatisfy(\.isFinite),
        let all = try? reference.measure([.value], at: Point(coordinates, point))
      else { continue }
      for (u, measured) in all.enumerated() { values[u][i] = measured[0].value }
    }
    return values
  }
}

extension Array {
  /// Runs of neighbours that belong together.
  func chunks(where belong: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
    var all: [ArraySlice<Element>] = []
    var start = 0
    for i in indices.dropFirst() where !belong(self[i - 1], self[i]) {
      all.append(self[start..<i])
      start = i
    }
    if !isEmpty { all.append(self[start...]) }
    return all
  }
}

/// A part of the points that stands for all of them.
enum Sample {
  /// At most about `limit` points: of a grid a coarser grid with the same ends, otherwise evenly through the file.
  static func indices(_ readings: Readings, _ limit: Int) -> [Int] {
    let count = readings.count
    guard count > limit else { return Array(0..<count) }
    guard let grid = TensorGrid(readings.positions) else {
      // Steps of the golden ratio follow no pattern of the file's.
      let golden = 0.6180339887498949
      let picked = Set(
        (0..<limit).map { Int((golden * Double($0)).truncatingRemainder(dividingBy: 1) * Double(count)) })
      return picked.sorted()
    }
    let most = Int(Double.pow(Double(limit), 1 / Double(grid.axes.count)))
    let rows = grid.lengths.map { n in
      n <= most ? Array(0..<n) : (0..<most).map { $0 * (n - 1) / max(1, most - 1) }
    }
    var nodes = [0]
    for (row, n) in zip(rows, grid.lengths) { nodes = nodes.flatMap { node in row.map { node * n + $0 } } }
    return nodes.map { grid.points[$0] }
  }
}
