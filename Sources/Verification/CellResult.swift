// SPDX-License-Identifier: MIT

import Benchmarking
import Essentials
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
  /// By measure; none where it is no finite number, or there is no solution.
  public var scores: Metrics
  /// Largest |u − truth| there.
  public var maxError: Double?
  /// The most that passes.
  public var bounds: Tolerances
  /// The reference's error bar relative to max |u|: errors below three of them cannot be told from none.
  public var bar: Double?
  /// Wall time of the training.
  public var seconds: Double
  public var verdict: Verdict
  /// What failed and how far off it is, or what to know of a pass.
  public var message: String?
  /// The loss before each step and after the last.
  public var losses: [Double]
  /// What it was computed on: instruction set, kernels and libraries among it.
  public var machine: Machine
  /// Names everything that the result depends on; a file with the same one is not computed again.
  public var fingerprint: String
  /// Whether it was read from its file, not trained now.
  public var isStored = false

  public init(
    id: String, problem: String, strategy: String, precision: Precision, optimizer: OptimizerKind, seed: Int,
    scores: Metrics, maxError: Double?, bounds: Tolerances, bar: Double?, seconds: Double, verdict: Verdict,
    message: String?, losses: [Double], machine: Machine = .current, fingerprint: String
  ) {
    self.id = id
    self.problem = problem
    self.strategy = strategy
    self.precision = precision
    self.optimizer = optimizer
    self.seed = seed
    self.scores = scores
    self.maxError = maxError
    self.bounds = bounds
    self.bar = bar
    self.seconds = seconds
    self.verdict = verdict
    self.message = message
    self.losses = losses
    self.machine = machine
    self.fingerprint = fingerprint
  }

  /// ‖u − truth‖₂/‖truth‖₂ on the problem's grid.
  public var relativeL2: Double? { scores[.value] }
  /// The largest that passes.
  public var bound: Double { bounds[.value] ?? .infinity }
}

// One flat object: the measure of the value under the names that tables use, the others under their own with
// and without `_bound`; every key present, null where there is no finite number.
extension CellResult {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
    init(_ name: String) { stringValue = name }
    static func score(_ m: Metric) -> Key { Key(m == .value ? "relative_l2" : m.rawValue) }
    static func bound(_ m: Metric) -> Key { Key(m == .value ? "bound" : m.rawValue + "_bound") }
  }

  public func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: Key.self)
    func finite(_ x: Double?) -> Double? { x.flatMap { $0.isFinite ? $0 : nil } }
    try c.encode(id, forKey: Key("id"))
    try c.encode(problem, forKey: Key("problem"))
    try c.encode(strategy, forKey: Key("strategy"))
    try c.encode(precision, forKey: Key("precision"))
    try c.encode(optimizer, forKey: Key("optimizer"))
    try c.encode(seed, forKey: Key("seed"))
    for m in Metric.allCases {
      try c.encode(finite(scores[m]), forKey: .score(m))
      try c.encode(finite(bounds[m]), forKey: .bound(m))
    }
    try c.encode(finite(maxError), forKey: Key("max_error"))
    try c.encode(finite(bar), forKey: Key("bar"))
    try c.encode(seconds, forKey: Key("seconds"))
    try c.encode(verdict, forKey: Key("verdict"))
    try c.encode(message, forKey: Key("message"))
    try c.encode(losses.filter(\.isFinite), forKey: Key("losses"))
    try c.encode(fingerprint, forKey: Key("fingerprint"))
    try c.encode(isStored, forKey: Key("stored"))
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: Key.self)
    func number(_ key: Key) throws -> Double? { try c.decodeIfPresent(Double.self, forKey: key) }
    var (scores, bounds) = (Metrics(), Tolerances())
    for m in Metric.allCases {
      scores[m] = try number(.score(m))
      bounds[m] = try number(.bound(m))
    }
    self.init(
      id: try c.decode(String.self, forKey: Key("id")),
      problem: try c.decode(String.self, forKey: Key("problem")),
      strategy: try c.decode(String.self, forKey: Key("strategy")),
      precision: try c.decode(Precision.self, forKey: Key("precision")),
      optimizer: try c.decode(OptimizerKind.self, forKey: Key("optimizer")),
      seed: try c.decode(Int.self, forKey: Key("seed")), scores: scores,
      maxError: try number(Key("max_error")),
      bounds: bounds, bar: try number(Key("bar")), seconds: try c.decode(Double.self, forKey: Key("seconds")),
      verdict: try c.decode(Verdict.self, forKey: Key("verdict")),
      message: try c.decodeIfPresent(String.self, forKey: Key("message")),
      losses: try c.decode([Double].self, forKey: Key("losses")),
      fingerprint: try c.decode(String.self, forKey: Key("fingerprint")))
  }
}
