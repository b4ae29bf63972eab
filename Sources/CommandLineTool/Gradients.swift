// SPDX-License-Identifier: MIT

import ArgumentParser
import Essentials
import Plumbline

struct Gradients: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Judge nested gradients: every strategy, or another program's answers.",
    discussion: """
      Verdicts are right, rounding, wrong, not a number or unsupported, in units of kappa u: how far the true gradient \
      moves when its inputs move by one unit in the last place; of a file of answers, also unanswered. Exit code 1 says \
      that something is wrong: a number, none where there is one, or a question passed over without a word.
      """)
  @Option(help: "A strategy, or all; repeatable.") var strategy: [String] = []
  @Option(help: "Derivatives inside of at most this order, 1 to 4.") var order: Int = 4
  @Option(help: "float32, float64 or both.") var precision = "both"
  @Flag(help: "Print JSON.") var json = false
  @Option(help: "Let a known fault answer, and see it caught and named; 'list' lists them.") var seedFault:
    String?
  @Option(help: "Judge the answers in a JSON file to the golden vectors.") var score: String?
  @Flag(help: "Compute the golden vectors anew and print them.") var table = false
  @Option(help: "Try only the block engine, on so many set-ups drawn by chance.") var blocks: Int?
  @Option(help: "The first set-up's seed; that of a failure repeats it.") var seed: Int?
  @Flag(inversion: .prefixedNo, help: "Measure what derivatives cost.") var cost = true

  func run() async throws {
    try await Failure.report {
      if table { return try Console.write(GradientTable.made().text()) }
      if seedFault == "list" {
        return try Fault.allCases.forEach { try Console.print("\($0.rawValue): \($0.summary)") }
      }
      if blocks != nil || seed != nil { return try drawn() }
      let report = try score.map(scored) ?? judged()
      try Console.print(json ? jsonText(report) : report.text)
      if report.wrong > 0 { throw ExitCode(1) }
    }
  }

  private func drawn() throws {
    let (count, first) = (blocks ?? 1, seed ?? 1)
    guard count >= 1, first >= 0, first <= Int.max - count else {
      throw Failure("--blocks must be at least 1, and --seed at least 0", Failure.usage)
    }
    guard score == nil, seedFault == nil, strategy.isEmpty else {
      throw Failure(
        "--blocks and --seed draw set-ups for every strategy: leave --score, --seed-fault and --strategy",
        Failure.usage)
    }
    let line = WorkLine(of: nil, "trying \(count) set-ups of the block engine")
    let report = try DrawnReport(seeds: first..<first + count)
    line.end()
    try Console.print(json ? jsonText(report) : report.text)
    if report.wrong > 0 { throw ExitCode(1) }
  }

  private func judged() throws -> GradientReport {
    guard (1...4).contains(order) else {
      throw Failure("--order \(order): strategies take derivatives of order 1 to 4", Failure.usage)
    }
    let suite = GradientSuite(try entries(), maximumOrder: order, precisions: try precisions())
    // The engine does not depend on who is asked.
    let all = strategy.isEmpty && seedFault == nil
    let line = WorkLine(of: nil, "judging gradients")
    defer { line.end() }
    let outcome = try suite.outcome(engine: all) { line.show(0, now: $0) }
    line.show(0, now: "costs")
    return GradientReport(
      results: outcome.results, laws: outcome.laws, cost: cost && all ? try GradientCost.measure() : [])
  }

  private func entries() throws -> [DifferentiatorEntry] {
    if let name = seedFault {
      guard let fault = Fault(rawValue: name) else {
        throw Failure(Suggestion.message("fault", name, Fault.allCases.map(\.rawValue)), Failure.usage)
      }
      return [DifferentiatorEntry(fault.differentiator)]
    }
    if strategy.isEmpty || strategy.contains("all") { return DifferentiatorCatalogue.all }
    return try strategy.flatMap { name in
      let found = DifferentiatorCatalogue.all.filter { $0.name == name }
      if found.isEmpty {
        throw Failure(Suggestion.message("strategy", name, DifferentiatorCatalogue.names), Failure.usage)
      }
      return found
    }
  }

  private func precisions() throws -> [GradientPrecision] {
    if precision == "both" { return GradientPrecision.allCases }
    guard let one = GradientPrecision(rawValue: precision) else {
      throw Failure(
        Suggestion.message("precision", precision, GradientPrecision.allCases.map(\.rawValue) + ["both"]),
        Failure.usage)
    }
    return [one]
  }

  private func scored(_ path: String) throws -> GradientReport {
    guard let size = try? OpenFile.size(path) else {
      throw Failure("--score \(path): there is no such file", Failure.noInput)
    }
    do {
      // What is too large is not read.
      if size > GradientAnswers.largest { throw GradientAnswersError.tooLarge(size) }
      guard let data = FileManager.default.contents(atPath: path) else {
        throw Failure("--score \(path): the file cannot be read: check its permissions", Failure.noInput)
      }
      let table = try GradientTable.standard()
      return GradientReport(results: try table.score(GradientAnswers(data, for: table)), laws: [], cost: [])
    } catch let error as GradientAnswersError {
      throw Failure("--score \(path): \(error)", Failure.badData)
    }
  }
}
