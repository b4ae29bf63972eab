// SPDX-License-Identifier: MIT

import ArgumentParser
import Essentials
import Plumbline

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write reference values with error bars, or a trained network's values.",
    discussion: """
      An NPZ holds one array a coordinate, u and u_bar (u1, u2, … where there are several unknowns), with --derivatives \
      u_x and so on, and meta, a text of JSON. On a grid the arrays are indexed by the coordinates in their order. The \
      file's ending decides the format. Of a network there are no bars, and meta says so.
      """)
  @Option(help: "The problem.") var problem: String?
  @Option(
    help: ArgumentHelp(
      "A network that verify run --save has written: its u in place of the reference's.", valueName: "file"))
  var network: String?
  @Option(help: "A tensor grid, ends included, first coordinate slowest, as in 256x101.") var grid: String?
  @Option(
    help:
      "A CSV file of points, one a line in the order of the coordinates, or - for standard input; # starts a comment."
  )
  var points: String?
  @Flag(help: "Write derivatives too.") var derivatives = false
  @OptionGroup var set: SetOption
  @Option(help: "csv, npz or json. Default: as --output ends, else csv.") var format: String?
  @Option(help: "A file, or - for standard output (not of an npz).") var output: String = "-"

  func run() async throws {
    try await Failure.report {
      let format = try chosenFormat()
      if format == .npz, output == "-" {
        throw Failure("an npz is written to a file: give --output NAME.npz", Failure.usage)
      }
      let table = try table()
      do {
        try write(table, format)
      } catch let error as DataFileError {
        throw Failure(
          "cannot write '\(output)': is its folder there, and may you write to it? (\(error.problem))",
          Failure.cannotCreate)
      } catch let error as ExportError {
        if case .noRoom = error { throw Failure("\(error)", Failure.cannotCreate) }
        throw Failure("\(error)", points == nil ? Failure.usage : Failure.badData)
      } catch let failure as Failure {
        throw failure
      } catch  where points != nil {
        // A point that no reference can measure is the file's fault.
        throw Failure(Failure(error).message, Failure.badData)
      }
    }
  }

  /// What is asked for.
  private func table() throws -> ReferenceTable {
    let settings = try set.settings()
    switch (problem, network) {
    case (let name?, nil):
      let problem = try Catalogue.problem(name, settings)
      return try ReferenceTable(problem, settings, at: places(problem), derivatives: derivatives)
    case (nil, let file?):
      guard settings.isEmpty else {
        throw Failure(
          "--set goes with --problem: a network has the parameters that it was trained with", Failure.usage)
      }
      let saved = try SavedNetwork(contentsOf: file)
      let (problem, u) = (try saved.catalogued(), try saved.solution())
      return try ReferenceTable(
        problem, saved.settings, at: places(problem), derivatives: derivatives, network: saved.cell
      ) { indices, points in try u.derivatives(indices, at: points, threads: 1) }
    default: throw Failure("give either --problem NAME or --network FILE", Failure.usage)
    }
  }

  /// The format that was asked for, and that the file's ending says.
  private func chosenFormat() throws -> TableFormat {
    let known = TableFormat.allCases.map(\.rawValue)
    let asked = try format.map { name in
      guard let format = TableFormat(rawValue: name) else {
        throw Failure(Suggestion.message("format", name, known), Failure.usage)
      }
      return format
    }
    let ending = URL(fileURLWithPath: output).pathExtension.lowercased()
    guard let meant = TableFormat(rawValue: ending) else {
      if Self.otherFormats.contains(ending) {
        throw Failure(
          "--output \(output): .\(ending) is no format of tables: end it by \(known.joined(separator: ", "))",
          Failure.usage)
      }
      return asked ?? .csv
    }
    if let asked, asked != meant {
      throw Failure(
        "--format \(asked.rawValue) contradicts --output \(output): leave out --format, or end the file by "
          + ".\(asked.rawValue)", Failure.usage)
    }
    return meant
  }
  /// Endings under which nobody expects text.
  private static let otherFormats: Set = [
    "npy", "mat", "h5", "hdf5", "gz", "zip", "bz2", "xz", "zst", "parquet", "xls", "xlsx", "nc", "pkl", "pt",
  ]

  private func write(_ table: ReferenceTable, _ format: TableFormat) throws {
    let line = WorkLine(of: table.places.count, "points")
    defer { line.end() }
    let show = { (done: Int) in line.show(done) }
    guard let stream = try stream(format) else {
      return try table.write(to: output, as: format, progress: show)
    }
    let sink = { (bytes: [UInt8]) in try Console.write(bytes, to: stream) }
    if format == .csv {
      try table.csv(to: sink, progress: show)
    } else {
      try table.json(to: sink, progress: show)
    }
  }

  /// Standard output, or what cannot be replaced by a file of that name: a device or a pipe.
  private func stream(_ format: TableFormat) throws -> OpenFile? {
    if output == "-" { return .standardOutput }
    var status = stat()
    guard stat(output, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
      return nil
    }
    guard format != .npz, let file = try? OpenFile.writing(output) else {
      throw Failure("cannot write '\(output)': it is no ordinary file", Failure.cannotCreate)
    }
    return file
  }

  private func places(_ problem: any Benchmark) throws -> EvaluationPoints {
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
      return try EvaluationPoints(grid: counts, in: problem.domain)
    case (nil, let file?):
      do {
        return file == "-"
          ? try PointsFile.read(try StandardInput.read(), named: StandardInput.name, in: problem.domain)
          : try PointsFile.read(file, in: problem.domain)
      } catch let failure as Failure {
        throw failure
      } catch let error as PointsFileError {
        if case .missing = error { throw Failure("\(error)", Failure.noInput) }
        throw Failure("\(error)", Failure.badData)
      }
    default: throw Failure("give either --grid, as in 256x101, or --points FILE", Failure.usage)
    }
  }
}

struct Tables: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the frozen tables of all problems, as Reference/Tables/data has them.")
  @Option(help: "The folder.") var output: String

  func run() async throws {
    try await Failure.report {
      let line = WorkLine(of: Catalogue.all.count, "tables")
      defer { line.end() }
      var done = 0
      do {
        try FrozenTables.write(to: output) { name in
          line.show(done, now: name)
          done += 1
        }
      } catch let error as FrozenTablesError {
        if case .folder = error { throw Failure("\(error)", Failure.cannotCreate) }
        throw error
      } catch let error as DataFileError {
        throw Failure("\(error)", Failure.cannotCreate)
      }
    }
  }
}
