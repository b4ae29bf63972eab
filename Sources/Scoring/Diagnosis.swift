/// A usual mistake that was recognised in a file.
public struct Diagnosis: Sendable, Equatable, Codable {
  /// A short name for programs: a ``Mistake``.
  public let code: String
  /// A sentence for people: what, by how much, and the cure.
  public let message: String
  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
  init(_ mistake: Mistake, _ message: String) {
    self.init(code: mistake.rawValue, message: message)
  }
}

/// The mistakes that are recognised.
public enum Mistake: String, Sendable, CaseIterable {
  /// The indices of a grid, or two coordinates, are swapped.
  case transposedGrid = "transposed-grid"
  /// Coordinates run over another interval than the domain's.
  case shiftedRange = "shifted-range"
  /// Another value of a parameter.
  case parameter
  /// The time is off by a factor.
  case timeFactor = "time-factor"
  /// The error comes from a face of the domain.
  case boundaryCondition = "boundary-condition"
  /// A flipped sign, or the solution of another problem of the catalogue.
  case equation
  /// Rounded to single precision.
  case float32
  /// Layers are smeared.
  case numericalDiffusion = "numerical-diffusion"
  /// u is off by a constant factor.
  case scaled
}
