// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Strategies
import Threads

extension Engine {
  /// A piece of points with the place of its first residual.
  struct Task {
    let group: PointGroup
    let piece: ResidualPoints<L>.Batch
    /// Of a periodic condition, the points on the other end.
    let partner: ResidualPoints<L>.Batch?
    let row: Int
  }

  func tasks(_ collocations: [ResidualPoints<L>]) -> [Task] {
    var start = 0
    return collocations.flatMap { collocation in
      defer { start += count(in: collocation.group) }
      return collocation.pieces.enumerated().map { i, piece in
        let partner = collocation.partners.isEmpty ? nil : collocation.partners[i]
        return Task(group: collocation.group, piece: piece, partner: partner, row: start + piece.first)
      }
    }
  }

  /// Cuts the tasks into parts that depend on their number alone, runs the parts on all threads, and returns
  /// what each gives in their order: whatever the number of threads and whichever takes which part, the
  /// result is the same.
  func parts<R>(
    _ tasks: [Task], _ body: (Workspace<L>, ArraySlice<Task>) throws(StrategyError) -> R
  ) throws(StrategyError) -> [R] {
    let spaces = try workspaces()
    let n = tasks.count
    let count = min(n, max(8, min(64, n / 16)))
    let parts = (0..<count).map { tasks[$0 * n / count..<($0 + 1) * n / count] }
    var results = [Result<R, StrategyError>?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { results in
      // Each thread has a workspace of its own, and each part a place of its own.
      Parallel.forEach(count, threads: spaces.count) { i, thread in
        do throws(StrategyError) {
          results[i] = .success(try body(spaces[thread], parts[i]))
        } catch {
          results[i] = .failure(error)
        }
      }
    }
    var all: [R] = []
    for result in results { all.append(try result!.get()) }
    return all
  }
}
