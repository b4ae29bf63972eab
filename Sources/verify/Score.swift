import ArgumentParser
import Foundation
import Plumbline

struct Score: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold a file against the reference: how far, where, and why.",
    discussion: """
      The file may be text with or without a header, .npy, .npz or .mat (-v7 or older): coordinates and unknowns in \
      columns, or axes and fields in arrays, or points in the rows of an array X_star, with t in it or apart.
      """)
  @Argument(help: "The file.") var file: String
  @Option(help: "The problem.") var problem: String
  @OptionGroup var set: SetOption
  @Option(help: "Exit with 1 where the relative L2 error is above it.") var maxError: Double?
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
      try Console.print(try json ? jsonText(Output(file: file, problem: problem, score: score)) : text(score))
      if let refusal = score.refusal { throw Failure("\(refusal)", Failure.badData) }
      // A truth of zero has no relative error: whatever is not it is too far.
      if let maxError, score.verdict == .scored, (score.relativeL2 ?? .infinity) > maxError {
        throw ExitCode(1)
      }
    }
  }

  private struct Output: Encodable {
    let file: String, problem: String, score: FileScore
    private enum CodingKeys: String, CodingKey { case command, version, file, problem }
    func encode(to encoder: any Encoder) throws {
      try score.encode(to: encoder)
      var c = encoder.container(keyedBy: CodingKeys.self)
      try c.encode("score", forKey: .command)
      try c.encode(Runner.version, forKey: .version)
      try c.encode(file, forKey: .file)
      try c.encode(problem, forKey: .problem)
    }
  }

  private func text(_ s: FileScore) -> String {
    let worst = s.maxErrorAt.map { "\($0)" }.joined(separator: ", ")
    var lines = [
      "relative L2 error: \(s.relativeL2.map(Report.short) ?? "none, the truth is zero here") at \(s.points) points",
      "largest error: \(Report.short(s.maxError)) at \(worst)", "RMSE: \(Report.short(s.rmse))",
      "bar of the reference: \(Report.brief(s.bar)) of max |u|",
    ]
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
    lines.append(
      s.verdict == .scored
        ? "verdict: scored"
        : "verdict: indistinguishable from the reference: below three bars the figures say nothing about the file"
    )
    lines += s.diagnosis.map { "diagnosis: \($0.code): \($0.message)" }
    lines += s.notes.map { "note: \($0)" }
    return lines.joined(separator: "\n")
  }
}
