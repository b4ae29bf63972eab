// SPDX-License-Identifier: MIT

import Plumbline

/// The document that `score --json` prints: a score, and what it is of.
package struct ScoreDocument: Encodable {
  let file: String?
  let problem: String
  let score: FileScore
  /// What `--max-error` gave.
  let limit: Double?

  /// - Parameter file: its name; nil of values that came without one.
  package init(file: String? = nil, problem: String, score: FileScore, limit: Double? = nil) {
    self.file = file
    self.problem = problem
    self.score = score
    self.limit = limit
  }

  private enum CodingKeys: String, CodingKey {
    case command, version, machine, file, problem, limit
    case isWithinLimit = "within_limit"
  }
  package func encode(to encoder: any Encoder) throws {
    try score.encode(to: encoder)
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode("score", forKey: .command)
    try c.encode(Runner.version, forKey: .version)
    try c.encode(Machine.current, forKey: .machine)
    try c.encode(file, forKey: .file)
    try c.encode(problem, forKey: .problem)
    try c.encode(limit, forKey: .limit)
    try c.encode(limit.map(score.isWithin), forKey: .isWithinLimit)
  }
}

extension FieldChoice {
  /// As `--field` and `--map` write it.
  /// - Parameters:
  ///   - field: "u_pred", or "a,b" with several unknowns; nil where names decide.
  ///   - map: "u=u_pred" and more, each alone or joined by commas.
  /// - Throws: ``Failure``, of usage.
  package init(field: String?, map pairs: [String], for problem: any Benchmark) throws {
    var map: [String: String] = [:]
    for pair in pairs.flatMap({ $0.split(separator: ",") }) {
      let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard halves.count == 2, map.updateValue(halves[1], forKey: halves[0]) == nil else {
        throw Failure(
          "--map \(pair): write each name once with the file's, as in --map u=u_pred,x=lon", Failure.usage)
      }
    }
    let fields = field.map { $0.split(separator: ",").map(String.init) } ?? []
    if field != nil, fields.isEmpty { throw Failure("--field: give a name of the file's", Failure.usage) }
    do {
      try self.init(fields: fields, map: map, for: problem)
    } catch { throw Failure("--map: \(error)", Failure.usage) }
  }
}
