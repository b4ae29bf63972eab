/// How far a file is from the truth.
///
/// Written as JSON, every key is present, and null where there is nothing to say.
public struct FileScore: Sendable, Equatable {
  /// Whether the score means anything.
  public enum Verdict: String, Sendable, Codable {
    case scored
    /// The file is nearer to the reference than three of its bars: the score says nothing about the file.
    case indistinguishable
  }

  /// ‖u − truth‖₂/‖truth‖₂ over all points and unknowns; nil where the truth is zero at all points.
  public let relativeL2: Double?
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
  public let verdict: Verdict
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
  /// What else is to be known: points left out or counted once, orders of indices that were assumed.
  public let notes: [String]
  /// The column or array that was scored, of each unknown.
  public let scored: [String]
  /// Those that are the truth by their names, and were not scored.
  public let truths: [String]
  /// Why the file is not whole: points without a value, which were left out.
  public let gap: ScoringError.Fault?
  /// Why the file is not right as it stands though it could be scored after a correction, which the diagnosis
  /// names: points outside the domain.
  public let refusal: ScoringError?
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
    case maxError = "max_error"
    case maxErrorAt = "max_error_at"
    case rmse, points, bar, verdict, diagnosis, bands, boundary, initial, slope, notes, scored, truths, gap,
      refusal
  }

  public func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(relativeL2, forKey: .relativeL2)
    try c.encode(maxError, forKey: .maxError)
    try c.encode(maxErrorAt, forKey: .maxErrorAt)
    try c.encode(rmse, forKey: .rmse)
    try c.encode(points, forKey: .points)
    try c.encode(bar, forKey: .bar)
    try c.encode(verdict, forKey: .verdict)
    try c.encode(diagnosis, forKey: .diagnosis)
    try c.encode(bands, forKey: .bands)
    try c.encode(boundary, forKey: .boundary)
    try c.encode(initial, forKey: .initial)
    try c.encode(slope, forKey: .slope)
    try c.encode(notes, forKey: .notes)
    try c.encode(scored, forKey: .scored)
    try c.encode(truths, forKey: .truths)
    try c.encode(gap?.description, forKey: .gap)
    try c.encode(refusal?.description, forKey: .refusal)
  }
}
