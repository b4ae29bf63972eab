// SPDX-License-Identifier: MIT

import ArgumentParser
import Essentials
import Plumbline

/// What is read of a file, and how.
struct FieldOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The column or array to score; with several unknowns one each, in their order.", valueName: "name,…"))
  var field: String?
  @Option(
    help: ArgumentHelp(
      "What the file calls a coordinate or an unknown, as in u=u_pred,x=lon.", valueName: "u=name,…"))
  var map: [String] = []
  @Option(help: "Which run of an HDF5 file with many, from 0.") var sample: Int?

  var isEmpty: Bool { field == nil && map.isEmpty && sample == nil }

  /// The fields that are chosen.
  /// - Throws: ``Failure``, of usage.
  func choice(for problem: any Benchmark) throws -> FieldChoice {
    if let sample, sample < 0 {
      throw Failure("--sample \(sample): runs are counted from 0", Failure.usage)
    }
    return try FieldChoice(field: field, map: map, for: problem)
  }

  /// What becomes of a file's contents.
  /// - Parameters:
  ///   - file: its path, or - for standard input.
  ///   - body: takes the name for messages, and the bytes of standard input.
  /// - Throws: ``Failure`` where the file is missing, or cannot be read or scored.
  static func reading<T>(
    _ file: String, _ body: (String, [UInt8]?) throws(ScoringError) -> T
  ) throws -> T {
    let isPiped = file == "-"
    let input = isPiped ? try StandardInput.read() : nil
    do throws(ScoringError) {
      return try body(isPiped ? StandardInput.name : file, input)
    } catch {
      throw Failure("\(error)", error.isMissingFile ? Failure.noInput : Failure.badData)
    }
  }
}
