import ArgumentParser
import Foundation
import Plumbline

struct Score: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold a file against the reference: how far, where, and why.",
    discussion: """
      The file may be text with or without a header, .npy, .npz or .mat (-v7 or older): coordinates and unknowns in \
      columns, or axes and fields in arrays, or points in the rows of an array X_star, with t in it or apart.

      "Indistinguishable" is a file whose every value lies within the reference's bar at its own point. A diagnosis that \
      begins with "may be" leaves something unexplained, or is one of several that the file does not tell apart. Where a \
      correction was needed (coordinates in another range, indices in another order) the figures are those after it, and \
      --max-error judges the file as it stands.
      """)
  @Argument(help: "The file.") var file: String
  @Option(help: "The problem.") var problem: String
  @OptionGroup var set: SetOption
  @Option(help: "Exit with 1 where the relative L2 error of the file as it stands is above it.") var maxError:
    Double?
  @Flag(help: "Print one JSON document.") var json = false

  func run() async throws {
    try await Failure.report {
      if let maxError, !maxError.isFinite || maxError < 0 {
        throw Failure(
          "--max-error \(maxError): give a number that is not negative, as in 1e-3", Failure.usage)
      }
      let scorer = try Scorer(problem: problem, settings: try set.settings())
      let score: FileScore
      do throws(ScoringError) {
        score = try scorer.score(file: file)
      } catch {
        throw Failure("\(error)", error.isMissingFile ? Failure.noInput : Failure.badData)
      }
      let output = Output(file: file, problem: problem, score: score, limit: maxError)
      try Console.print(try json ? jsonText(output) : text(score))
      if let maxError, !score.isWithin(maxError) { throw ExitCode(1) }
    }
  }

  private struct Output: Encodable {
    let file: String, problem: String, score: FileScore
    /// What `--max-error` gave.
    let limit: Double?
    private enum CodingKeys: String, CodingKey {
      case command, version, file, problem, limit
      case isWithinLimit = "within_limit"
    }
    func encode(to encoder: any Encoder) throws {
      try score.encode(to: encoder)
      var c = encoder.container(keyedBy: CodingKeys.self)
      try c.encode("score", forKey: .command)
      try c.encode(Runner.version, forKey: .version)
      try c.encode(file, forKey: .file)
      try c.encode(problem, forKey: .problem)
      try c.encode(limit, forKey: .limit)
      try c.encode(limit.map(score.isWithin), forKey: .isWithinLimit)
    }
  }

  private func text(_ s: FileScore) -> String {
    let worst = s.maxErrorAt.map { "\($0)" }.joined(separator: ", ")
    var lines = [
      "relative L2 error: \(s.relativeL2.map(Report.short) ?? "none, the truth is zero here") at \(s.points) points",
      "largest error: \(Report.short(s.maxError)) at \(worst)", "RMSE: \(Report.short(s.rmse))",
      "bar of the reference: \(Report.brief(s.bar)) of max |u|, \(s.barL2.map(Report.short) ?? "none") in L2",
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
