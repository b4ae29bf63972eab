// SPDX-License-Identifier: MIT

import Benchmarking
import Essentials
import Verification

/// What cells have cost where they were trained, in core-seconds; of kinds that were not trained, what the
/// work that is expected of them would have cost there.
package struct MeasuredCosts: Sendable {
  /// What a cell is expected to cost.
  package struct Estimate: Sendable {
    package let seconds: Double
    /// How many results it is the median of; 0: it is the work expected, at the speed of the others.
    package let results: Int
  }
  private struct Cost {
    let training, judging: Double
  }
  private var cells: [CellKind: [Cost]] = [:]
  /// By problem.
  private var judging: [String: [Double]] = [:]
  /// The machines that they are of.
  package private(set) var processors: Set<String> = []
  private var expected = ExpectedCost()
  /// Core-seconds of training per unit of work, by optimiser and precision.
  private var rates: [Pace: Double] = [:]
  private struct Pace: Hashable {
    let optimizer: OptimizerKind
    let precision: Precision
  }

  /// - Parameter results: of any cells; errors among them cost what they cost, and are left out.
  package init(_ results: [CellResult]) {
    for r in results where r.verdict != .error {
      guard let name = try? CellName(id: r.id) else { continue }
      add(
        name.kind, r.ended.timeIntervalSince(r.started), training: r.seconds, threads: r.threads,
        r.machine.processor)
    }
    rate()
  }

  /// - Parameter folders: that `verify run --output` wrote to.
  /// - Throws: ``FolderError``.
  package init(folders: [String]) throws {
    let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for folder in folders {
      for name in try ResultFile.names(in: folder) {
        guard case .result(let head) = ResultFile(reading: "\(folder)/\(name)"), head.verdict != .error,
          let cell = try? CellName(id: head.id), let start = try? time.parse(head.started),
          let end = try? time.parse(head.ended)
        else { continue }
        add(
          cell.kind, end.timeIntervalSince(start), training: head.seconds, threads: head.threads,
          head.machine.processor)
      }
    }
    rate()
  }

  package var isEmpty: Bool { cells.isEmpty }

  private mutating func add(
    _ kind: CellKind, _ seconds: Double, training: Double, threads: Int, _ processor: String
  ) {
    // Judging takes one thread.
    let cost = Cost(training: training * Double(threads), judging: max(0, seconds - training))
    cells[kind, default: []].append(cost)
    judging[kind.problemID, default: []].append(cost.judging)
    processors.insert(processor)
  }

  private mutating func rate() {
    var sums: [Pace: (seconds: Double, work: Double)] = [:]
    for (kind, costs) in cells {
      let pace = Pace(optimizer: kind.optimizer, precision: kind.precision)
      let sum = sums[pace] ?? (0, 0)
      let work = expected.work(kind)
      sums[pace] = (sum.seconds + Spread(costs.map(\.training)).median, sum.work + work)
    }
    rates = sums.mapValues { $0.seconds / $0.work }
  }

  /// nil where nothing is known of any cell with that optimiser.
  package mutating func estimate(_ kind: CellKind) -> Estimate? {
    if let known = cells[kind] {
      return Estimate(seconds: Spread(known.map { $0.training + $0.judging }).median, results: known.count)
    }
    let other: Precision = kind.precision == .float32 ? .float64 : .float32
    guard
      let rate = rates[Pace(optimizer: kind.optimizer, precision: kind.precision)]
        ?? rates[Pace(optimizer: kind.optimizer, precision: other)]
    else { return nil }
    // The first cell of a problem waits for its truth.
    let judged = (judging[kind.problemID] ?? Array(judging.values.joined())).min() ?? 0
    return Estimate(seconds: rate * expected.work(kind) + judged, results: 0)
  }

  /// What the first cell of a problem costs a process beyond its own, the truth that it is judged by: 0 where
  /// it is not known.
  func preparation(of problem: String) -> Double {
    guard let known = judging[problem], let most = known.max() else { return 0 }
    return most - Spread(known).median
  }
}
