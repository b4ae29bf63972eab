import ArgumentParser
import Plumbline

struct List: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List problems, their parameters, and strategies.")
  @Flag(help: "List the gate's cells, one id a line.") var cells = false

  func run() async throws {
    try await Failure.report {
      if cells { return try Gate.cells.forEach { try Console.print($0.id) } }
      try Console.print("Problems")
      for problem in Catalogue.all {
        try Console.print("  \(problem.name): \(problem.summary)")
        for p in problem.parameters {
          try Console.print(
            "    \(p.name) = \(p.standard): \(p.summary), in [\(p.range.lowerBound), \(p.range.upperBound)]")
        }
      }
      try Console.print("Strategies")
      for s in StrategyCatalogue.all + StrategyCatalogue.others {
        try Console.print("  \(s.name): \(s.summary)")
      }
    }
  }
}
