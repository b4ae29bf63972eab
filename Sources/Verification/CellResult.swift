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
  /// The damping of each Levenberg–Marquardt step; empty for other optimisers, and of files that do not say.
  public var dampings: [Double]
  /// Of the Plumbline that trained it.
  public var version: String
  /// The machine's name in its network.
  public var host: String
  /// What it was computed on: processor, instruction set, kernels and libraries among it.
  public var machine: Machine
  /// How many threads shared it.
  public var threads: Int
  /// When its training began, and when its verdict was known.
  public var started: Date
  public var ended: Date
  /// Names everything that the result depends on; a file with the same one is not computed again.
  public var fingerprint: String
  /// Whether it was read from its file, not trained now.
  public var isStored = false

  /// A result, not stored.
  public init(
    id: String, problem: String, strategy: String, precision: Precision, optimizer: OptimizerKind, seed: Int,
    scores: Metrics, maxError: Double?, bounds: Tolerances, bar: Double?, seconds: Double, verdict: Verdict,
    message: String?, losses: [Double], dampings: [Double] = [], version: String = Runner.version,
    host: String = Machine.host, machine: Machine = .current, threads: Int = 1, started: Date = Date(),
    ended: Date = Date(), fingerprint: String
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
    self.dampings = dampings
    self.version = version
    self.host = host
    self.machine = machine
    self.threads = threads
    self.started = started
    self.ended = ended
    self.fingerprint = fingerprint
  }

  /// ‖u − truth‖₂/‖truth‖₂ on the problem's grid.
  public var relativeL2: Double? { scores[.value] }
  /// The largest that passes.
  public var bound: Double { bounds[.value] ?? .infinity }
}
