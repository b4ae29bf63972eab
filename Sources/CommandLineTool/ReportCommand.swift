// SPDX-License-Identifier: MIT

import ArgumentParser
import Campaigns
import Essentials
import Plumbline
import Reports

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Say what has come of a campaign, from its result files; nothing is trained.",
    discussion: """
      Counts, medians and quartiles per problem and strategy; cells that failed or are missing, by name; results of \
      several versions or processors. The exit code is 1 where a cell failed, had an error or is missing.

      With --output it is a page that needs nothing but itself: truth, solution and error of the worst seed of each way \
      of training, where verify run --fields kept them, its loss, and what verify gradients --json printed, if that is \
      among the files.
      """)
  /// How it is written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, json, junit }

  @Argument(
    help: ArgumentHelp(
      "Folders that verify run --output wrote to, files in them, and files of verify gradients --json.",
      valueName: "folder"))
  var folders: [String] = []
  @Option(
    help: ArgumentHelp(
      "The ids of the cells that should be there, one a line; - is standard input; repeatable.",
      valueName: "file"))
  var expect: [String] = []
  @Option(help: "table (the default), csv, json or junit.") var format: Format = .table
  @Option(help: ArgumentHelp("Write a page with pictures too; its name ends in .html.", valueName: "file"))
  var output: String?
  @Flag(
    help: "Exit with 0 though cells failed or are missing: engines remove what a failing job has written.")
  var allowFailures = false

  func run() async throws {
    try await Failure.report {
      guard !folders.isEmpty else {
        throw Failure("give the folder that verify run --output wrote to", Failure.usage)
      }
      let expected = expect.isEmpty ? nil : try SelectionOptions.lists(expect)
      let page = try PageFile("--output", output)
      var report = try CampaignReport(folders, expected: expected)
      var gradients: [GradientDocument] = []
      report.foreign.removeAll { file in
        guard let document = GradientDocument(file: file) else { return false }
        gradients.append(document)
        return true
      }
      switch format {
      case .table: try report.lines.forEach(Console.print)
      case .csv:
        try report.csv.forEach(Console.print)
        report.findings.forEach(Console.error)
      case .json: try Console.print(jsonText(report.document))
      case .junit:
        let pieces = TextPieces()
        try report.junit(pieces.add)
        try pieces.end()
        report.notes.forEach(Console.error)
      }
      if report.count + report.missing.count + gradients.count > 0 {
        try page?.write(CampaignPage(report, gradients: gradients).write)
      }
      guard report.schemas.isEmpty, report.damaged.isEmpty else { throw Failure.badData }
      guard report.unreadable.isEmpty else { throw Failure.noInput }
      if report.count == 0, report.missing.count == 0, gradients.isEmpty {
        throw Failure("there is no result in \(folders.joined(separator: ", "))", Failure.noInput)
      }
      let isGreen = report.isGreen || (report.count == 0 && report.missing.count == 0)
      if !isGreen || gradients.contains(where: \.isWrong), !allowFailures { throw ExitCode(1) }
    }
  }
}
