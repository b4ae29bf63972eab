// SPDX-License-Identifier: MIT

import Assessment
import DataFiles
import Foundation
import Plumbline
import Testing

@testable import Verification

/// Fields for pictures: what they hold, their files, and runs that keep them.
@Suite struct SolutionFieldTests {
  private static func path() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("field-\(UUID()).npz").path
  }
  private static func field(_ name: String, _ settings: [String: Double] = [:]) throws -> SolutionField {
    let problem = try Catalogue.problem(name, settings)
    let truth = GridTruth(problem)
    let candidate = Candidate(in: problem.domain) { p in
      // At a jump there is no value.
      (try? problem.reference.values(at: p).map { 1.5 * $0.value }) ?? [.nan]
    }
    return try SolutionField(candidate, of: problem, truth, fingerprint: "abc")
  }

  /// The truth is the reference's, the error what was put in; nodes reach the ends of the domain; what is cut
  /// out and what has no value is no number.
  @Test(arguments: ["cosine-ode", "heat", "l-shape", "poisson-nd", "kovasznay", "taylor-green", "heat-step"])
  func whatItHolds(name: String) throws {
    let problem = try Catalogue.problem(name)
    let field = try Self.field(name)
    #expect(field.unknowns.map(\.name) == problem.unknownNames)
    #expect(field.grid.coordinates == Array(problem.domain.coordinates.prefix(2)))
    #expect(field.grid.fixed.map(\.coordinate) == Array(problem.domain.coordinates.dropFirst(2)))
    for (axis, range) in zip(field.grid.axes, problem.domain.ranges) {
      #expect(axis.first == range.lowerBound && axis.last == range.upperBound)
    }
    let points = field.grid.points
    for (k, unknown) in field.unknowns.enumerated() {
      var known = 0
      for i in stride(from: 0, to: points.count, by: 37) {
        let isInside = problem.domain.contains(points[i].values)
        guard isInside, let m = try? problem.reference.values(at: points[i])[k] else {
          #expect(unknown.truth[i].isNaN, "\(points[i])")
          continue
        }
        known += 1
        // A method that shares work among points may round otherwise.
        #expect(abs(unknown.truth[i] - m.value) <= 2 * m.bar + unknown.bar[i])
        #expect(abs(unknown.error[i] - 0.5 * m.value) <= 2 * (m.bar + unknown.bar[i]) + 1e-15)
      }
      #expect(known > 10)
    }
  }

  /// What is written is read again, to single precision where it is kept so.
  @Test(arguments: ["cosine-ode", "l-shape", "kovasznay", "poisson-nd"])
  func roundTrip(name: String) throws {
    let path = Self.path()
    defer { unlink(path) }
    var field = try Self.field(name)
    field = SolutionField(
      fingerprint: "abc", grid: field.grid, unknowns: field.unknowns, residuals: [field.unknowns[0].error])
    try field.write(to: path, id: "heat/fused/adam/float64/seed1")
    let back = try SolutionField(file: path)
    #expect(back.fingerprint == "abc" && back.grid == field.grid)
    func same(_ a: [Double], _ b: [Double], _ share: Double) -> Bool {
      a.count == b.count
        && zip(a, b).allSatisfy { $0.isNaN ? $1.isNaN : abs($0 - $1) <= share * abs($0) + 1e-45 }
    }
    for (a, b) in zip(field.unknowns, back.unknowns) {
      #expect(a.name == b.name && same(a.u, b.u, 0) && same(a.truth, b.truth, 0))
      #expect(same(a.bar.map { $0.isFinite ? $0 : .nan }, b.bar, 1e-7))
    }
    #expect(same(field.residuals[0], back.residuals[0], 1e-7))
  }

  /// What overflowed is written as no number, what single precision cannot hold as its end: no file is
  /// refused.
  @Test func extremes() throws {
    let path = Self.path()
    defer { unlink(path) }
    let grid = FieldGrid([.x], [[0, 1, 2]], fixed: [])
    let field = SolutionField(
      fingerprint: "f", grid: grid,
      unknowns: [
        .init(name: "u", u: [.infinity, 1e300, .nan], truth: [0, 0, 0], bar: [1e-300, 1e300, .infinity])
      ],
      residuals: [[-1e300, .nan, 0]])
    try field.write(to: path, id: "x")
    let back = try SolutionField(file: path)
    #expect(back.unknowns[0].u[0].isNaN && back.unknowns[0].u[1] == 1e300 && back.unknowns[0].u[2].isNaN)
    #expect(back.residuals[0][0] < -1e38 && back.residuals[0][1].isNaN)
  }

  /// Every way in which a file is not whole is named.
  @Test func damaged() throws {
    let path = Self.path()
    defer { unlink(path) }
    #expect(throws: FieldFileError.missing(path)) { try SolutionField(file: path) }
    try Self.field("cosine-ode").write(to: path, id: "x")
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for length in [0, 1, 30, whole.count / 2, whole.count - 1] {
      try whole.prefix(length).write(to: URL(fileURLWithPath: path))
      #expect { try SolutionField(file: path) } throws: { error in
        if case .damaged(path, let reason)? = error as? FieldFileError { !reason.isEmpty } else { false }
      }
    }
    for (meta, part) in [
      ("{}", "meta"), ("{\"schema\": 9}", "schema 9"),
      (
        #"{"schema":1,"id":"x","fingerprint":"f","coordinates":["q"],"fixed":[],"unknowns":["u"],"equations":0}"#,
        "no coordinate"
      ),
      (
        #"{"schema":1,"id":"x","fingerprint":"f","coordinates":["t"],"fixed":[],"unknowns":["v"],"equations":0}"#,
        "'v'"
      ),
      (
        #"{"schema":1,"id":"x","fingerprint":"f","coordinates":["t"],"fixed":[],"unknowns":["u"],"equations":0}"#,
        "shape [3]"
      ),
      (
        #"{"schema":1,"id":"x","fingerprint":"f","coordinates":[],"fixed":[],"unknowns":["u"],"equations":0}"#,
        "meta"
      ),
      (
        #"{"schema":1,"id":"x","fingerprint":"f","coordinates":["t"],"fixed":[],"unknowns":["u"],"equations":-1}"#,
        "meta"
      ),
    ] {
      var writer = try NPZWriter(to: path)
      try writer.add(text: meta, named: "meta")
      try writer.begin("t", shape: [2])
      try writer.append([0, 1])
      try writer.begin("u", shape: [3])
      try writer.append([0, 1, 2])
      try writer.finish()
      #expect { try SolutionField(file: path) } throws: { "\($0)".contains(part) }
    }
  }

  /// A run that keeps fields has one for each solution, of the very same training; a result without one is
  /// trained again, to the same bits.
  @Test func runs() async throws {
    let folder = SharedRunTests.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let cells = try SharedRunTests.cells(2)
    let plain = try await Runner(store: try ResultStore(folder), threads: 1).run(cells)
    let store = try ResultStore(folder)
    #expect(!store.hasField(cells[0]))
    let kept = try await Runner(store: store, threads: 1, keepsFields: true).run(cells)
    #expect(kept.map(\.losses) == plain.map(\.losses) && kept.allSatisfy { !$0.isStored })
    let field = try SolutionField(file: store.fieldFile(cells[0].id))
    #expect(field.fingerprint == cells[0].fingerprint && field.residuals.count == 1)
    let largest = try #require(field.unknowns[0].error.map(abs).max())
    let reported = try #require(kept[0].maxError)
    #expect(abs(largest - reported) <= 0.05 * reported)
    let again = try await Runner(store: store, threads: 1, keepsFields: true).run(cells)
    #expect(again.map(\.isStored) == [true, true])
    try Data().write(to: URL(fileURLWithPath: store.fieldFile(cells[1].id)))
    let mended = try await Runner(store: store, threads: 1, keepsFields: true).run(cells)
    #expect(mended.map(\.isStored) == [true, false])
  }
}
