// SPDX-License-Identifier: MIT

import Essentials
import Plumbline
import Threads

/// The problems of some cells, each once: their equations, and what the second methods say of their
/// references, side by side and printed in order.
struct Statements {
  private let instances: [(problem: any Benchmark, given: [String: Double])]
  private let truths: Truths
  private let line: StatusLine

  /// - Parameter truths: keeps what is learnt of the problems.
  init(_ cells: [Cell], quiet: Bool, _ truths: Truths) {
    self.truths = truths
    var seen: Set<String> = []
    instances = cells.filter { seen.insert($0.problemID).inserted }.map { ($0.problem, $0.settings) }
    line = StatusLine(quiet: quiet)
  }

  /// - Throws: ``Failure`` where standard output cannot take it; what a reference throws.
  func print() async throws {
    let (instances, truths) = (instances, truths)
    let (start, width) = (ContinuousClock.now, Terminal.width(of: 1))
    var checks = [ReferenceCheck?](repeating: nil, count: instances.count)
    var (next, printed, stated) = (0, 0, -1)
    func state(_ k: Int) throws {
      guard stated < k else { return }
      stated = k
      let (problem, given) = instances[k]
      try Report.statement(problem, given).flatMap { Terminal.wrap($0, width) }.forEach(Console.print)
    }
    defer { line.clear() }
    try await withThrowingTaskGroup(of: (Int, ReferenceCheck).self) { group in
      func begin() {
        guard next < instances.count else { return }
        let (i, (problem, given)) = (next, instances[next])
        group.addTask { (i, try ReferenceChecks.standard.check(problem, given, truths)) }
        next += 1
      }
      for _ in 0..<Parallel.width { begin() }
      if !instances.isEmpty { try state(0) }
      show(0, since: start)
      while let (i, check) = try await group.next() {
        checks[i] = check
        begin()
        line.clear()
        while printed < instances.count, let check = checks[printed] {
          try state(printed)
          try Report.lines(check).flatMap { Terminal.wrap($0, width) }.forEach(Console.print)
          printed += 1
        }
        if printed < instances.count { try state(printed) }
        show(checks.count { $0 != nil }, since: start)
      }
    }
  }

  private func show(_ done: Int, since start: ContinuousClock.Instant) {
    let left = Remaining.text(
      start.duration(to: .now) / .seconds(1), share: Double(done) / Double(max(1, instances.count)))
    line.show(
      "checking references by their second methods: \(done) of \(instances.count)"
        + (left.isEmpty ? "" : ", " + left))
  }
}
