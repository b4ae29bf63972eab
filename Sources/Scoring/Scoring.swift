// SPDX-License-Identifier: MIT

import Assessment
import Differentiation
import PDE

/// One file's score in the making.
struct Scoring {
  let scorer: Scorer
  let readings: FieldSamples
  let truth: FieldTruth
  /// u − truth, `[unknown][point]`.
  let errors: [[Double]]
  let grid: TensorGrid?
  private let notes: [String]

  /// What was done to a file before it was scored.
  struct Correction {
    let diagnosis: Diagnosis
    /// The relative L2 error without it; nil where the points then lie outside the domain.
    let before: Double?
  }

  /// - Throws: `noTruth` where the reference has a value nowhere.
  init(_ scorer: Scorer, _ all: FieldSamples) throws(Fault) {
    self.scorer = scorer
    let truth = FieldTruth(of: scorer.reference, unknowns: scorer.problem.unknowns, at: all)
    let known = (0..<all.count).filter(truth.isKnown)
    guard !known.isEmpty else { throw .noTruth(reason: truth.reason ?? "the file holds no points") }
    if known.count < all.count {
      readings = all.only(known)
      self.truth = truth.only(known)
      let reason = truth.reason.map { ": " + $0 } ?? ""
      notes =
        all.notes + [
          "\(all.count - known.count) points, where the reference has no value, were left out\(reason)"
        ]
    } else {
      (readings, self.truth, notes) = (all, truth, all.notes)
    }
    errors = zip(readings.values, self.truth.values).map { zip($0, $1).map { $0 - $1 } }
    grid = TensorGrid(readings.positions)
  }

  /// ‖u − truth‖₂/‖truth‖₂; nil where the truth is zero.
  var relative: Double? {
    let size = norm(truth.values)
    return size > 0 ? bounded(norm(errors) / size) : nil
  }

  func score(after correction: Correction? = nil) throws(Fault) -> FileScore {
    let (size, distance) = (norm(truth.values), norm(errors))
    let pointwise = readings.sources.indices.map { i in errors.reduce(0) { max($0, abs($1[i])) } }
    let worst = pointwise.indices.max { pointwise[$0] < pointwise[$1] } ?? 0
    let largest = truth.values.joined().reduce(0) { max($0, abs($1)) }
    let beyond = BeyondBars(errors, truth, readings)
    let slope = grid.flatMap { SlopeError($0, readings, truth, scorer.reference) }
    var diagnosis = [correction?.diagnosis].compactMap { $0 }
    if beyond.count > 0 { diagnosis += Investigation(self, slope).diagnosis }
    let faces = Faces(readings, errors)
    let domain = scorer.problem.domain
    let coverage = readings.coordinates.indices.map {
      Coverage(readings.coordinates[$0], readings.positions[$0], of: domain.ranges[$0])
    }
    return FileScore(
      relativeL2: relative, relativeL2AsItStands: correction == nil ? relative : correction?.before,
      maxError: bounded(pointwise[worst]), maxErrorAt: readings.point(worst),
      rmse: bounded(distance / Double(readings.count * errors.count).squareRoot()), points: readings.count,
      bar: largest > 0 ? bounded(truth.bar / largest) : 0,
      barL2: size > 0 ? bounded(norm(truth.bars) / size) : nil,
      barKind: scorer.reference.barKind, beyond: beyond,
      unknowns: errors.indices.map { UnknownError($0, errors[$0], truth, readings) }, coverage: coverage,
      verdict: correction != nil
        ? .corrected : beyond.count == 0 && readings.gap == nil ? .indistinguishable : .scored,
      correction: correction?.diagnosis, diagnosis: diagnosis,
      bands: try bands(size), boundary: faces.boundary(domain), initial: faces.initial(domain), slope: slope,
      notes: notes + coverage.compactMap { $0.isPartial ? warning($0) : nil }, scored: readings.scored,
      truths: readings.truths, gap: readings.gap)
  }

  private func warning(_ part: Coverage) -> String {
    let range = Coordinate(part.coordinate).flatMap { scorer.problem.domain[$0] } ?? 0...0
    return "the points cover \(part.coordinate) from \(estimate(part.from)) to \(estimate(part.to)) "
      + "(\(estimate((100 * part.fraction).rounded())) %) of the domain's [\(range.lowerBound), \(range.upperBound)], or "
      + "leave a gap in it: nothing is said of the rest"
  }

  private func bands(_ size: Double) throws(Fault) -> BandErrors? {
    guard let grid else { return nil }
    do {
      return try BandErrors(grid, errors, norm: size)
    } catch { throw .reference("\(error)") }
  }
}
