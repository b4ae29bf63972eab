import ArgumentParser
import Foundation
import Plumbline

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Write reference values with error bars.")
  @Option(help: "The problem.") var problem: String
  @Option(help: "A tensor grid, ends included, first coordinate slowest, as in 256x101.") var grid: String?
  @Option(help: "A CSV file of points, one a line in the order of the coordinates; # starts a comment.")
  var points: String?
  @Flag(help: "Write derivatives too.") var derivatives = false
  @OptionGroup var set: SetOption
  @Option(help: "csv.") var format: String = "csv"
  @Option(help: "A file, or - for standard output.") var output: String = "-"

  func run() async throws {
    try await Failure.report {
      guard format == "csv" else {
        throw Failure(Suggestion.message("format", format, ["csv"]), Failure.usage)
      }
      let settings = try set.settings()
      let instance = try Catalogue.problem(problem, settings)
      let table = Table(instance, settings, at: try places(instance), derivatives: derivatives)
      let text: String
      do {
        text = try table.csv()
      } catch  where points != nil {
        // A point that no reference can measure is the file's fault.
        throw Failure(Failure(error).message, Failure.badData)
      }
      if output == "-" { return try Console.write(text) }
      do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
      } catch {
        throw Failure(
          "cannot write '\(output)': is its folder there, and may you write to it?", Failure.cannotCreate)
      }
    }
  }

  private func places(_ problem: any Problem) throws -> [Point<Double>] {
    switch (grid, points) {
    case (let grid?, nil):
      let counts = try grid.split(separator: "x", omittingEmptySubsequences: false).map { count in
        guard let number = Int(count) else {
          throw Failure("--grid \(grid): write a count for each coordinate, as in 256x101", Failure.usage)
        }
        return number
      }
      guard counts.reduce(1.0, { $0 * Double($1) }) <= 1e7 else {
        throw Failure("--grid \(grid) has more than 10 million points", Failure.usage)
      }
      return try problem.domain.grid(counts)
    case (nil, let file?): return try PointsFile.read(file, domain: problem.domain)
    default: throw Failure("give either --grid, as in 256x101, or --points FILE", Failure.usage)
    }
  }
}

/// A points file: numbers between commas, one point a line; blank lines, comments and one header line are passed over.
enum PointsFile {
  static func read(_ path: String, domain: Domain) throws -> [Point<Double>] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure("there is no file '\(path)'", Failure.noInput)
    }
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else {
      throw Failure("'\(path)' cannot be read as UTF-8 text", Failure.badData)
    }
    var points: [Point<Double>] = []
    let header = domain.coordinates.map(\.description)
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      if fields == [""] || fields[0].hasPrefix("#") || points.isEmpty && fields == header { continue }
      do {
        if points.isEmpty, fields.allSatisfy({ Double($0) == nil }) {
          throw Failure(
            "the columns are \(fields.joined(separator: ",")), not \(header.joined(separator: ","))",
            Failure.badData)
        }
        let values = try fields.map { field in
          guard let value = Double(field), value.isFinite else {
            throw Failure("'\(field)' is no number", Failure.badData)
          }
          return value
        }
        points.append(try domain.point(values))
      } catch {
        throw Failure("\(path), line \(number + 1): \(Failure(error).message)", Failure.badData)
      }
    }
    guard !points.isEmpty else { throw Failure("'\(path)' holds no points", Failure.badData) }
    return points
  }
}

/// Reference values as columns.
struct Table {
  let problem: any Problem
  let settings: [String: Double]
  let points: [Point<Double>]
  let indices: [MultiIndex]

  init(_ problem: any Problem, _ settings: [String: Double], at points: [Point<Double>], derivatives: Bool) {
    self.problem = problem
    self.settings = settings
    self.points = points
    indices = derivatives ? problem.reference.indices.sorted() : [.value]
  }

  /// 17 significant digits: every double is read back exactly.
  func csv() throws -> String {
    let reference = problem.reference
    let type = type(of: problem)
    let values = try Settings(settings, for: type.parameters)
    let constants = type.parameters.map { "\($0.name)=\(values[$0.name].value)" }.joined(separator: " ")
    var text = "# problem: \(problem.name)\n# parameters: \(constants)\n"
    text += Equation(problem).ascii.map { "# equation: \($0)\n" }.joined()
    text += "# method: \(reference.method)\n# version: plumbline \(Runner.version)\n"
    let columns = indices.flatMap { index -> [String] in
      let name = index == .value ? "u" : "u_\(index)"
      return [name, name + "_bar"]
    }
    text += (problem.domain.coordinates.map(\.description) + columns).joined(separator: ",") + "\n"
    for p in points {
      let measured = try reference.measure(indices, at: p)[0]
      let numbers = p.values + measured.flatMap { [$0.value, $0.bar] }
      text += numbers.map { String(format: "%.17g", $0) }.joined(separator: ",") + "\n"
    }
    return text
  }
}
