// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import DataFiles
@testable import Scoring

/// Files as widely used programs write them (`Fixtures/fixtures.py`).
@Suite struct ProgramFilesTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures/"
  static let hasHDF5 = HDF5Library.shared.withLock { $0 != nil }

  /// Problem, file, run, what is scored, and a part of what is noted.
  static let right: [(String, String, Int?, [String], String)] = [
    ("burgers", "comsol-wide.txt", nil, ["u @ t = 0.0 … 1.0"], ""),
    ("burgers", "comsol-wide.csv", nil, ["u @ t = 0.0 … 1.0"], ""),
    ("burgers", "comsol-long.txt", nil, ["u"], ""), ("burgers", "burgers.csv.gz", nil, ["u [m/s]"], ""),
    ("burgers", "version4.mat", nil, ["usol"], ""),
    ("burgers", "jaxpi.mat", nil, ["usol"], "nu = 0.003183098861837907, as the problem has it"),
    ("burgers", "jaxpi-other.mat", nil, ["usol"], "score it with --set nu=0.02"),
    ("nls", "nls.npz", nil, ["u, real part", "u, imaginary part"], ""),
    ("nls", "nls.mat", nil, ["uu, real part", "uu, imaginary part"], ""),
    ("nls", "nls.csv", nil, ["h, real part", "h, imaginary part"], ""),
    ("l-shape", "l-shape.npz", nil, ["u"], "100 points hold NaN where the domain is cut out"),
  ]
  static let rightHDF5: [(String, String, Int?, [String], String)] = [
    ("burgers", "version73.mat", nil, ["usol"], ""), ("burgers", "pdebench.h5", 1, ["tensor"], "run 1 of 2"),
    ("burgers", "pdebench-components.h5", 1, ["tensor"], "run 1 of 2"),
    ("burgers", "groups.h5", 1, ["data"], "the group 0001"),
    ("burgers", "well.h5", 1, ["t0_fields/u"], "run 1 of 2"),
    ("nls", "nls.h5", nil, ["psi, real part", "psi, imaginary part"], ""),
  ]

  @Test(arguments: right + (hasHDF5 ? rightHDF5 : []))
  func isTheTruth(_ problem: String, _ file: String, _ run: Int?, _ scored: [String], _ note: String) throws {
    let score = try Scorer(problem: problem).score(file: Self.folder + file, run: run)
    // What their own program rounded: near zeros that is more than the bars.
    #expect(
      score.relativeL2 ?? 1 < 1e-14 && score.diagnosis.isEmpty && score.verdict != .corrected, "\(score)")
    #expect(score.scored == scored && score.truths.isEmpty && score.gap == nil, "\(score)")
    #expect(note.isEmpty || score.notes.contains { $0.contains(note) }, "\(score.notes)")
  }

  /// Of truth and prediction the prediction is scored, and the truth is found right when it is asked for.
  @Test(arguments: ["deepxde.dat", "deepxde.npz"]) func predictions(_ file: String) throws {
    let scorer = try Scorer(problem: "burgers")
    let score = try scorer.score(file: Self.folder + file)
    let truth = file == "deepxde.dat" ? "y_true" : "y_test"
    #expect(score.scored == ["y_pred"] && score.truths == [truth] && score.verdict == .scored)
    // 1e-3 sin 3x t, over the norm of u at these points.
    #expect(abs((score.relativeL2 ?? 0) - 7.409237529118813e-4) < 1e-12, "\(score)")
    let choice = try FieldChoice(fields: [truth], for: scorer.problem)
    let other = try scorer.score(file: Self.folder + file, choosing: choice)
    #expect(other.scored == [truth] && other.relativeL2 ?? 1 < 1e-14 && other.diagnosis.isEmpty)
  }

  /// The first run of these is another solution: it is not the truth by chance.
  @Test(.enabled(if: hasHDF5), arguments: ["pdebench.h5", "groups.h5", "well.h5"]) func otherRuns(
    _ file: String
  )
    throws
  {
    let score = try Scorer(problem: "burgers").score(file: Self.folder + file)
    #expect(score.relativeL2 == 1 && score.notes.contains { $0.contains("--sample") }, "\(score)")
    let error = #expect(throws: ScoringError.self) {
      try Scorer(problem: "burgers").score(file: Self.folder + file, run: 2)
    }
    #expect(error?.fault == .unreadable(.run(asked: 2, count: 2)))
  }

  /// Cut off anywhere, the file is refused, or scored where what is left is whole.
  @Test(arguments: right.map(\.1) + ["deepxde.dat", "deepxde.npz"]) func cutOff(_ file: String) throws {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.folder + file)))
    let scorer = try Scorer(problem: "heat")
    let isText = file.hasSuffix(".txt") || file.hasSuffix(".csv") || file.hasSuffix(".dat")
    for k in 1...12 {
      let part = Array(bytes.prefix(bytes.count * k / 13))
      do throws(ScoringError) {
        _ = try scorer.score(bytes: part, named: file)
        #expect(isText, "\(file), \(part.count) bytes")
      } catch { #expect(error.description.contains(";") || error.description.contains("leave"), "\(error)") }
    }
  }
}
