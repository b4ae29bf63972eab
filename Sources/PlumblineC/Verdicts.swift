// SPDX-License-Identifier: MIT

import CommandLineTool
import Essentials
import Gradients
import Problems
import Scoring
import Threads

// What each function takes and gives stands in include/plumbline.h.

@c(plumbline_score)
public func score(
  _ problem: OpaquePointer?, _ points: UnsafePointer<Double>?, _ n: Int64, _ d: Int64,
  _ values: UnsafePointer<Double>?, _ m: Int64, _ job: OpaquePointer?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ error: UnsafeMutablePointer<CChar>?,
  _ errorSize: Int64
) -> Int32 {
  give(json, TextBuffer(error, errorSize)) {
    let state = try OpenProblem.at(problem).state
    try state.expect(n: n, d: d, m: m)
    guard n > 0 else { throw Refusal(.count, "there are no points: give at least one") }
    guard let points, let values else {
      throw Refusal(.null, "\(points == nil ? "points" : "values") is NULL: give \(n) rows")
    }
    let positions = try columns(of: points, n, d, "coordinate")
    let score = try Job.run(job) {
      try state.scorer.score(try columns(of: values, n, m, "value"), at: positions)
    }
    // What a caller has at hand is all there.
    if let gap = score.gap { throw Refusal(.value, "\(gap)") }
    return try jsonText(ScoreDocument(problem: state.problem.name, score: score))
  }
}

/// Rows as columns; NaN is let through, for the scorer to say where it may be.
private func columns(
  of rows: UnsafePointer<Double>, _ n: Int64, _ width: Int64, _ kind: String
) throws -> [[Double]] {
  let (n, width) = (Int(n), Int(width))
  return try (0..<width).map { k in
    try [Double](unsafeUninitializedCapacity: n) { column, count in
      for i in 0..<n {
        let x = rows[i * width + k]
        guard !x.isInfinite else {
          throw Refusal(.value, "point \(i): \(kind) \(k) is infinite: give finite numbers")
        }
        column.initializeElement(at: i, to: x)
      }
      count = n
    }
  }
}

@c(plumbline_score_file)
public func scoreFile(
  _ problem: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ field: UnsafePointer<CChar>?,
  _ map: UnsafePointer<CChar>?, _ sample: Int64, _ job: OpaquePointer?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ error: UnsafeMutablePointer<CChar>?,
  _ errorSize: Int64
) -> Int32 {
  give(json, TextBuffer(error, errorSize)) {
    let state = try OpenProblem.at(problem).state
    let path = try text(path, "the file's path")
    guard sample >= -1 else { throw Refusal(.count, "sample is \(sample): runs are counted from 0") }
    let choice: FieldChoice
    do {
      choice = try FieldChoice(
        field: field.map { try text($0, "the field's name") },
        map: map.map { [try text($0, "the map")] } ?? [], for: state.problem)
    } catch let failure as Failure {
      // The command line's names of the two arguments.
      throw Refusal(
        .name, failure.message.replacing("--map", with: "map").replacing("--field", with: "field"))
    }
    let score = try Job.run(job) {
      try state.scorer.score(file: path, choosing: choice, run: sample < 0 ? nil : Int(clamping: sample))
    }
    return try jsonText(ScoreDocument(file: path, problem: state.problem.name, score: score))
  }
}

@c(plumbline_score_gradients)
public func scoreGradients(
  _ answers: UnsafePointer<CChar>?, _ length: Int64, _ job: OpaquePointer?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ error: UnsafeMutablePointer<CChar>?,
  _ errorSize: Int64
) -> Int32 {
  give(json, TextBuffer(error, errorSize)) {
    guard let answers else { throw Refusal(.null, "answers is NULL: give a document of JSON") }
    guard length >= 0 else { throw Refusal(.count, "the document cannot have \(length) bytes") }
    if length > GradientAnswers.largest { throw GradientAnswersError.tooLarge(Int(clamping: length)) }
    let table = try GradientTable.standard()
    let given = try GradientAnswers(Data(bytes: answers, count: Int(length)), for: table)
    let results = try Job.run(job) { try table.score(given) }
    return try jsonText(GradientReport(results: results, laws: [], cost: []))
  }
}
