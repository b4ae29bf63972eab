// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Threads

@c(plumbline_evaluate)
public func evaluate(
  _ problem: OpaquePointer?, _ derivative: UnsafePointer<CChar>?, _ points: UnsafePointer<Double>?,
  _ n: Int64,
  _ d: Int64, _ values: UnsafeMutablePointer<Double>?, _ bars: UnsafeMutablePointer<Double>?, _ m: Int64,
  _ error: UnsafeMutablePointer<CChar>?, _ errorSize: Int64
) -> Int32 {
  TextBuffer(error, errorSize).report {
    let state = try OpenProblem.at(problem).state
    let index = try derivative.map { try state.index(text($0, "the derivative's name")) } ?? .value
    let (domain, unknowns) = (state.problem.domain, state.problem.unknowns)
    // The counts as the caller has them, so that a parameter set meanwhile cannot lead outside the caller's
    // memory.
    guard d == domain.coordinates.count else {
      throw PointError.count(Int(clamping: d), expected: domain.coordinates)
    }
    guard m == unknowns else {
      throw Refusal(.count, "there are \(unknowns) unknowns here, not \(m): make room for that many a point")
    }
    guard n >= 0, n <= Int64.max / 8 / max(d, m) else {
      throw Refusal(.count, "there cannot be \(n) points: give how many rows there are")
    }
    if n == 0 { return }
    guard let points, let values else {
      throw Refusal(.null, "\(points == nil ? "points" : "values") is NULL: give room for \(n) rows")
    }
    let batch = Batch(state: state, index: index, width: Int(d), points: points)
    let blocks = stride(from: 0, to: Int(n), by: Batch.size).map { $0..<min(Int(n), $0 + Batch.size) }
    // Each block writes rows of its own.
    nonisolated(unsafe) let room = (values: values, bars: bars)
    let refusals = Parallel.map(blocks.count) { k -> Refusal? in
      do {
        for (i, m) in try batch.evaluate(blocks[k]).prefix(blocks[k].count * unknowns).enumerated() {
          room.values[blocks[k].lowerBound * unknowns + i] = m.value
          room.bars?[blocks[k].lowerBound * unknowns + i] = m.bar
        }
        return nil
      } catch { return Refusal(error) }
    }
    if let first = refusals.lazy.compactMap({ $0 }).first { throw first }
  }
}

/// Rows of points that a caller lends, measured block by block.
private struct Batch: @unchecked Sendable {
  static let size = 2048
  let state: OpenProblem.State
  let index: MultiIndex
  let width: Int
  let points: UnsafePointer<Double>

  /// - Throws: a ``Refusal`` that says which is the first point without a value.
  func evaluate(_ rows: Range<Int>) throws -> [Measured] {
    let values = Array(
      UnsafeBufferPointer(start: points + rows.lowerBound * width, count: rows.count * width))
    let (domain, all) = (state.problem.domain, Points(state.problem.domain.coordinates, values))
    let isInside = values.indices.allSatisfy { domain.ranges[$0 % width].contains(values[$0]) }
    if isInside, let measured = try? state.reference.evaluate([index], at: all),
      measured.allSatisfy(\.isFinite)
    {
      return measured
    }
    // One by one, to find the point.
    return try rows.flatMap { row -> [Measured] in
      do {
        let own = try state.reference.evaluate([index], at: domain.point(all[row - rows.lowerBound].values))
        guard own.joined().allSatisfy(\.isFinite) else {
          throw Refusal(.undefined, "the value is not finite: leave the point out")
        }
        return Array(own.joined())
      } catch {
        let refusal = Refusal(error)
        throw Refusal(refusal.status, "point \(row): \(refusal.text)")
      }
    }
  }
}

extension Measured {
  fileprivate var isFinite: Bool { value.isFinite && bar.isFinite }
}
