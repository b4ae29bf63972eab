// SPDX-License-Identifier: MIT

import ArgumentParser
import Plumbline

struct Cite: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print where a problem is published, as BibTeX.",
    discussion: "Without a name, what to cite for Plumbline itself.")
  @Argument(help: "The problem.") var name: String?
  @Option(help: "The problem, the same as NAME.") var problem: String?

  func run() async throws {
    try await Failure.report {
      if name == nil, problem == nil { return try Console.print(Self.plumbline) }
      let name = try theName(name, problem)
      guard let type = Catalogue.named(name) else { throw UnknownProblem(name: name) }
      try Console.print(BibTeX.entries(type.sources))
    }
  }

  /// As CITATION.cff has it.
  static var plumbline: String {
    """
    @software{plumbline,
      author = {{The Plumbline authors}},
      title = {{Plumbline: reference solutions with error bars and a verification suite for differential equations}},
      version = {\(Runner.version)},
      year = {2026},
      license = {MIT}
    }
    """
  }
}
