// SPDX-License-Identifier: MIT

import Benchmarking
import Verification

extension CampaignReport {
  /// The document: everything that the table says, as data.
  package struct Document: Encodable {
    let command = "report"
    let schema = 1
    let version = Runner.version
    let folders: [String]
    let cells: Int
    let passed: Int
    let failed: Int
    let errors: Int
    let groups: [Row]
    let failures: [Failed]
    let missing: [String]
    let unexpected: Int
    let repeated: [String]
    let disputed: [String]
    let versions: [String: Int]
    let processors: [String: Int]
    let hosts: [String: Int]
    let damaged: [String: String]
    let unreadable: [String: String]
    let schemas: [String: Int]
    let foreign: [String]
  }
  struct Failed: Encodable { let id: String, verdict: Verdict, message: String, file: String }
  /// One problem, strategy, optimiser and precision.
  struct Row: Encodable {
    let kind: String
    let problem: String
    let strategy: String
    let optimizer: OptimizerKind
    let precision: Precision
    let cells: Int
    let passed: Int
    let failed: Int
    let errors: Int
    let missing: Int
    let relativeL2: Quantiles
    let seconds: Quantiles
  }
  /// null where there is no finite number.
  struct Quantiles: Encodable {
    let least, lower, median, upper, largest: Double?
    init(_ s: Spread) {
      func finite(_ x: Double) -> Double? { x.isFinite ? x : nil }
      (least, lower, median) = (finite(s.least), finite(s.lower), finite(s.median))
      (upper, largest) = (finite(s.upper), finite(s.largest))
    }
    enum Key: String, CodingKey { case least, lower, median, upper, largest }
    // Every key is there.
    func encode(to encoder: any Encoder) throws {
      var c = encoder.container(keyedBy: Key.self)
      try c.encode(least, forKey: .least)
      try c.encode(lower, forKey: .lower)
      try c.encode(median, forKey: .median)
      try c.encode(upper, forKey: .upper)
      try c.encode(largest, forKey: .largest)
    }
  }

  package var document: Document {
    var ids: [String] = []
    missing.forEachID { ids.append($0) }
    return Document(
      folders: folders, cells: count, passed: count(.pass), failed: count(.fail), errors: count(.error),
      groups: groups.map { g in
        Row(
          kind: g.kind.id, problem: g.kind.problemID, strategy: g.kind.strategy, optimizer: g.kind.optimizer,
          precision: g.kind.precision, cells: g.entries.count, passed: g.count(.pass), failed: g.count(.fail),
          errors: g.count(.error), missing: g.missing, relativeL2: Quantiles(g.relativeL2),
          seconds: Quantiles(g.seconds))
      },
      failures: failures.map { Failed(id: $0.id, verdict: $0.verdict, message: $0.message, file: $0.file) },
      missing: ids, unexpected: unexpected, repeated: repeated, disputed: disputed, versions: versions,
      processors: processors,
      hosts: hosts, damaged: Dictionary(damaged.map { ($0.file, $0.reason) }) { $1 },
      unreadable: Dictionary(unreadable.map { ($0.file, $0.reason) }) { $1 },
      schemas: Dictionary(schemas.map { ($0.file, $0.schema) }) { $1 },
      foreign: foreign)
  }
}
