import ArgumentParser
import Plumbline

struct ReferenceValue: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Print a reference value with its error bar.")
  @Argument(help: "The problem.") var problem: String
  // A point may begin with a minus sign.
  @Option(
    parsing: .unconditional, help: "The point, in the order of the coordinates, as in 0.5,0.5 or -0.5,1.")
  var at: String
  @OptionGroup var set: SetOption
  @Flag(help: "Print derivatives too.") var derivatives = false
  @Flag(help: "Print one JSON document.") var json = false

  func run() async throws {
    try await Failure.report {
      let instance = try Catalogue.problem(problem, try set.settings())
      let values = at.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
      guard values.allSatisfy({ $0 != nil }) else {
        throw Failure("--at \(at): write numbers between commas, as in 0.5,0.5", Failure.usage)
      }
      let p = try instance.domain.point(values.compactMap { $0 })
      let reference = instance.reference
      let indices = derivatives ? reference.indices.sorted() : [.value]
      let measured = try reference.measure(indices, at: p)[0]
      let names = indices.map { $0 == .value ? "u" : "u_\($0)" }
      if json {
        struct Value: Encodable { let name: String, value: Double, bar: Double }
        struct Output: Encodable {
          let command = "reference", version = Runner.version, problem: String, at: [Double], method: String,
            values: [Value]
        }
        try Console.print(
          jsonText(
            Output(
              problem: problem, at: p.values, method: reference.method,
              values: zip(names, measured).map { Value(name: $0, value: $1.value, bar: $1.bar) })))
      } else {
        for (name, m) in zip(names, measured) {
          try Console.print("\(name) = \(m.value) ± \(Report.short(m.bar))")
        }
        try Console.print("by: \(reference.method)")
      }
    }
  }
}
