// SPDX-License-Identifier: MIT

import ArgumentParser
import DataFiles
import Essentials
import Plumbline
import Reports

struct Score: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold a file against the reference: how far, where, and why.",
    discussion: """
      The file may be text with or without a header, JSON, .npy, .npz, .mat or HDF5 (by libhdf5, where it is installed), \
      each as it is or packed by gzip: coordinates and unknowns in columns, one column for each time (u @ t=0.1), axes and \
      fields in arrays, or points in the rows of an array X_star or X_test, with t in it or apart. Of PDEBench's and The \
      Well's files one run is read.

      Where names tell a prediction (u_pred, y_pred, u_NN) from a truth (u_exact, y_true), the prediction is scored; where \
      they leave it open, --field or --map say it. Complex numbers are two unknowns. What is scored is printed.

      "Indistinguishable" is a file whose every value lies within the reference's bar at its own point. A diagnosis that \
      begins with "may be" leaves something unexplained, or is one of several that the file does not tell apart. Where a \
      correction was needed (coordinates in another range, indices in another order) the figures are those after it, and \
      --max-error judges the file as it stands.
      """)
  @Argument(help: "The file, or - for standard input.") var file: String
  @Option(help: "The problem.") var problem: String
  @OptionGroup var set: SetOption
  @OptionGroup var reading: FieldOptions
  @Option(help: "Exit with 1 where the relative L2 error of the file as it stands is above it.") var maxError:
    Double?
  @Option(
    help: ArgumentHelp(
      "Write a page with pictures too, where what is wrong is circled; its name ends in .html.",
      valueName: "page"))
  var html: String?
  @Flag(help: "Print one JSON document.") var json = false

  func run() async throws {
    try await Failure.report {
      if let maxError, !maxError.isFinite || maxError < 0 {
        throw Failure(
          "--max-error \(maxError): give a number that is not negative, as in 1e-3", Failure.usage)
      }
      let page = try PageFile("--html", html)
      let scorer = try Scorer(problem: problem, settings: try set.settings())
      let choice = try reading.choice(for: scorer.problem)
      let name = file == "-" ? StandardInput.name : file
      let line = WorkLine(of: nil, "scoring \(name)")
      let (score, errors) = try FieldOptions.reading(file) {
        (name, input) throws(ScoringError) -> (FileScore, ErrorField?) in
        let contents = try Scorer.contents(of: name, bytes: input, run: reading.sample)
        guard page != nil else { return (try scorer.score(contents, named: name, choosing: choice), nil) }
        return try scorer.scoreAndErrors(contents, named: name, choosing: choice)
      }
      line.end()
      let output = ScoreDocument(file: name, problem: problem, score: score, limit: maxError)
      try Console.print(try json ? jsonText(output) : text(score))
      if let errors {
        try page?.write(
          ScorePage(file: name, problem: scorer.problem, score: score, field: errors).write)
      }
      if let gap = score.gap { throw Failure("\(name): \(gap)", Failure.badData) }
      if let maxError, !score.isWithin(maxError) { throw ExitCode(1) }
    }
  }

  /// "u_pred; u_exact stands beside it as the truth, and was not"
  private func scored(_ s: FileScore) -> String {
    let names = s.scored.isEmpty ? "the file" : s.scored.joined(separator: ", ")
    if s.truths.isEmpty { return names }
    let isOne = s.truths.count == 1
    return names + "; " + s.truths.joined(separator: ", ")
      + (isOne ? " is the truth by its name, and was not" : " are the truth by their names, and were not")
  }

  private func text(_ s: FileScore) -> String {
    let worst = s.maxErrorAt.map { "\($0)" }.joined(separator: ", ")
    var lines = ["scored: " + scored(s)]
    lines += [
      "relative L2 error: \(s.relativeL2.map(Report.short) ?? "none, the truth is zero here") at \(s.points) points",
      "largest error: \(Report.short(s.maxError)) at \(worst)", "RMSE: \(Report.short(s.rmse))",
      "bar of the reference: \(Measured.text(ofBar: s.bar)) of max |u|, "
        + "\(s.barL2.map(Measured.text(ofBar:)) ?? "none") in L2 (\(s.barKind.rawValue))",
      "beyond the bar of their own point: \(s.beyond.count) of \(s.beyond.of) values, the worst by "
        + "\(Report.short(s.beyond.worst)) bars, \(s.beyond.unknown) at "
        + s.beyond.at.map { "\($0)" }.joined(separator: ", "),
    ]
    if s.unknowns.count > 1 {
      lines += s.unknowns.map {
        "\($0.name): relative L2 error \($0.relativeL2.map(Report.short) ?? "none"), largest \(Report.short($0.maxError))"
      }
    }
    if let b = s.bands {
      lines.append(
        "by wavelength: long \(Report.short(b.low)), middle \(Report.short(b.mid)), short \(Report.short(b.high))"
      )
    }
    for (name, part) in [("boundary", s.boundary), ("initial state", s.initial)] {
      guard let part else { continue }
      lines.append(
        "\(name): RMSE \(Report.short(part.rmse)), largest \(Report.short(part.maxError)) at \(part.points) points"
      )
    }
    if let slope = s.slope {
      lines.append(
        "steepest slope in \(slope.coordinate): \(Report.short(slope.largest)), the truth's on this grid "
          + Report.short(slope.trueOnGrid))
    }
    lines.append("verdict: " + verdict(s))
    lines += s.diagnosis.map { "diagnosis: \($0.code): \($0.message)" }
    lines += s.notes.map { "note: \($0)" }
    return lines.joined(separator: "\n")
  }

  private func verdict(_ s: FileScore) -> String {
    let part =
      s.coverage.contains(where: \.isPartial) ? " on the part of the domain that the points cover" : ""
    let text =
      switch s.verdict {
      case .scored: "scored"
      case .indistinguishable:
        "indistinguishable from the reference\(part): every value lies within the bar of its own point, and the "
          + "figures say nothing about the file"
      case .corrected:
        "scored after a correction, \(s.correction?.code ?? ""); as it stands "
          + (s.relativeL2AsItStands.map { "its relative L2 error is \(Report.short($0))" }
            ?? "it cannot be compared")
      }
    guard let maxError else { return text }
    return text + "; as it stands " + (s.isWithin(maxError) ? "within" : "above") + " --max-error \(maxError)"
  }
}
