// SPDX-License-Identifier: MIT

/// A usual mistake that was recognised in a file.
public struct Diagnosis: Sendable, Equatable, Codable {
  /// How sure it is.
  public enum Certainty: String, Sendable, Codable {
    /// What it leaves is explained: by the reference's bars, by the rounding of the file, or by noise.
    case stated
    /// It explains most of the error, or as much as another diagnosis does.
    case possible
  }

  /// Where a mistake shows: a face of the domain, or one value of the file.
  public struct Place: Sendable, Equatable, Codable {
    /// The face or the point, such as `x = 1`.
    public let name: String
    /// What is off there.
    public let unknown: String
    /// By how much, in its own units: of a face the root mean square.
    public let error: Double
    /// Whether the file's slope across the face is zero, as Neumann's condition makes it; nil where that was not
    /// looked at.
    public let isFlat: Bool?

    init(name: String, unknown: String, error: Double, isFlat: Bool? = nil) {
      self.name = name
      self.unknown = unknown
      self.error = bounded(error)
      self.isFlat = isFlat
    }

    enum CodingKeys: String, CodingKey {
      case name, unknown, error
      case isFlat = "is_flat"
    }
  }

  /// A short name for programs: a ``Mistake``.
  public let code: String
  public let certainty: Certainty
  /// A sentence for people: what, by how much, and the cure.
  public let message: String
  /// The parameter, coordinate, unknown, term, face or equation that it is about.
  public let subject: String?
  /// The number that was found in the file, such as a parameter's value or a factor.
  public let value: Double?
  /// What it should be.
  public let given: Double?
  /// The relative L2 error that it leaves.
  public let leaves: Double?
  /// Where it shows: faces, the worst first, or values, in the file's order; empty where it shows everywhere.
  public let places: [Place]

  init(
    _ mistake: Mistake, _ certainty: Certainty, _ message: String, subject: String? = nil,
    value: Double? = nil, given: Double? = nil, leaves: Double? = nil, places: [Place] = []
  ) {
    code = mistake.rawValue
    self.certainty = certainty
    self.message = message
    self.subject = subject
    self.value = value.flatMap { $0.isFinite ? $0 : nil }
    self.given = given
    self.leaves = leaves.flatMap { $0.isFinite ? $0 : nil }
    self.places = places
  }
}

extension Diagnosis {
  /// The same, where another one explains as much.
  var doubted: Diagnosis {
    guard certainty == .stated, let mistake = Mistake(rawValue: code) else { return self }
    return Diagnosis(
      mistake, .possible, "may be: \(message); the file does not tell which of these it is", subject: subject,
      value: value, given: given, leaves: leaves, places: places)
  }
}

/// The mistakes that are recognised.
public enum Mistake: String, Sendable, CaseIterable {
  // In the values.
  /// An unknown stands in another's place.
  case exchangedUnknowns = "exchanged-unknowns"
  /// An unknown has the wrong sign.
  case sign
  /// An unknown is off by a constant factor.
  case scaled
  /// An unknown is off by a constant.
  case offset
  /// Normalised to an interval, or to mean 0 and deviation 1; or another factor and constant together.
  case normalised
  /// A derivative was saved in place of the unknown.
  case derivative
  /// A logarithm, a square, a magnitude or another function of the unknowns was saved.
  case transformed

  // In where they are said to be.
  /// The indices of a grid, or two coordinates, are swapped.
  case transposedGrid = "transposed-grid"
  /// An axis runs backwards.
  case reversedAxis = "reversed-axis"
  /// Values shifted along an axis, by a cell, a step or another distance.
  case shiftedAxis = "shifted-axis"
  /// Values of cell centres under the labels of nodes, or the other way round.
  case cellCentres = "cell-centres"
  /// An end that was left out, or counted in, against the labels.
  case periodEnd = "period-end"
  /// Coordinates run over another interval than the domain's.
  case shiftedRange = "shifted-range"
  /// The time is off by a factor.
  case timeFactor = "time-factor"

  // In what was solved.
  /// Another value of a parameter.
  case parameter
  /// Another initial state, though the equation holds.
  case initialState = "initial-state"
  /// The error comes from a face of the domain.
  case boundaryCondition = "boundary-condition"
  /// A term of the equation is missing.
  case droppedTerm = "dropped-term"
  /// A term of the equation has another coefficient.
  case coefficient
  /// The solution of another problem of the catalogue, or of another equation.
  case equation

  // In how it was computed and saved.
  /// Rounded to single precision.
  case float32
  /// Rounded to half precision.
  case float16
  /// Rounded to few digits.
  case fewDigits = "few-digits"
  /// A few values are off, all others right.
  case outlier
  /// Errors that have nothing to do with their neighbours.
  case noise
  /// A part of the field was not filled, or stayed as it was.
  case unfilled
  /// Layers are smeared.
  case numericalDiffusion = "numerical-diffusion"
  /// The error that a step or a solver's tolerance leaves.
  case discretisation
}
