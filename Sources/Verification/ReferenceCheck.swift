// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Essentials
import PDE

/// What the second method said of a problem's reference, and how well the reference is known.
package struct ReferenceCheck: Codable, Sendable, Equatable {
  /// The second method.
  package let method: String
  /// Values compared.
  package let points: Int
  /// The largest difference, absolute, and in units of both bars together.
  package let difference: Double, ratio: Double
  /// Whether both methods agree within their bars.
  package let holds: Bool
  /// The largest bar where errors are measured, relative to the largest |u| there.
  package let bar: Double
  /// What stands behind the bars.
  package let barKind: BarKind
  /// The counts of that grid; empty for scattered points.
  package let grid: [Int]
  /// Whether it was read from a file of an earlier run.
  package var isStored = false

  /// Runs the second method.
  /// - Parameter truth: what is known of the problem.
  /// - Throws: what the reference throws.
  package init(of problem: any Benchmark, _ truth: Truth) throws {
    let agreement = try problem.reference.check()
    (method, points) = (agreement.method, agreement.points)
    (difference, ratio, holds) = (agreement.difference, agreement.ratio, agreement.holds)
    bar = truth.bar
    barKind = problem.reference.barKind
    grid = problem.testGrid
  }

  /// "confirmed by …", in a sentence.
  package var text: String {
    let numbers = String(printf: "largest difference %.2e at %ld values", difference, points)
    let verdict =
      holds
      ? "confirmed by" : "NOT CONFIRMED, do not trust this reference:"
    let share =
      points == 0
      ? "nothing compared"
      : holds ? "within both bars" : String(printf: "%.3g times both bars together", ratio)
    return "\(verdict) \(method): \(numbers), \(share)" + (isStored ? " (checked in an earlier run)" : "")
  }

  /// How well it is known, in a sentence.
  package var barText: String {
    "bar \(Measured.text(ofBar: bar)) of max |u| (\(barKind.rawValue)) "
      + (grid.isEmpty ? "at scattered points" : "on the grid \(grid.map(String.init).joined(separator: "x"))")
  }
}

/// Checks of references, kept from one run to the next in a folder: one file for each problem with its
/// parameters. A file of other code, a damaged one, or a folder that cannot be written to, is as none.
package struct ReferenceChecks: Sendable {
  /// nil: nothing is kept.
  package let folder: URL?

  /// - Parameter folder: made when something is kept.
  package init(folder: URL?) { self.folder = folder }

  /// In the user's folder for caches: `$XDG_CACHE_HOME/plumbline/checks`, or where the platform has it.
  package static var standard: ReferenceChecks {
    let given = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let caches =
      given.map { URL(fileURLWithPath: $0, isDirectory: true) }
      ?? FileManager.default.urls(for: .cachesDirectory, in: .userDomainMask).first
    return ReferenceChecks(folder: caches?.appendingPathComponent("plumbline/checks", isDirectory: true))
  }

  private struct Entry: Codable {
    let fingerprint: String
    let check: ReferenceCheck
  }

  /// What is known of the problem's reference, or else what the second method says now.
  /// - Parameters:
  ///   - given: the parameters that the problem was made with.
  ///   - truths: what is already known of the problems, and will be.
  /// - Throws: what the reference throws.
  package func check(
    _ problem: any Benchmark, _ given: [String: Double] = [:], _ truths: Truths = Truths()
  ) throws -> ReferenceCheck {
    if let check = known(problem, given) { return check }
    let truth = try truths.truth(of: problem, key: CellKind.problemID(problem.name, given))
    let check = try ReferenceCheck(of: problem, truth)
    // A disagreement is looked at anew each time.
    if check.holds { save(check, problem, given) }
    return check
  }

  /// What an earlier run of the same code found; nil where there was none.
  package func known(_ problem: any Benchmark, _ given: [String: Double]) -> ReferenceCheck? {
    guard let file = file(problem, given), let data = try? Data(contentsOf: file),
      let entry = try? JSONDecoder().decode(Entry.self, from: data),
      entry.fingerprint == fingerprint(problem, given)
    else { return nil }
    var check = entry.check
    check.isStored = true
    return check
  }

  private func save(_ check: ReferenceCheck, _ problem: any Benchmark, _ given: [String: Double]) {
    guard let folder, let file = file(problem, given) else { return }
    let entry = Entry(fingerprint: fingerprint(problem, given), check: check)
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? JSONEncoder().encode(entry).write(to: file, options: .atomic)
  }

  /// The file of a problem with its parameters.
  func file(_ problem: any Benchmark, _ given: [String: Double]) -> URL? {
    folder?.appendingPathComponent("\(problem.name)-\(digest(key(problem, given))).json")
  }

  private func fingerprint(_ problem: any Benchmark, _ given: [String: Double]) -> String {
    digest(key(problem, given), "\(problem.testGrid)", CodeIdentity.current)
  }
  private func key(_ problem: any Benchmark, _ given: [String: Double]) -> String {
    let values = given.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return ([String(reflecting: type(of: problem))] + values).joined(separator: " ")
  }
}
