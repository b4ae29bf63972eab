import Differentiation
import PDE
import Reference
import Threads

/// The reference's values at a file's points.
struct Truth: Sendable {
  /// `[unknown][point]`; NaN where the reference has none, such as at a jump.
  private(set) var values: [[Double]]
  /// The largest bar.
  private(set) var bar = 0.0
  /// How many points have no value, and why the first has none.
  private(set) var missing = 0
  private(set) var reason: String?

  /// Values with their bars, on all cores.
  init(of reference: any ReferenceSolution, unknowns: Int, at readings: Readings) {
    let pieces = Pieces(of: readings, sameTime: reference is ColeHopf)
    let parts = Parallel.map(pieces.count) { k in Self.part(reference, unknowns, readings, pieces[k]) }
    values = [[Double]](repeating: [Double](repeating: .nan, count: readings.count), count: unknowns)
    for (k, part) in parts.enumerated() {
      for (u, column) in part.values.enumerated() {
        for (i, value) in zip(pieces[k], column) { values[u][i] = value }
      }
      bar = max(bar, part.bar)
      missing += part.missing
      reason = reason ?? part.reason
    }
  }

  private init(_ unknowns: Int) { values = [[Double]](repeating: [], count: unknowns) }

  private static func part(
    _ reference: any ReferenceSolution, _ unknowns: Int, _ readings: Readings, _ piece: ArraySlice<Int>
  ) -> Truth {
    var truth = Truth(unknowns)
    if let hopf = reference as? ColeHopf, let first = piece.first {
      let t = readings.positions[1][first]
      if let all = try? hopf.measure([.value], x: piece.map { readings.positions[0][$0] }, t: t) {
        for m in all { truth.append([m[0]]) }
        return truth
      }
    }
    for i in piece {
      do {
        truth.append(
          try reference.measure([.value], at: Point(readings.coordinates, readings.point(i))).map { $0[0] })
      } catch {
        for u in 0..<unknowns { truth.values[u].append(.nan) }
        truth.missing += 1
        truth.reason = truth.reason ?? "\(error)"
      }
    }
    return truth
  }

  private mutating func append(_ measured: [Measured]) {
    for u in values.indices { values[u].append(measured[u].value) }
    bar = measured.reduce(bar) { max($0, $1.bar) }
  }

  /// Whether there is a value at a point.
  func isKnown(_ i: Int) -> Bool { values.allSatisfy { $0[i].isFinite } }

  /// The truth at some of the points.
  func only(_ points: [Int]) -> Truth {
    var part = self
    part.values = values.map { column in points.map { column[$0] } }
    return part
  }
}

/// A file's points in pieces for the cores; where one time's points are cheaper together, each piece has one time.
struct Pieces: Sendable {
  private let order: [Int]
  private let ranges: [Range<Int>]

  init(of readings: Readings, sameTime: Bool, size: Int = 256) {
    var order = Array(0..<readings.count)
    var ranges: [Range<Int>] = []
    let times = sameTime ? readings.positions[1] : []
    if sameTime { order.sort { (times[$0], $0) < (times[$1], $1) } }
    var start = 0
    for i in 1..<(order.count + 1)
    where i == order.count || i - start == size || sameTime && times[order[i]] != times[order[start]] {
      ranges.append(start..<i)
      start = i
    }
    self.order = order
    self.ranges = ranges
  }

  var count: Int { ranges.count }
  subscript(k: Int) -> ArraySlice<Int> { order[ranges[k]] }
}
