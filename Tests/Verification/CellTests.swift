// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Foundation
import Plumbline
import Testing

@Suite struct CellTests {
  @Test(arguments: [
    "burgers/taylor/levenberg-marquardt/float64/seed1", "burgers[nu=0.02]/forward/adam-250/float32/seed12",
    "cosine-ode[length=2.0,omega=3.0]/hyper-dual/levenberg-marquardt-7/float64/seed0",
  ]) func idsRoundTrip(id: String) throws { #expect(try Cell(id: id).id == id) }

  @Test(arguments: [
    "", "burgers", "burgers/taylor/adam/float64/seed", "burgers/taylor/sgd/float64/seed1",
    "burgers[nu]/taylor/adam/float64/seed1",
  ])
  func brokenIdsAreErrors(id: String) { #expect(throws: (any Error).self) { try Cell(id: id) } }

  @Test func resultsAreKeptAndDamagedOnesMadeAnew() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plumbline-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try ResultStore(folder)
    let cell = try Cell(problem: "cosine-ode", strategy: "taylor", optimizer: .adam, steps: 3)
    let runner = Runner(store: store)
    let first = try runner.result(of: cell)
    let file = store.file(cell.id)
    var second = try runner.result(of: cell)
    #expect(second.isStored && !first.isStored)
    second.isStored = false
    #expect(second == first)  // seconds too: it was read, not trained
    let text = try Data(contentsOf: file)
    try text.prefix(text.count / 2).write(to: file)
    #expect(try store.load(cell) == nil)
    _ = try runner.result(of: cell)
    #expect(try store.load(cell) != nil)
    // A file made by another version, configuration or bound is not this cell's.
    var stale = try #require(try store.load(cell))
    stale.fingerprint += "0"
    try store.save(stale)
    #expect(try store.load(cell) == nil)
    // Another configuration, another fingerprint.
    #expect(
      try Cell(problem: "cosine-ode", strategy: "taylor", optimizer: .adam, steps: 4).fingerprint
        != cell.fingerprint)
  }

  @Test func aDivergingCellDoesNotStopTheOthers() async throws {
    var cells = [
      try Cell(
        problem: "cosine-ode", settings: ["omega": 20, "length": 20], strategy: "taylor", optimizer: .adam,
        steps: 2)
    ]
    cells.append(try Cell(problem: "cosine-ode", strategy: "taylor"))
    let results = try await Runner().run(cells)
    #expect(results.map(\.verdict) == [.fail, .pass])
  }

  @Test func nonFiniteNumbersAreNull() throws {
    var result = CellResult(
      id: "a", problem: "a", strategy: "a", precision: .float64, optimizer: .adam, seed: 1,
      scores: Metrics(value: .nan, slope: 2), maxError: .infinity, bounds: Tolerances(value: 1), bar: nil,
      seconds: 1, verdict: .error, message: nil, losses: [.nan],
      fingerprint: "")
    result.message = "x"
    let text = String(decoding: try JSONEncoder().encode(result), as: UTF8.self)
    #expect(
      text.contains("\"relative_l2\":null") && text.contains("\"max_error\":null")
        && text.contains("\"bar\":null") && text.contains("\"residual\":null"))
    let read = try JSONDecoder().decode(CellResult.self, from: Data(text.utf8))
    #expect(read.scores == Metrics(slope: 2) && read.bounds == Tolerances(value: 1) && read.maxError == nil)
  }

  @Test func aNaNSolutionFails() throws {
    let truth = try Truth(try Catalogue.problem("cosine-ode"))
    let error = truth.error(of: truth.points.map { _ in [.nan] })
    #expect(error.relativeL2 == .infinity)
  }

  @Test func equationsPrintAsWritten() throws {
    #expect(Equation(try Catalogue.problem("burgers")).ascii[0] == "u_t + u*u_x - nu*u_xx = 0")
    #expect(Equation(try Catalogue.problem("burgers")).indices == [.value, [.t], [.x], [.x, .x]])
    #expect(Equation(try Catalogue.problem("cosine-ode")).ascii[0] == "u_t - cos(omega*t) = 0")
  }

  /// The catalogue's list against the folder: a problem file without a row is found.
  @Test func everyProblemFileHasARow() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../Problems")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".swift") && !$0.hasPrefix("Catalogue")
    }
    #expect(files.count == Catalogue.all.count)
    #expect(Set(Catalogue.all.map { "\($0).swift" }) == Set(files))
  }
}
