// SPDX-License-Identifier: MIT

import Foundation
import Plumbline
import Synchronization
import Testing

@testable import Verification

/// Several runs on one folder.
@Suite struct SharedRunTests {
  /// Counts what is trained, and how many threads it had.
  final class Counter: RunObserver {
    private let begun = Mutex<[String]>([])
    var trained: [String] { begun.withLock { $0 } }
    func started(_ cell: Cell) { begun.withLock { $0.append("\(cell.id) \(cell.run.threads ?? 0)") } }
    func trained(_ cell: Cell, step: Int, of steps: Int, loss: Double) {}
    func finished(_ result: CellResult) {}
  }
  static func cells(_ count: Int) throws -> [Cell] {
    try (1...count).map {
      try Cell(problem: "cosine-ode", strategy: "taylor", optimizer: .adam, seed: $0, steps: 20)
    }
  }
  static func folder() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("shared-\(UUID())").path
  }

  /// Each cell is trained once, every run has all results, and the folder holds those alone.
  @Test func eachOnce() async throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let cells = try Self.cells(24)
    let counter = Counter()
    let all = try await withThrowingTaskGroup(of: [CellResult].self) { group in
      for _ in 0..<4 {
        group.addTask {
          try await Runner(store: try ResultStore(folder), observer: counter, threads: 1).run(cells)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counter.trained.count == 24 && Set(counter.trained).count == 24)
    for results in all { #expect(results.map(\.id) == cells.map(\.id)) }
    #expect(Set(all.joined().map { "\($0.id) \($0.losses)" }).count == 24)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(Set(files) == Set(cells.map { CellName.fileName($0.id) + ".json" }))
  }

  /// Fewer cells than threads share all of them, none has less than one.
  @Test(arguments: [(1, 8, [8]), (3, 8, [2, 3, 3]), (4, 2, [1, 1, 1, 1])])
  func threads(count: Int, threads: Int, shares: [Int]) async throws {
    let counter = Counter()
    let results = try await Runner(observer: counter, threads: threads).run(try Self.cells(count))
    #expect(counter.trained.map { Int($0.split(separator: " ")[1])! }.sorted() == shares)
    #expect(results.map(\.threads).sorted() == shares)
  }

  /// A result says what it was made on and when; it is read back as it was.
  @Test func origin() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let before = Date()
    let cell = try Self.cells(1)[0]
    let store = try ResultStore(folder)
    let result = try Runner(store: store).result(of: cell)
    #expect(result.version == Runner.version && result.host == Machine.host && result.machine == .current)
    #expect(!result.machine.processor.isEmpty)
    #expect(result.started.timeIntervalSince(before) > -0.002 && result.ended >= result.started)
    #expect(result.ended.timeIntervalSince(result.started) >= result.seconds - 0.002)
    var read = try #require(try store.load(cell))
    read.isStored = false
    #expect(read == result)
  }

  /// What another schema or version has written is refused and kept.
  @Test func otherPlumblines() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let cell = try Self.cells(1)[0]
    let store = try ResultStore(folder)
    _ = try Runner(store: store).result(of: cell)
    let file = store.file(cell.id)
    let text = try String(contentsOf: file, encoding: .utf8)
    for (from, to, message) in [
      ("\"schema\" : 2", "\"schema\" : 3", "schema 3"), ("\"schema\" : 2", "\"schema\" : 1", "schema 1"),
      ("\"schema\" : 2,", "", "schema 1"), ("\"version\" : \"0.1.0\"", "\"version\" : \"0.0.9\"", "0.0.9"),
    ] {
      #expect(text.contains(from))
      let other = text.replacingOccurrences(of: from, with: to)
      try other.write(to: file, atomically: true, encoding: .utf8)
      #expect {
        try Runner(store: store).result(of: cell)
      } throws: { "\($0)".contains(message) && "\($0)".contains(file.path) }
      #expect(try String(contentsOf: file, encoding: .utf8) == other)
    }
  }

  /// A result that cannot be is none, and is made anew; that is said.
  @Test(arguments: [
    ("\"verdict\" : \"fail\"", "\"verdict\" : \"pass\""), ("\"threads\" : ", "\"threads\" : -"),
    ("\"seconds\" : ", "\"seconds\" : -"), ("\"relative_l2\" : ", "\"relative_l2\" : -"),
    ("seed1\"", "seed2\""),
    ("\"fingerprint\" : \"", "\"fingerprint\" : \"0"), ("\"losses\"", "\"loses\""),
  ]) func contradictions(from: String, to: String) throws {
    final class Watch: RunObserver {
      private let count = Mutex(0)
      var replaced: Int { count.withLock { $0 } }
      func started(_ cell: Cell) {}
      func trained(_ cell: Cell, step: Int, of steps: Int, loss: Double) {}
      func finished(_ result: CellResult) {}
      func replaces(_ cell: Cell) { count.withLock { $0 += 1 } }
    }
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let cell = try Self.cells(1)[0]
    let store = try ResultStore(folder)
    let watch = Watch()
    let first = try Runner(store: store, observer: watch).result(of: cell)
    #expect(watch.replaced == 0 && first.verdict == .fail)
    let file = store.file(cell.id)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains(from))
    try text.replacingOccurrences(of: from, with: to).write(to: file, atomically: true, encoding: .utf8)
    let second = try Runner(store: store, observer: watch).result(of: cell)
    #expect(!second.isStored && second.scores == first.scores && watch.replaced == 1)
  }

  /// Files that somebody removes during a run are there at its end.
  @Test func removedMeanwhile() async throws {
    final class Remover: RunObserver {
      let folder: String
      init(_ folder: String) { self.folder = folder }
      func started(_ cell: Cell) {}
      func trained(_ cell: Cell, step: Int, of steps: Int, loss: Double) {}
      func finished(_ result: CellResult) {
        if result.seed == 2 { try? FileManager.default.removeItem(atPath: folder) }
      }
    }
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let cells = try Self.cells(4)
    let store = try ResultStore(folder)
    _ = try await Runner(store: store, observer: Remover(folder), threads: 1).run(cells)
    for cell in cells { #expect(try store.load(cell)?.id == cell.id) }
  }
}
