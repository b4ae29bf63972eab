// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Why a file is wrong.
///
/// Each usual mistake is a ``Hypothesis``: what the file would hold if it had been made. One ``Judge`` says
/// what it leaves, and whether that is explained. Where no mistake in the values or their places explains the
/// file, its own data are held against the equation.
struct Investigation: Sendable {
  let scorer: Scorer
  let readings: FieldSamples
  let truth: FieldTruth
  let grid: TensorGrid?
  let slope: SlopeError?
  /// `[unknown][point]`
  let errors: [[Double]]
  /// About two thousand points for verdicts, three hundred for scans, a hundred for searches.
  let sample, scan, few: FieldSubset
  let judge: HypothesisTest
  let precision: FilePrecision

  init(_ scoring: Scoring, _ slope: SlopeError?) {
    (scorer, readings, truth) = (scoring.scorer, scoring.readings, scoring.truth)
    (grid, errors) = (scoring.grid, scoring.errors)
    self.slope = slope
    let isDear = !scoring.scorer.hasFormula
    sample = FieldSubset(readings, truth, Sample.indices(readings, 2000))
    // A computed reference's values are dear.
    scan = FieldSubset(readings, truth, Sample.indices(readings, isDear ? 80 : 300))
    few = FieldSubset(readings, truth, Sample.indices(readings, isDear ? 40 : 120))
    precision = FilePrecision(readings.values)
    judge = HypothesisTest(scoring, sample, rounding: precision.relative)
  }

  /// Those of ``scan`` within the domain, where derivatives are cheapest and exist; all of them where too
  /// few are.
  var inner: FieldSubset {
    let whole = scan.readings
    let within = scan.indices.indices.filter { i in
      zip(whole.positions, problem.domain.ranges).allSatisfy { column, range in
        column[i] > range.lowerBound && column[i] < range.upperBound
      }
    }
    return within.count < 12 ? scan : FieldSubset(readings, truth, within.map { scan.indices[$0] })
  }

  var problem: any Benchmark { scorer.problem }
  var sampler: FieldSampler { FieldSampler(scorer.reference, problem.unknowns) }

  /// The reference's values at changed places of the sample; nil where a look at fewer points shows that they
  /// do not fit.
  /// - Parameter places: `[coordinate][point]` for the points of a part; nil where that is not possible.
  func values(_ places: (FieldSubset) -> [[Double]]?, by other: FieldSampler? = nil) -> [[Double]]? {
    let sampler = other ?? sampler
    guard let scanned = places(few) else { return nil }
    let quick = sampler.values(readings.coordinates, scanned)
    let own = RelativeError(few.readings, quick, truth: few.truth)
    guard own.share > 0.3, own.error < max(own.base / 2, 1e-6), let whole = places(sample) else { return nil }
    return sampler.values(readings.coordinates, whole)
  }

  /// Whether the problem has a period along a coordinate.
  func isPeriodic(_ c: Coordinate) -> Bool {
    problem.conditions.contains { $0.face == .periodic(c) }
  }

  /// Whether the equations read only derivatives of an unknown, so that any constant may be added to it.
  func isFixedByConditionsAlone(_ unknown: Int) -> Bool {
    final class Record { var isRead = false }
    let record = Record()
    let jet = Jet<Double> { u, index in
      if u == unknown, index == .value { record.isRead = true }
      return 0.5
    }
    _ = problem.residuals(jet, at: Point(problem.domain.coordinates, readings.point(0)))
    return !record.isRead
  }

