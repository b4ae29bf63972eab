import Differentiation
import PDE

/// One file's score in the making.
struct Scoring {
  let scorer: Scorer
  let readings: Readings
  let truth: Truth
  private let notes: [String]

  /// - Throws: `noTruth` where the reference has a value nowhere.
  init(_ scorer: Scorer, _ all: Readings) throws(Fault) {
    self.scorer = scorer
    let truth = Truth(of: scorer.reference, unknowns: scorer.problem.unknowns, at: all)
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
  }

  /// - Parameters:
  ///   - correction: a mistake that was corrected before the points could be compared.
  ///   - refusal: why the file is wrong without it.
  func score(after correction: Diagnosis? = nil, refusal: ScoringError? = nil) throws(Fault) -> FileScore {
    let errors = zip(readings.values, truth.values).map { zip($0, $1).map { $0 - $1 } }
    let (norm, distance) = (Self.norm(truth.values), Self.norm(errors))
    let pointwise = readings.sources.indices.map { i in errors.reduce(0) { max($0, abs($1[i])) } }
    let worst = pointwise.indices.max { pointwise[$0] < pointwise[$1] } ?? 0
    let largest = truth.values.joined().reduce(0) { max($0, abs($1)) }
    let bar = largest > 0 ? truth.bar / largest : 0
    let relative = norm > 0 ? bounded(distance / norm) : nil
    // Where the truth is zero within its bars, only the absolute error says something.
    let isNear = pointwise[worst] <= 3 * truth.bar || (relative.map { $0 < 3 * bar } ?? (distance == 0))
    let grid = TensorGrid(readings.positions)
    let slope = grid.flatMap { SlopeError($0, readings, truth, scorer.reference) }
    var diagnosis = [correction, orientation].compactMap { $0 }
    if !isNear { diagnosis += Investigation(self, grid, slope, errors).diagnosis }
    let faces = Faces(readings, errors)
    return FileScore(
      relativeL2: relative, maxError: bounded(pointwise[worst]), maxErrorAt: readings.point(worst),
      rmse: bounded(distance / Double(readings.count * errors.count).squareRoot()), points: readings.count,
      bar: bar,
      verdict: isNear && readings.gap == nil ? .indistinguishable : .scored, diagnosis: diagnosis,
      bands: try bands(grid, errors, norm), boundary: faces.boundary(scorer.problem.domain),
      initial: faces.initial(scorer.problem.domain), slope: slope, notes: notes,
      scored: readings.scored, truths: readings.truths, gap: readings.gap, refusal: refusal)
  }

  private var orientation: Diagnosis? {
    readings.turned.map {
      Diagnosis(
        .transposedGrid,
        "the shape does not tell the order of the field's indices; it fits indexed [\($0)] and was scored "
          + "so: index it [\(readings.coordinates.map(\.description).joined(separator: ", "))]"
      )
    }
  }

  private func bands(_ grid: TensorGrid?, _ errors: [[Double]], _ norm: Double) throws(Fault) -> BandErrors? {
    guard let grid else { return nil }
    do {
      return try BandErrors(grid, errors, norm: norm)
    } catch { throw .reference("\(error)") }
  }

  /// The root of the sum of squares, scaled so that nothing overflows.
  static func norm(_ columns: [[Double]]) -> Double {
    let largest = columns.joined().reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return largest }
    return largest * columns.joined().reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }
}
