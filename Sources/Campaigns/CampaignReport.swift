// SPDX-License-Identifier: MIT

import Benchmarking
import Essentials
import Threads
import Verification

/// What has come of a campaign, collected from result files.
package struct CampaignReport: Sendable {
  /// What counts of a cell.
  package struct Entry: Sendable {
    package var verdict: Verdict
    /// Infinite where it is no finite number.
    package var relativeL2: Double
    package var seconds: Double
    package var threads: Int
    fileprivate var ended: String
  }
  /// The cells of one kind, by seed.
  package struct Group: Sendable {
    package let kind: CellKind
    package var entries: [Int: Entry] = [:]
    /// Of the cells expected, those that are not there.
    package var missing = 0

    package func count(_ verdict: Verdict) -> Int { entries.values.count { $0.verdict == verdict } }
    package var relativeL2: Spread { Spread(entries.values.map(\.relativeL2)) }
    package var seconds: Spread { Spread(entries.values.map(\.seconds)) }
  }
  /// A cell that did not pass.
  package struct Failure: Sendable {
    package let id: String
    package let verdict: Verdict
    package let message: String
    package let file: String
  }

  package let folders: [String]
  /// Folders in which the files of results lie: those, and where files were given those that they are in.
  package let places: [String]
  package private(set) var groups: [Group] = []
  /// In the order of their names.
  package private(set) var failures: [Failure] = []
  /// Of the cells expected, those that are not there.
  package private(set) var missing = Selection()
  /// How many results are of no cell that is expected.
  package private(set) var unexpected = 0
  /// Cells of which there are several results; the one that ended last counts.
  package private(set) var repeated: [String] = []
  /// Those of them whose results have different verdicts.
  package private(set) var disputed: [String] = []
  /// How many results are of each version, processor and machine.
  package private(set) var versions: [String: Int] = [:]
  package private(set) var processors: [String: Int] = [:]
  package private(set) var hosts: [String: Int] = [:]
  /// Files that are no results, are damaged, or of a schema that is unknown here.
  package var foreign: [String] = []
  package private(set) var damaged: [(file: String, reason: String)] = []
  package private(set) var unreadable: [(file: String, reason: String)] = []
  package private(set) var schemas: [(file: String, schema: Int)] = []

  package var count: Int { groups.reduce(0) { $0 + $1.entries.count } }
  package func count(_ verdict: Verdict) -> Int { groups.reduce(0) { $0 + $1.count(verdict) } }
  /// Whether every cell is there and passed.
  package var isGreen: Bool {
    failures.isEmpty && missing.count == 0 && damaged.isEmpty && unreadable.isEmpty && schemas.isEmpty
      && count > 0
  }

  /// Reads results.
  /// - Parameters:
  ///   - places: folders of results, and files of them.
  ///   - expected: the cells that should be there; nil: no more than there are.
  /// - Throws: ``FolderError``.
  package init(_ places: [String], expected: Selection? = nil) throws {
    // One folder by two names is one.
    var seen: Set<String> = []
    let once = places.filter {
      seen.insert(URL(fileURLWithPath: $0).resolvingSymlinksInPath().standardized.path).inserted
    }
    let files = once.filter(ResultFile.isFile)
    folders = once.filter { !files.contains($0) }
    let parents = files.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
    self.places = folders + Set(parents).subtracting(folders).sorted()
    var collector = Collector()
    for file in files { collector.take(file, ResultFile(reading: file), into: &self) }
    for folder in self.folders {
      let names = try ResultFile.names(in: folder)
      let size = 64
      try Parallel.inOrder((names.count + size - 1) / size) { part in
        names[part * size..<min(names.count, (part + 1) * size)].map { ("\(folder)/\($0)") }.map {
          (file: $0, found: ResultFile(reading: $0))
        }
      } take: { files, _ in
        for (file, found) in files { collector.take(file, found, into: &self) }
      }
    }
    failures = collector.failures.values.sorted { $0.id < $1.id }
    repeated = collector.repeated.sorted()
    disputed = collector.disputed.sorted()
    if let expected { compare(with: expected) }
    groups.sort { CellOrder($0.kind) < CellOrder($1.kind) }
  }

  private mutating func compare(with expected: Selection) {
    var places = Dictionary(uniqueKeysWithValues: groups.indices.map { (groups[$0].kind, $0) })
    for group in groups {
      unexpected += group.entries.keys.count { !expected.contains(CellName(group.kind, seed: $0)) }
    }
    for run in expected.runs {
      let place = places[run.kind] ?? groups.count
      if place == groups.count {
        groups.append(Group(kind: run.kind))
        places[run.kind] = place
      }
      for seed in run.seeds where groups[place].entries[seed] == nil {
        groups[place].missing += 1
        missing.list(run.kind, seed)
      }
    }
  }

  /// What is known while files are read.
  private struct Collector {
    var failures: [String: Failure] = [:]
    var repeated: Set<String> = []
    var disputed: Set<String> = []
    private var places: [Substring: Int] = [:]

    mutating func take(_ file: String, _ found: ResultFile, into report: inout CampaignReport) {
      switch found {
      case .foreign: report.foreign.append(file)
      case .damaged(let reason): report.damaged.append((file, reason))
      case .unreadable(let reason): report.unreadable.append((file, reason))
      case .schema(let schema): report.schemas.append((file, schema))
      case .result(let head):
        guard let (text, seed) = CellName.halves(head.id), let place = place(text, in: &report) else {
          report.damaged.append((file, "its id is none"))
          return
        }
        if let earlier = report.groups[place].entries[seed] {
          repeated.insert(head.id)
          if earlier.verdict != head.verdict { disputed.insert(head.id) }
          // Of two that ended at once the worse one.
          guard (earlier.ended, head.verdict == .pass ? 1 : 0) < (head.ended, 1) else { return }
        }
        report.groups[place].entries[seed] = Entry(
          verdict: head.verdict, relativeL2: head.relativeL2 ?? .infinity, seconds: head.seconds,
          threads: head.threads, ended: head.ended)
        failures[head.id] =
          head.verdict == .pass
          ? nil
          : Failure(id: head.id, verdict: head.verdict, message: head.message ?? "", file: file)
        let made = head.machine
        report.versions[head.version, default: 0] += 1
        report.processors[
          "\(made.processor), \(made.instructionSet), \(made.kernels) kernels, \(made.blas)", default: 0] += 1
        report.hosts[head.host, default: 0] += 1
      }
    }

    private mutating func place(_ text: Substring, in report: inout CampaignReport) -> Int? {
      if let known = places[text] { return known }
      guard let kind = CellKind(id: text) else { return nil }
      let place = report.groups.firstIndex { $0.kind == kind } ?? report.groups.count
      if place == report.groups.count { report.groups.append(Group(kind: kind)) }
      places[text] = place
      return place
    }
  }
}