  /// What is known of the file, the best explanation first.
  var diagnosis: [Diagnosis] {
    // Few numbers agree with anything.
    guard readings.count * errors.count >= 8 else { return [] }
    if let constant { return [constant] }
    if let rounded { return [rounded] }
    // What is left of right formulas in double precision.
    if errors.indices.allSatisfy({ u in errors[u].allSatisfy { abs($0) <= 1e-12 * judge.scales[u] } }) {
      return []
    }
    let isDear = !scorer.hasFormula
    var fits = isDear ? [] : ParameterSearch(investigation: self).fits
    var findings = Findings(self, hypotheses(fits))
    if findings.areExplained { return orAnotherStart(findings) }
    if let part = Unfilled(self).diagnosis { return [part] }
    if let few = Outliers(self).diagnosis { return [few] }
    if let noise = Noise(self).diagnosis { return [noise] }
    // Where each value of a parameter is solved for anew, they are tried only if nothing else explains the
    // file.
    if isDear, findings.all.isEmpty, RelativeError(sample.readings, sample.truth).error > 1e-5 {
      fits = ParameterSearch(investigation: self).fits
      findings = Findings(self, fits.map(\.hypothesis))
      if findings.areExplained { return findings.diagnosis }
    }
    let residual = FileResidual(self)
    if let data = residual?.altered ?? residual.flatMap({ ConditionErrors(self, $0).diagnosis }),
      data.certainty == .stated && !findings.areNear || findings.all.isEmpty
    {
      return [data]
    }
    if let smeared = Smearing(self, fits).diagnosis { return [smeared] }
    if !findings.all.isEmpty { return findings.diagnosis }
    return [Damping(self).diagnosis ?? FaceErrors(self).diagnosis ?? Drift(self).diagnosis].compactMap { $0 }
  }

  /// A derivative of the solution may itself be a solution, from another start.
  private func orAnotherStart(_ findings: Findings) -> [Diagnosis] {
    let found = findings.diagnosis
    guard found.count == 1, found[0].code == Mistake.derivative.rawValue, found[0].certainty == .stated,
      let residual = FileResidual(self), residual.holds, ConditionErrors.areFacesRight(self, residual.grid),
      let start = ConditionErrors(self, residual).diagnosis, start.code == Mistake.initialState.rawValue
    else { return found }
    return [found[0].doubted, start.doubted]
  }

  private func hypotheses(_ fits: [ParameterSearch.Fit]) -> [Hypothesis] {
    let parameters = ParameterSearch(investigation: self)
    return SlotSearch(investigation: self).hypotheses + OrderSearch(investigation: self).hypotheses
      + AxisSearch(investigation: self).hypotheses + parameters.equations + parameters.pairs
      + fits.map(\.hypothesis) + PlaceSearch(investigation: self).hypotheses
  }

  /// One number everywhere.
  private var constant: Diagnosis? {
    for (u, column) in readings.values.enumerated() {
      guard let c = column.first, column.allSatisfy({ $0 == c }) else { continue }
      let right = truth.values[u]
      guard (right.max() ?? 0) - (right.min() ?? 0) > 1e-3 * judge.scales[u] else { continue }
      return Diagnosis(
        c == 0 ? .scaled : .unfilled, .stated,
        "every value of \(Names.unknown(u)) is \(estimate(c)); was a field saved before it was computed, or did the "
          + "training collapse?", subject: Names.unknown(u), value: c == 0 ? 0 : c)
    }
    return nil
  }

  /// Every value rounded to fewer digits than a double has, and the error what that leaves.
  private var rounded: Diagnosis? {
    guard let mistake = precision.mistake else { return nil }
    let base = RelativeError(sample.readings, sample.truth).error
    let isExplained =
      mistake == .float32
      ? base <= 2e-6
      : errors.indices.allSatisfy { u in
        errors[u].indices.allSatisfy { i in
          let size = abs(truth.values[u][i])
          return abs(errors[u][i]) <= 1.1 * (precision.relative * size + precision.absolute)
            + truth.bars[u][i]
        }
      }
    guard isExplained, base.isFinite else { return nil }
    return Diagnosis(
      mistake, .stated,
      "every value is \(precision.text) and the error, \(short(base)), is what that leaves: \(precision.cure)",
      leaves: base)
  }
}
