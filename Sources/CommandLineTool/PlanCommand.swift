// SPDX-License-Identifier: MIT

import ArgumentParser
import Campaigns
import Essentials
import Plumbline

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Predict the core-hours and the wall time of a campaign.",
    discussion: """
      Each machine is taken to run one shard, a cell on each core. What a cell costs is the median of those of its kind \
      in --costs, which verify run --output wrote on such a machine; of other kinds it is estimated from the work \
      expected. Without --costs a few short trainings show how fast this machine is.
      """)
  @OptionGroup var choice: SelectionOptions
  @Option(parsing: .unconditional, help: "Machines.") var hosts = 1
  @Option(parsing: .unconditional, help: "Cores of each machine. Default: this one's.") var cores: Int?
  @Option(
    help: ArgumentHelp("A folder of results that say what cells cost; repeatable.", valueName: "folder"))
  var costs: [String] = []
  @Flag(help: "Print one JSON document.") var json = false

  func run() async throws {
    try await Failure.report {
      let all = try choice.selection()
      guard all.count > 0 else {
        throw Failure(
          "nothing is selected: give --problem NAME, --gate, --cell ID or --cells FILE", Failure.usage)
      }
      let shard = try choice.chosen.part()
      let selection = try shard.map { try $0.selection(of: all) } ?? all
      if selection.count == 0, let shard {
        return try Console.print("shard \(shard) has no cells: there are fewer of them than shards")
      }
      let known = costs.isEmpty ? try await measure(selection) : try MeasuredCosts(folders: costs)
      if known.isEmpty {
        throw Failure(
          "there is no result in \(costs.joined(separator: ", ")) to plan from: train some cells with --output",
          Failure.noInput)
      }
      let plan = try Plan(
        selection, hosts: hosts, cores: cores ?? Machine.current.cores, costs: known)
      if json { return try Console.print(jsonText(Document(plan, selection, known))) }
      try lines(plan, selection, known).forEach(Console.print)
    }
  }

  private func measure(_ selection: Selection) async throws -> MeasuredCosts {
    let cells = try Plan.probes(selection)
    let progress = Progress(cells, .silent, quiet: json)
    defer { progress.end() }
    return MeasuredCosts(try await Runner(observer: progress).run(cells))
  }

  private func lines(_ plan: Plan, _ selection: Selection, _ costs: MeasuredCosts) -> [String] {
    let head = ["problem", "strategy", "optimizer", "precision", "cells", "core-seconds per cell", "from"]
    let rows =
      [head]
      + plan.rows.map { row in
        let kind = row.kind
        return [
          kind.problemID, kind.strategy, kind.optimizerID,
          kind.precision.rawValue, "\(row.cells)", String(printf: "%.3g", row.estimate.seconds),
          row.estimate.results > 0 ? "\(row.estimate.results) results" : "the work expected",
        ]
      }
    return Columns.lines(rows) + [
      "\(selection.count) cells, \(Self.hours(plan.coreSeconds)) of one core, "
        + "\(Self.hours(plan.prepared)) of them to prepare problems; "
        + "\(Int((100 * plan.measured).rounded())) % of it from cells of the same kind",
      "on \(plan.hosts) x \(plan.cores) cores: \(Self.hours(plan.wall)); the longest cell \(Self.hours(plan.longest))",
      "costs measured on \(costs.processors.sorted().joined(separator: ", "))",
    ]
  }

  /// "2.5 h", "3.1 min", "12 s"
  private static func hours(_ seconds: Double) -> String {
    if seconds < 100 { return String(printf: "%.3g s", seconds) }
    return seconds < 6000
      ? String(printf: "%.3g min", seconds / 60) : String(printf: "%.4g h", seconds / 3600)
  }

  private struct Document: Encodable {
    struct Row: Encodable {
      let kind: String, cells: Int, coreSeconds: Double, results: Int
    }
    let command = "plan"
    let version = Runner.version
    let hosts: Int
    let cores: Int
    let cells: Int
    let coreHours: Double
    let preparationHours: Double
    let wallSeconds: Double
    let longestSeconds: Double
    let measuredShare: Double
    let processors: [String]
    let rows: [Row]

    init(_ plan: Plan, _ selection: Selection, _ costs: MeasuredCosts) {
      (hosts, cores, cells) = (plan.hosts, plan.cores, selection.count)
      (coreHours, preparationHours) = (plan.coreSeconds / 3600, plan.prepared / 3600)
      (wallSeconds, longestSeconds, measuredShare) = (plan.wall, plan.longest, plan.measured)
      processors = costs.processors.sorted()
      rows = plan.rows.map {
        Row(
          kind: $0.kind.id, cells: $0.cells, coreSeconds: $0.estimate.seconds, results: $0.estimate.results)
      }
    }
  }
}
