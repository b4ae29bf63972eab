// SPDX-License-Identifier: MIT

import Essentials
import Plumbline
import Threads

/// The problems of some cells, each once: their equations, and what the second methods say of their
/// references, side by side and printed in order.
struct Statements {
  private let instances: [(problem: any Benchmark, given: [String: Double])]
  private let truths: Truths
  private let line: WorkLine

  /// - Parameter truths: keeps what is learnt of the problems.
  init(_ cells: [Cell], quiet: Bool, _ truths: Truths) {
    self.truths = truths
    var seen: Set<String> = []
    instances = cells.filter { seen.insert($0.problemID).inserted }.map { ($0.problem, $0.settings) }
    line = WorkLine(of: instances.count, "references checked", quiet: quiet)
  }

  /// - Throws: ``Failure`` where standard output cannot take it; what a reference throws.
  func print() async throws {
    let (instances, truths) = (instances, truths)
    let width = Terminal.width(of: 1)
    var checks = [ReferenceCheck?](repeating: nil, count: instances.count)
    var (next, printed, stated) = (0, 0, -1)
    var under: [Int] = []
    func state(_ k: Int) throws {
      guard stated < k else { return }
      stated = k
      let (problem, given) = instances[k]
      try line.print(Report.statement(problem, given).flatMap { Terminal.wrap($0, width) })
    }
    defer { line.end() }
    try await withThrowingTaskGroup(of: (Int, ReferenceCheck).self) { group in
      func begin() {
        guard next < instances.count else { return }
        let (i, (problem, given)) = (next, instances[next])
        group.addTask { (i, try ReferenceChecks.standard.check(problem, given, truths)) }
        under.append(i)
        next += 1
        show()
      }
      func show() {
        line.show(
          checks.count { $0 != nil }, now: under.map { instances[$0].problem.name }.joined(separator: ", "))
      }
      for _ in 0..<Parallel.width { begin() }
      if !instances.isEmpty { try state(0) }
      while let (i, check) = try await group.next() {
        checks[i] = check
        under.removeAll { $0 == i }
        begin()
        show()
        while printed < instances.count, let check = checks[printed] {
          try state(printed)
          try line.print(Report.lines(check).flatMap { Terminal.wrap($0, width) })
          printed += 1
        }
        if printed < instances.count { try state(printed) }
      }
    }
  }

  /// Nothing is left to show, whatever is under way.
  func end() { line.end() }
}
