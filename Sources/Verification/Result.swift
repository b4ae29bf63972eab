import Foundation
import PDE

/// Within the bound and all probes; outside; or no solution to judge.
public enum Verdict: String, Codable, Sendable, CaseIterable { case pass, fail, error }

/// What came of a cell; one JSON file each.
public struct CellResult: Codable, Sendable, Equatable {
  /// The cell's name.
  public var id: String
  public var problem: String
  public var strategy: String
  public var precision: Precision
  public var optimizer: OptimizerKind
  public var seed: Int
  /// ‖u − truth‖₂ / ‖truth‖₂ on the problem's grid; nil where it is no finite number.
  public var relativeL2: Double?
  /// Largest |u − truth| there.
  public var maxError: Double?
  public var bound: Double
  /// The reference's error bar relative to max |u|: errors below three of them cannot be told from none.
  public var bar: Double?
  /// Wall time of the training.
  public var seconds: Double
  public var verdict: Verdict
  /// What failed and how far off it is, or what to know of a pass.
  public var message: String?
  /// The loss before each step and after the last.
  public var losses: [Double]
  /// Names everything that the result depends on; a file with the same one is not computed again.
  public var fingerprint: String

  public init(
    id: String, problem: String, strategy: String, precision: Precision, optimizer: OptimizerKind, seed: Int,
    relativeL2: Double?, maxError: Double?, bound: Double, bar: Double?, seconds: Double, verdict: Verdict,
    message: String?, losses: [Double], fingerprint: String
  ) {
    self.id = id
    self.problem = problem
    self.strategy = strategy
    self.precision = precision
    self.optimizer = optimizer
    self.seed = seed
    self.relativeL2 = relativeL2
    self.maxError = maxError
    self.bound = bound
    self.bar = bar
    self.seconds = seconds
    self.verdict = verdict
    self.message = message
    self.losses = losses
    self.fingerprint = fingerprint
  }

  enum CodingKeys: String, CodingKey {
    case id, problem, strategy, precision, optimizer, seed, bound, bar, seconds, verdict, message, losses,
      fingerprint
    case relativeL2 = "relative_l2"
    case maxError = "max_error"
  }

  public func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    func finite(_ x: Double?) -> Double? { x.flatMap { $0.isFinite ? $0 : nil } }
    try c.encode(id, forKey: .id)
    try c.encode(problem, forKey: .problem)
    try c.encode(strategy, forKey: .strategy)
    try c.encode(precision, forKey: .precision)
    try c.encode(optimizer, forKey: .optimizer)
    try c.encode(seed, forKey: .seed)
    // Present in every document, null where there is no finite number.
    try c.encode(finite(relativeL2), forKey: .relativeL2)
    try c.encode(finite(maxError), forKey: .maxError)
    try c.encode(finite(bound), forKey: .bound)
    try c.encode(finite(bar), forKey: .bar)
    try c.encode(seconds, forKey: .seconds)
    try c.encode(verdict, forKey: .verdict)
    try c.encode(message, forKey: .message)
    try c.encode(losses.filter(\.isFinite), forKey: .losses)
    try c.encode(fingerprint, forKey: .fingerprint)
  }
}
