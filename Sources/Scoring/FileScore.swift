// SPDX-License-Identifier: MIT

import PDE

/// How far a file is from the truth.
///
/// Written as JSON, every key is present, and null where there is nothing to say.
public struct FileScore: Sendable, Equatable {
  /// Whether the score means anything.
  public enum Verdict: String, Sendable, Codable {
    case scored
    /// Every value of the file lies within the reference's bar at its own point: the score says nothing about
    /// the file.
    case indistinguishable
    /// The figures are those after a correction, without which the file could not be compared or fits far
    /// worse.
    case corrected
  }

  /// ‖u − truth‖₂/‖truth‖₂ over all points and unknowns; nil where the truth is zero at all points.
  public let relativeL2: Double?
  /// The same of the file as it stands; nil where the correction moved points into the domain, and as above.
  public let relativeL2AsItStands: Double?
  /// The largest |u − truth|, in the units of u.
  public let maxError: Double
  /// Where it is, in the order of the problem's coordinates.
  public let maxErrorAt: [Double]
  /// Root mean square of u − truth over points and unknowns, in the units of u.
  public let rmse: Double
  /// How many points were compared.
  public let points: Int
  /// The largest bar of the reference at these points, divided by the largest |truth| there.
  public let bar: Double
  /// ‖bars‖₂/‖truth‖₂: what the relative L2 error is to be compared with; nil where the truth is zero at all
  /// points.
  public let barL2: Double?
  /// What stands behind the bars.
  public let barKind: BarKind
  /// The values that do not lie within their own bars.
  public let beyond: BeyondBars
  /// The error of each unknown.
  public let unknowns: [UnknownError]
  /// How much of each coordinate's interval the points span.
  public let coverage: [Coverage]
  public let verdict: Verdict
  /// What was corrected before the file was scored; it is the first diagnosis too.
  public let correction: Diagnosis?
  /// What explains the error; empty where nothing usual does.
  public let diagnosis: [Diagnosis]
  /// The error by wavelength; nil where the points are no even grid.
  public let bands: BandErrors?
  /// The error on the faces of space; nil where no point lies on one, as in the next.
  public let boundary: PartError?
  /// The error at the first time.
  public let initial: PartError?
  /// The steepest slope, file and truth; nil where the points are no grid.
  public let slope: SlopeError?
  /// What else is to be known: points left out or counted once, parts of the domain without points.
  public let notes: [String]
  /// The column or array that was scored, of each unknown.
  public let scored: [String]
  /// Those that are the truth by their names, and were not scored.
  public let truths: [String]
  /// Why the file is not whole: points without a value, which were left out.
  package let gap: ScoringError.Fault?

  /// Whether the file, as it stands, is no farther from the truth than that: its relative L2 error, or every
  /// value within its own bar.
  public func isWithin(_ limit: Double) -> Bool {
    switch verdict {
    case .indistinguishable: true
    // A truth of zero has no relative error: whatever is not it is too far.
    case .scored, .corrected: relativeL2AsItStands.map { $0 <= limit } ?? false
    }
  }
}

/// The error over a part of the points.
public struct PartError: Sendable, Equatable, Codable {
  public let points: Int
  /// Root mean square of u − truth, in the units of u.
  public let rmse: Double
  /// The largest |u − truth|, in the units of u.
  public let maxError: Double
  enum CodingKeys: String, CodingKey {
    case points, rmse
    case maxError = "max_error"
  }
}

extension FileScore: Encodable {
  enum CodingKeys: String, CodingKey {
    case relativeL2 = "relative_l2"
    case relativeL2AsItStands = "relative_l2_as_it_stands"
    case maxError = "max_error"
    case maxErrorAt = "max_error_at"
    case barL2 = "bar_l2"
    case barKind = "bar_kind"
    case rmse, points, bar, beyond, unknowns, coverage, verdict, correction, diagnosis, bands, boundary,
      initial
    case slope, notes, scored, truths, gap
  }

  public func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(relativeL2, forKey: .relativeL2)
    try c.encode(relativeL2AsItStands, forKey: .relativeL2AsItStands)
    try c.encode(maxError, forKey: .maxError)
    try c.encode(maxErrorAt, forKey: .maxErrorAt)
    try c.encode(rmse, forKey: .rmse)
    try c.encode(points, forKey: .points)
    try c.encode(bar, forKey: .bar)
    try c.encode(barL2, forKey: .barL2)
    try c.encode(barKind, forKey: .barKind)
    try c.encode(beyond, forKey: .beyond)
    try c.encode(unknowns, forKey: .unknowns)
    try c.encode(coverage, forKey: .coverage)
    try c.encode(verdict, forKey: .verdict)
    try c.encode(correction, forKey: .correction)
    try c.encode(diagnosis, forKey: .diagnosis)
    try c.encode(bands, forKey: .bands)
    try c.encode(boundary, forKey: .boundary)
    try c.encode(initial, forKey: .initial)
    try c.encode(slope, forKey: .slope)
    try c.encode(notes, forKey: .notes)
    try c.encode(scored, forKey: .scored)
    try c.encode(truths, forKey: .truths)
    try c.encode(gap?.description, forKey: .gap)
  }
}
