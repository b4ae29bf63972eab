// SPDX-License-Identifier: MIT

import ArgumentParser
import DataFiles
import Essentials
import Plumbline

struct PlotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a reference with its bar, or a file beside it and where it is wrong.",
    usage: "verify plot NAME [FILE] --output PICTURE.svg|png|pdf [--set name=value …] [options]",
    discussion: """
      The file is read and scored as by `score`; truth, values and signed error are drawn, and slices. A ring marks the \
      largest error that is drawn; dotted lines and squares mark what the diagnosis names. Of one coordinate lines are \
      drawn, of more than two the plane of the first two through the middle of the others, unless --along and --fixed \
      say otherwise. Points that fill no grid are drawn as points. NaN is hatched, and counted.

      Python draws, with the package plumbline and matplotlib: that of PLUMBLINE_PYTHON, or python3.
      """)
  @Argument(help: "The problem.") var name: String
  @Argument(help: "The file, or - for standard input. Default: the reference alone.") var file: String?
  @Option(help: "The picture; its ending, svg, png or pdf, says the format.") var output: String
  @OptionGroup var set: SetOption
  @OptionGroup var reading: FieldOptions
  @OptionGroup var view: ViewOptions

  func run() async throws {
    try await Failure.report {
      let format = try chosenFormat()
      let settings = try set.settings()
      let scorer = try Scorer(problem: name, settings: settings)
      guard file != nil || reading.isEmpty else {
        throw Failure("--field, --map and --sample choose from a file: name one", Failure.usage)
      }
      let choice = try reading.choice(for: scorer.problem)
      var request = try PictureRequest(name, settings, format, view, hasValues: file != nil)
      try requireWritable()
      let field = try file.map { file in
        try FieldOptions.reading(file) { (name, input) throws(ScoringError) in
          try scorer.field(
            file: name, bytes: input, choosing: choice, run: reading.sample,
            isDerivative: !(view.derivative ?? "").isEmpty)
        }
      }
      request.score = field?.score
      request.source = file.map {
        $0 == "-" ? StandardInput.name : URL(fileURLWithPath: $0).lastPathComponent
      }
      let painter = Painter()
      let interrupt = Interrupt {
        painter.process.end()
        Console.error("\ninterrupted: nothing is written")
      }
      defer { interrupt.end() }
      let picture = try painter.picture(request, field.map { $0.positions + $0.values } ?? [])
      do throws(DataFileError) {
        var writer = try ByteWriter(to: output)
        try writer.append(picture)
        try writer.finish()
      } catch { throw refused("\(error.problem)") }
    }
  }

  private func chosenFormat() throws -> PictureFormat {
    let ending = URL(fileURLWithPath: output).pathExtension.lowercased()
    guard let format = PictureFormat(rawValue: ending) else {
      let known = PictureFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw Failure(
        "--output \(output): "
          + (ending.isEmpty ? "a name without an ending" : ".\(ending)")
          + " is no format of pictures: end it by "
          + known, Failure.usage)
    }
    return format
  }

  /// Nobody waits for a picture that has no place.
  private func requireWritable() throws {
    var status = stat()
    if stat(output, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw refused("it is no ordinary file")
    }
    // What is not finished leaves nothing.
    do throws(DataFileError) { _ = try ByteWriter(to: output) } catch { throw refused("\(error.problem)") }
  }

  private func refused(_ reason: String) -> Failure {
    Failure(
      "cannot write '\(output)': is its folder there, and may you write to it? (\(reason))",
      Failure.cannotCreate)
  }
}
