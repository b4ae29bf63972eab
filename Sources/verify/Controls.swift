import ArgumentParser
import Foundation
import Plumbline

struct Controls: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure the wrong solutions that each bound rejects.")
  @Option(help: "A problem, or all.") var problem: String = "all"

  func run() async throws {
    try await Failure.report {
      let names = problem == "all" ? Catalogue.all.map { $0.name } : [problem]
      for name in names {
        for control in try ControlResult.measure(try Catalogue.problem(name)) {
          Console.print(
            "\(name): \(control.name) is off by \(Report.short(control.relativeL2)), bound \(Report.short(control.bound)): "
              + (control.isRejected ? "rejected" : "NOT rejected three times over"))
        }
      }
    }
  }
}
