// SPDX-License-Identifier: MIT

import ArgumentParser
import Plumbline

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Look for what is wrong with a problem as it is stated.",
    discussion: """
      Parameters, the reference and its second method, the ansatz against its conditions, the residual of the reference by \
      every strategy, bounds and controls: each fault is a sentence, and exit code 1. In a package of your own, \
      audit(problem) does the same.
      """)
  @Argument(help: "A problem, or all; repeatable.") var names: [String] = []
  @Option(help: "The same as NAME; repeatable.") var problem: [String] = []
  @OptionGroup var set: SetOption
  @Flag(help: "Print one JSON document.") var json = false

  func run() async throws {
    try await Failure.report {
      let asked = names + problem
      guard !asked.isEmpty else { throw Failure("give a problem's name, or all", Failure.usage) }
      let settings = try set.settings()
      let chosen = asked.contains("all") ? Catalogue.all.map { $0.name } : asked
      let instances = try chosen.map { try Catalogue.problem($0, settings) }
      let (line, width) = (WorkLine(of: instances.count, "problems"), Terminal.width(of: 1))
      defer { line.end() }
      var audits: [Audit] = []
      for (k, instance) in instances.enumerated() {
        line.show(k, now: instance.name)
        let found = audit(instance, settings)
        audits.append(found)
        if !json {
          let lines = "\(found)".split(separator: "\n").map(String.init)
          try line.print(lines.flatMap { Terminal.wrap($0, width) })
        }
      }
      if json { try Console.print(jsonText(Document(audits: audits))) }
      if audits.contains(where: { !$0.passes }) { throw ExitCode(1) }
    }
  }

  private struct Document: Encodable {
    let command = "audit"
    let version = Runner.version
    let audits: [Audit]
  }
}
