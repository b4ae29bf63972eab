// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Threads

// What each function takes and gives stands in include/plumbline.h.

@c(plumbline_evaluate)
public func evaluate(
  _ problem: OpaquePointer?, _ derivatives: UnsafePointer<UnsafePointer<CChar>?>?, _ k: Int64,
  _ points: UnsafePointer<Double>?, _ n: Int64, _ d: Int64, _ values: UnsafeMutablePointer<Double>?,
  _ bars: UnsafeMutablePointer<Double>?, _ m: Int64, _ job: OpaquePointer?,
  _ error: UnsafeMutablePointer<CChar>?, _ errorSize: Int64
) -> Int32 {
  TextBuffer(error, errorSize).report {
    let state = try OpenProblem.at(problem).state
    let indices = try state.indices(derivatives, k)
    try state.expect(n: n, d: d, m: m)
    guard n <= Int64.max / 8 / max(d, m) / k else {
      throw Refusal(.count, "there cannot be \(n) points: give how many rows there are")
    }
    if n == 0 { return }
    guard let points, let values else {
      throw Refusal(.null, "\(points == nil ? "points" : "values") is NULL: give room for \(n) rows")
    }
    // Each is measured once, also where it is asked for twice.
    let distinct = indices.enumerated().filter { indices.firstIndex(of: $1) == $0 }.map(\.element)
    let batch = Batch(state: state, indices: distinct, width: Int(d), points: points)
    let table = Table(
      values: values, bars: bars, rows: Int(n), unknowns: Int(m), width: distinct.count,
      columns: indices.map { distinct.firstIndex(of: $0)! })
    let refusals = try Job.run(job) {
      let blocks = Batch.blocks(Int(n))
      return Parallel.map(blocks.count) { b -> Refusal? in
        do {
          table.put(try batch.evaluate(blocks[b]), blocks[b])
          return nil
        } catch { return Refusal(error) }
      }
    }
    if let first = refusals.lazy.compactMap({ $0 }).first { throw first }
  }
}

extension OpenProblem.State {
  /// - Throws: a ``Refusal`` where counts are not as the caller has them: a parameter that is set meanwhile
  ///   must not lead outside the caller's memory.
  func expect(n: Int64, d: Int64, m: Int64) throws {
    guard d == problem.domain.coordinates.count else {
      throw PointError.count(Int(clamping: d), expected: problem.domain.coordinates)
    }
    guard m == problem.unknowns else {
      throw Refusal(
        .count, "there are \(problem.unknowns) unknowns here, not \(m): make room for that many a point")
    }
    guard n >= 0, n <= Int64.max / 8 / max(d, m) else {
      throw Refusal(.count, "there cannot be \(n) points: give how many rows there are")
    }
  }

  /// The derivatives of k names; the value alone where there are none.
  func indices(_ names: UnsafePointer<UnsafePointer<CChar>?>?, _ k: Int64) throws -> [MultiIndex] {
    guard let names else {
      guard k == 1 else {
        throw Refusal(
          .count, "derivatives is NULL and k is \(k): give that many names, or k = 1 for the value")
      }
      return [.value]
    }
    guard k > 0, k <= 1000 else { throw Refusal(.count, "there cannot be \(k) derivatives: give 1 to 1000") }
    return try (0..<Int(k)).map { try index(text(names[$0], "the name of derivative \($0)")) }
  }
}

/// The room that a caller lends: k tables of n rows of m numbers. Each block writes rows of its own.
private struct Table: @unchecked Sendable {
  let values: UnsafeMutablePointer<Double>
  let bars: UnsafeMutablePointer<Double>?
  let rows, unknowns, width: Int
  /// Where each of the k tables stands in what is measured.
  let columns: [Int]

  /// - Parameter measured: `[row][unknown][index]` in one piece.
  func put(_ measured: [Measured], _ block: Range<Int>) {
    for (i, row) in block.enumerated() {
      for u in 0..<unknowns {
        for (k, column) in columns.enumerated() {
          let m = measured[(i * unknowns + u) * width + column]
          let place = (k * rows + row) * unknowns + u
          values[place] = m.value
          bars?[place] = m.bar
        }
      }
    }
  }
}

/// Rows of points that a caller lends, measured block by block.
private struct Batch: @unchecked Sendable {
  let state: OpenProblem.State
  let indices: [MultiIndex]
  let width: Int
  let points: UnsafePointer<Double>

  /// Blocks of n rows: several per thread, and otherwise large, since points of one time share work wherever
  /// they stand in a block.
  static func blocks(_ n: Int) -> [Range<Int>] {
    let size = min(max(n / (4 * Parallel.width), 2048), 1 << 16)
    return stride(from: 0, to: n, by: size).map { $0..<min(n, $0 + size) }
  }

  /// - Returns: `[row][unknown][index]` in one piece.
  /// - Throws: a ``Refusal`` that says which is the first point without a value.
  func evaluate(_ rows: Range<Int>) throws -> [Measured] {
    try Job.goOn()
    let (start, count) = (points + rows.lowerBound * width, rows.count * width)
    let (domain, values) = (state.problem.domain, Array(UnsafeBufferPointer(start: start, count: count)))
    let all = Points(domain.coordinates, values)
    let isInBox = values.indices.allSatisfy { domain.ranges[$0 % width].contains(values[$0]) }
    let isInside =
      isInBox && (domain.cut == nil || (0..<rows.count).allSatisfy { !domain.isCut(all[$0].values) })
    if isInside, let measured = try? state.reference.evaluate(indices, at: all),
      measured.count == rows.count * state.problem.unknowns * indices.count,
      measured.allSatisfy(\.isFinite)
    {
      return measured
    }
    // By halves, to find the point.
    if rows.count > 1 {
      let middle = rows.lowerBound + rows.count / 2
      return try evaluate(rows.lowerBound..<middle) + evaluate(middle..<rows.upperBound)
    }
    do {
      let own = try state.reference.evaluate(indices, at: domain.point(all[0].values))
      guard own.joined().allSatisfy(\.isFinite) else {
        throw Refusal(.undefined, "the value is not finite: leave the point out")
      }
      return Array(own.joined())
    } catch {
      let refusal = Refusal(error)
      throw Refusal(refusal.status, "point \(rows.lowerBound): \(refusal.text)")
    }
  }
}

extension Measured {
  fileprivate var isFinite: Bool { value.isFinite && bar.isFinite }
}
