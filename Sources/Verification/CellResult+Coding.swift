// SPDX-License-Identifier: MIT

import Benchmarking
import Essentials

// One flat object: the measure of the value under the names that tables use, the others under their own with
// and without `_bound`; every key present, null where there is no finite number, but `damping`, which only
// Levenberg–Marquardt has.
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

  /// Of the file's form; what reads it refuses others. 2 added what the result was made on, and when.
  public static let schema = 2

  public func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: Key.self)
    try c.encode(Self.schema, forKey: Key("schema"))
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
    if !dampings.isEmpty { try c.encode(dampings.filter(\.isFinite), forKey: Key("damping")) }
    try c.encode(version, forKey: Key("version"))
    try c.encode(host, forKey: Key("host"))
    try c.encode(machine, forKey: Key("machine"))
    try c.encode(threads, forKey: Key("threads"))
    try c.encode(Self.text(started), forKey: Key("started"))
    try c.encode(Self.text(ended), forKey: Key("ended"))
    try c.encode(fingerprint, forKey: Key("fingerprint"))
    try c.encode(isStored, forKey: Key("stored"))
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: Key.self)
    func number(_ key: Key) throws -> Double? { try c.decodeIfPresent(Double.self, forKey: key) }
    func date(_ key: Key) throws -> Date { try Self.time.parse(try c.decode(String.self, forKey: key)) }
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
      dampings: try c.decodeIfPresent([Double].self, forKey: Key("damping")) ?? [],
      version: try c.decode(String.self, forKey: Key("version")),
      host: try c.decode(String.self, forKey: Key("host")),
      machine: try c.decode(Machine.self, forKey: Key("machine")),
      threads: try c.decode(Int.self, forKey: Key("threads")), started: try date(Key("started")),
      ended: try date(Key("ended")),
      fingerprint: try c.decode(String.self, forKey: Key("fingerprint")))
  }
}

extension CellResult {
  /// UTC, to a thousandth of a second.
  private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  /// As a file can say it.
  static var now: Date { (try? time.parse(text(Date()))) ?? Date() }

  /// Thousandths are cut off: one that is no number of two must not fall below itself.
  private static func text(_ date: Date) -> String { (date + 2e-4).formatted(time) }

  private struct Form: Decodable {
    let schema: Int?
    let id: String?
  }

  /// Whether it can be what came of a training: a pass lies within its bound, and nothing is negative.
  private var isConsistent: Bool {
    let numbers = Array(scores.numbers.values) + [seconds, maxError ?? 0, bar ?? 0]
    let isPass = relativeL2.map { $0 <= bound } ?? false
    return numbers.allSatisfy { $0 >= 0 } && threads >= 1 && (verdict != .pass || isPass)
  }

  /// A result's file; nil where it is damaged.
  /// - Throws: ``StoreError`` where it is of another schema: what cannot be read must not be written over.
  package static func read(_ data: Data, from path: String) throws(StoreError) -> CellResult? {
    let decoder = JSONDecoder()
    guard let form = try? decoder.decode(Form.self, from: data), form.id != nil else { return nil }
    let schema = form.schema ?? 1
    if schema != Self.schema { throw .schema(file: path, found: schema) }
    let result = try? decoder.decode(CellResult.self, from: data)
    return result.flatMap { $0.isConsistent ? $0 : nil }
  }
}
