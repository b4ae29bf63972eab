// SPDX-License-Identifier: MIT

import ArgumentParser
import Essentials
import Plumbline

struct Controls: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Print each problem's bounds between what training reaches and the wrong solutions they reject.",
    discussion: """
      The table is Markdown. The worst of 20 seeds is the one that the problem's file states; --seed 1-20 trains and \
      measures it anew.
      """)
  @Option(help: "A problem, or all; repeatable.") var problem: [String] = ["all"]
  @Option(parsing: .unconditional, help: "Train these seeds, and print their worst scores.") var seed: String?
  @Option(help: "The strategy that trains them.") var strategy: String = StrategyCatalogue.fastest.name

  func run() async throws {
    try await Failure.report {
      let names = problem.contains("all") ? Catalogue.all.map { $0.name } : problem
      let measured = try await seed.map(seeds).asyncMap { try await worst(of: $0, names) }
      var lines = [
        "| problem | measure | \(seed.map { "worst of seeds \($0)" } ?? "worst of 20 seeds") | bound | wrong solutions |",
        "| --- | --- | --- | --- | --- |",
      ]
      let line = WorkLine(of: names.count, "problems")
      defer { line.end() }
      for (k, name) in names.enumerated() {
        line.show(k, now: name)
        let instance = try Catalogue.problem(name)
        lines += rows(
          name, measured?[name] ?? instance.worstOfSeeds, try ControlResult.evaluate(instance),
          instance.tolerances(for: RunKind(.levenbergMarquardt, .float64, isApproximate: false)))
      }
      line.end()
      try lines.forEach { try Console.print($0) }
    }
  }

  private func rows(_ name: String, _ worst: Metrics, _ controls: [ControlResult], _ bounds: Tolerances)
    -> [String]
  {
    Metric.allCases.compactMap { metric in
      // What the ansatz carries holds to rounding, whatever is trained.
      guard let bound = bounds[metric], bound > 1e-12 else { return nil }
      let wrong = controls.compactMap { c in c.scores[metric].map { (c.name, $0) } }.sorted { $0.1 < $1.1 }
      let text = wrong.map { "\($0.0) \(Report.brief($0.1))" }.joined(separator: ", ")
      let reached = worst[metric].map(Report.brief) ?? "–"
      return
        "| \(name) | \(metric.rawValue) | \(reached) | \(Report.brief(bound)) | \(text.isEmpty ? "–" : text) |"
    }
  }

  /// The largest score of each metric over the seeds, by problem.
  private func worst(of seeds: ClosedRange<Int>, _ names: [String]) async throws -> [String: Metrics] {
    let cells = try names.flatMap { name in
      try seeds.map { try Cell(problem: name, strategy: strategy, seed: $0) }
    }
    let observer = Progress(cells, .silent, quiet: false)
    var worst: [String: Metrics] = [:]
    defer { observer.end() }
    for result in try await Runner(observer: observer).run(cells) {
      for metric in Metric.allCases {
        let score = result.verdict == .error ? .infinity : result.scores[metric]
        guard let score else { continue }
        worst[result.problem, default: Metrics()][metric] = max(
          score, worst[result.problem]?[metric] ?? 0)
      }
    }
    return worst
  }
}

extension Optional {
  fileprivate func asyncMap<T>(_ body: (Wrapped) async throws -> T) async rethrows -> T? {
    if let self { try await body(self) } else { nil }
  }
}
