// SPDX-License-Identifier: MIT

import ArgumentParser
import Plumbline

struct ReferenceValue: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Print the unknowns at a point, each with its error bar.",
    usage: "verify reference NAME --at 0.5,0.5 [--set name=value …] [--derivatives] [--json]")
  @Argument(help: "The problem.") var name: String?
  @Option(help: "The problem, the same as NAME.") var problem: String?
  // A point may begin with a minus sign.
  @Option(
    parsing: .unconditional, help: "The point, in the order of the coordinates, as in 0.5,0.5 or -0.5,1.")
  var at: String
  @OptionGroup var set: SetOption
  @Flag(help: "Print derivatives too.") var derivatives = false
  @Flag(help: "Print one JSON document.") var json = false

  func run() async throws {
    try await Failure.report {
      let settings = try set.settings()
      let instance = try Catalogue.problem(try theName(name, problem), settings)
      let values = at.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
      guard values.allSatisfy({ $0 != nil }) else {
        throw Failure("--at \(at): write numbers between commas, as in 0.5,0.5", Failure.usage)
      }
      let p = try instance.domain.point(values.compactMap { $0 })
      let reference = instance.reference
      let indices = derivatives ? reference.indices.sorted() : [.value]
      let output = Output(
        instance, try Settings(settings, for: type(of: instance).parameters).values, at: p,
        reference, indices, try reference.evaluate(indices, at: p))
      if json { return try Console.print(jsonText(output)) }
      if !output.parameters.isEmpty { try Console.print("with \(Report.parameters(instance, settings))") }
      for v in output.values {
        try Console.print("\(v.name) = \(Measured(v.value, bar: v.bar))")
      }
      try Console.print("by: \(reference.method)")
      try Console.print("± is \(reference.barKind.rawValue): \(reference.barKind.summary)")
    }
  }

  private struct Output: Encodable {
    /// Of one unknown, or of a derivative of it.
    struct Value: Encodable {
      let name: String, unknown: String, derivative: String, value: Double, bar: Double
    }
    let command = "reference"
    let version = Runner.version
    let problem: String
    let parameters: [String: Double]
    let coordinates: [String]
    let at: [Double]
    let method: String
    let barKind: BarKind
    let values: [Value]

    /// - Parameter measured: `[unknown][index]`
    init(
      _ problem: any Benchmark, _ parameters: [String: Double], at p: Point<Double>,
      _ reference: any ReferenceSolution, _ indices: [MultiIndex],
      _ measured: [[Measured]]
    ) {
      self.problem = problem.name
      self.parameters = parameters
      coordinates = p.coordinates.map(\.description)
      at = p.values
      method = reference.method
      barKind = reference.barKind
      values = zip(problem.unknownNames, measured).flatMap { u, row in
        zip(indices, row).map { index, m in
          // Zero has no sign here: -0.0 is that of a rounding.
          Value(
            name: index == .value ? u : "\(u)_\(index)", unknown: u, derivative: index.description,
            value: m.value == 0 ? 0 : m.value, bar: m.bar)
        }
      }
    }
  }
}

/// The problem's name, given as an argument or by `--problem`.
func theName(_ argument: String?, _ option: String?) throws -> String {
  switch (argument, option) {
  case (let name?, nil), (nil, let name?): return name
  case (let name?, let other?) where name == other: return name
  case (let name?, let other?):
    throw Failure("'\(name)' and --problem \(other) are two problems: give one", Failure.usage)
  case (nil, nil): throw Failure("give a problem's name (verify list shows them)", Failure.usage)
  }
}
