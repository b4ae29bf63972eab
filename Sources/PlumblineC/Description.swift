// SPDX-License-Identifier: MIT

import Benchmarking
import CommandLineTool
import Exporting
import Gradients
import PDE
import Problems
import Reference
import ReferenceTables

// What each function takes and gives stands in include/plumbline.h.

@c(plumbline_describe)
public func describe(
  _ problem: OpaquePointer?, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ error: UnsafeMutablePointer<CChar>?, _ errorSize: Int64
) -> Int32 {
  give(json, TextBuffer(error, errorSize)) {
    try jsonText(ProblemDescription(try OpenProblem.at(problem).state))
  }
}

@c(plumbline_gradient_questions)
public func gradientQuestions(
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ error: UnsafeMutablePointer<CChar>?,
  _ errorSize: Int64
) -> Int32 {
  give(json, TextBuffer(error, errorSize)) { String(decoding: GradientData.json, as: UTF8.self) }
}

/// The sheet of a problem, and what else a program in another language asks for.
private struct ProblemDescription: Encodable {
  let sheet: ProblemSheet
  let bibtex: String
  /// Counts of the grid on which it is judged; nil where that is no grid.
  let grid: [Int]?

  init(_ state: OpenProblem.State) throws {
    sheet = try ProblemSheet(state.problem, state.given)
    bibtex = BibTeX.entries(sheet.sources)
    let counts = state.problem.testGrid
    grid = counts.isEmpty ? nil : counts
  }

  private enum CodingKeys: CodingKey { case bibtex, grid, version }
  func encode(to encoder: any Encoder) throws {
    try sheet.encode(to: encoder)
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(bibtex, forKey: .bibtex)
    try c.encode(grid, forKey: .grid)
    try c.encode(Catalogue.version, forKey: .version)
  }
}
