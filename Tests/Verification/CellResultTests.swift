// SPDX-License-Identifier: MIT

import Benchmarking
import Foundation
import Plumbline
import Testing

/// What a result says, and what it is a result of.
@Suite struct CellResultTests {
  func diverging() throws -> Cell {
    let problem = try Catalogue.problem("cosine-ode")
    var configuration = problem.training
    configuration.learningRate = 1e300
    return try Cell(
      problem, strategy: StrategyCatalogue.fastest, optimizer: .adam, steps: 20, configuration: configuration)
  }

  /// Where there is no solution there is no pass, and no file that stands for one.
  @Test func anError() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plumbline-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try ResultStore(folder)
    let cell = try diverging()
    let result = try Runner(store: store).result(of: cell)
    #expect(result.verdict == .error && result.relativeL2 == nil && result.scores == Metrics())
    #expect(result.message?.contains("diverged") == true)
    #expect(FileManager.default.fileExists(atPath: store.file(cell.id).path))
    // It stands for the run that it was made in, other processes of which read it, and for no later one.
    #expect(try store.load(cell)?.verdict == .error)
    usleep(20_000)
    #expect(try ResultStore(folder).load(cell) == nil)
  }

  /// The same name with another configuration is another cell.
  @Test func fingerprintsNameTheRecipe() throws {
    let problem = try Catalogue.problem("cosine-ode")
    let plain = try Cell(problem, strategy: StrategyCatalogue.fastest, optimizer: .adam, steps: 20)
    let other = try diverging()
    #expect(other.id == plain.id && other.fingerprint != plain.fingerprint)
  }

  /// Cells of one problem with different parameters have different truths, also in one run.
  @Test func truthsOfTheirOwn() async throws {
    let cells = try [1.0, 3].map {
      try Cell(
        problem: "cosine-ode", settings: ["omega": $0], strategy: "taylor", optimizer: .adam, steps: 2)
    }
    let together = try await Runner().run(cells)
    for (cell, result) in zip(cells, together) {
      #expect(try Runner().result(of: cell).scores == result.scores, "\(cell.id)")
    }
  }

  /// Every key is there whatever is known.
  @Test func everyKey() throws {
    let empty = CellResult(
      id: "a", problem: "a", strategy: "a", precision: .float64, optimizer: .adam, seed: 1, scores: Metrics(),
      maxError: nil, bounds: Tolerances(), bar: nil, seconds: 1, verdict: .error, message: nil, losses: [],
      fingerprint: "")
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(empty)) as? [String: Any]
    #expect(
      Set(try #require(object).keys) == [
        "id", "problem", "strategy", "precision", "optimizer", "seed", "relative_l2", "bound", "slope",
        "slope_bound", "residual", "residual_bound", "condition", "condition_bound", "max_error", "bar",
        "seconds", "verdict", "message", "losses", "fingerprint", "stored", "schema", "version", "host",
        "machine", "threads", "started", "ended",
      ])
  }

  /// Levenberg–Marquardt's damping stands beside the losses, one number for each of its steps and none for
  /// those of the warm-up; a file that says nothing of it is read as before.
  @Test func dampingsBesideLosses() throws {
    let problem = try Catalogue.problem("cosine-ode")
    var configuration = problem.training
    configuration.warmUp = 3
    func result(_ optimizer: OptimizerKind) throws -> CellResult {
      try Runner().result(
        of: Cell(
          problem, strategy: StrategyCatalogue.fastest, optimizer: optimizer, steps: 5,
          configuration: configuration))
    }
    let damped = try result(.levenbergMarquardt)
    #expect(damped.losses.count == 3 + 1 + 5 && damped.dampings.count == 5)
    // Nielsen's rule divides by 3 at most where a step is as good as promised, and begins at 1e-3 of the
    // diagonal.
    #expect(damped.dampings.allSatisfy { $0 > 0 })
    for (a, b) in zip(damped.dampings, damped.dampings.dropFirst()) { #expect(b >= a / 3 * (1 - 1e-15)) }
    for optimizer in [OptimizerKind.adam, .lbfgs] { #expect(try result(optimizer).dampings.isEmpty) }
    let data = try JSONEncoder().encode(damped)
    #expect(try JSONDecoder().decode(CellResult.self, from: data).dampings == damped.dampings)
    var object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect((object.removeValue(forKey: "damping") as? [Any])?.count == 5)
    let earlier = try JSONDecoder().decode(
      CellResult.self, from: JSONSerialization.data(withJSONObject: object))
    #expect(earlier.dampings.isEmpty && earlier.losses == damped.losses)
  }

  /// A bound that has moved is judged anew.
  @Test func fingerprintsNameTheBounds() throws {
    func cell(_ bound: Double) throws -> Cell {
      try Cell(Bounded(bound: bound), strategy: StrategyCatalogue.fastest)
    }
    #expect(try cell(1).id == cell(2).id && cell(1).fingerprint != cell(2).fingerprint)
  }

  /// Tolerances that nothing is shown to reject are an error that says what the file lacks.
  @Test func tolerancesWantControls() {
    #expect(throws: BenchmarkError.noNegativeControls(problem: "bounded")) {
      try Cell(Bounded(bound: 1, controls: []), strategy: StrategyCatalogue.fastest)
    }
  }

  struct Bounded: ScalarProblem, Benchmark {
    static let name = "bounded"
    static let summary = "u = 0"
    static let parameters: [Parameter] = []
    let bound: Double
    var controls = [NegativeControl.zero()]
    init(_ settings: Settings) { bound = 1 }
    init(bound: Double, controls: [NegativeControl] = [.zero()]) {
      self.bound = bound
      self.controls = controls
    }
    var domain: Domain { Domain(t: 0...1) }
    func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.value }
    var reference: any ReferenceSolution { preconditionFailure("nobody measures it") }
    var training: TrainingConfiguration {
      TrainingConfiguration(hidden: [2], points: 4, adamSteps: 1, steps: 1)
    }
    func tolerances(for run: RunKind) -> Tolerances { Tolerances(value: bound) }
    var worstOfSeeds: Metrics { Metrics() }
    var negativeControls: [NegativeControl] { controls }
    var testGrid: [Int] { [3] }
  }
}
