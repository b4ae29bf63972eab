// SPDX-License-Identifier: MIT

import Benchmarking
import Essentials
import PDE

/// What a cell is but for its seed: `burgers[nu=0.02]/taylor/adam-250/float32`. Whether there are such a
/// problem and such a strategy is not asked here.
public struct CellKind: Sendable, Hashable {
  /// Without its parameters.
  public var problem: String
  /// The parameters given; the others have their standard values.
  public var settings: [String: Double]
  public var strategy: String
  public var optimizer: OptimizerKind
  public var precision: Precision
  /// Optimiser steps; the configuration's where nil.
  public var steps: Int?

  public init(
    problem: String, settings: [String: Double] = [:], strategy: String,
    optimizer: OptimizerKind = .levenbergMarquardt, precision: Precision = .float64, steps: Int? = nil
  ) {
    self.problem = problem
    self.settings = settings
    self.strategy = strategy
    self.optimizer = optimizer
    self.precision = precision
    self.steps = steps
  }

  /// The problem with the parameters given: "burgers[nu=0.02]".
  public var problemID: String { Self.problemID(problem, settings) }

  static func problemID(_ problem: String, _ settings: [String: Double]) -> String {
    let set = settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    return problem + (set.isEmpty ? "" : "[\(set)]")
  }

  /// The optimiser with the steps given: "adam-250".
  public var optimizerID: String { optimizer.rawValue + (steps.map { "-\($0)" } ?? "") }

  /// The name; parameters and steps stand in it only where they were given.
  public var id: String {
    [problemID, strategy, optimizerID, precision.rawValue]
      .joined(separator: "/")
  }

  /// The kind of that name; nil where it is none.
  public init?(id: Substring) {
    let parts = id.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, let (problem, settings) = Self.problem(parts[0]),
      let (optimizer, steps) = Self.optimizer(parts[2]), let precision = Precision(rawValue: String(parts[3]))
    else { return nil }
    self.init(
      problem: problem, settings: settings, strategy: String(parts[1]), optimizer: optimizer,
      precision: precision, steps: steps)
  }

  private static func problem(_ text: Substring) -> (String, [String: Double])? {
    guard let open = text.firstIndex(of: "["), text.hasSuffix("]") else { return (String(text), [:]) }
    var settings: [String: Double] = [:]
    for pair in text[text.index(after: open)...].dropLast().split(separator: ",") {
      let halves = pair.split(separator: "=", omittingEmptySubsequences: false)
      guard halves.count == 2, let value = Double(halves[1]),
        settings.updateValue(value, forKey: String(halves[0])) == nil
      else { return nil }
    }
    return (String(text[..<open]), settings)
  }

  private static func optimizer(_ text: Substring) -> (OptimizerKind, steps: Int?)? {
    if let plain = OptimizerKind(rawValue: String(text)) { return (plain, nil) }
    guard let dash = text.lastIndex(of: "-"), let kind = OptimizerKind(rawValue: String(text[..<dash])),
      let steps = Int(text[text.index(after: dash)...])
    else { return nil }
    return (kind, steps)
  }
}

/// A cell's name: `burgers[nu=0.02]/taylor/adam-250/float32/seed1`.
public struct CellName: Sendable, Hashable {
  public var kind: CellKind
  public var seed: Int

  public init(_ kind: CellKind, seed: Int) {
    self.kind = kind
    self.seed = seed
  }

  public var id: String { "\(kind.id)/seed\(seed)" }

  /// The seeds that there are.
  public static let seeds = 0...999_999_999_999

  /// - Throws: ``CellError/malformed(_:)``.
  public init(id: String) throws(CellError) {
    guard let (kind, seed) = Self.halves(id), let kind = CellKind(id: kind) else { throw .malformed(id) }
    self.init(kind, seed: seed)
  }

  /// The name of the kind, and the seed; nil where the text does not end in one.
  package static func halves(_ id: String) -> (kind: Substring, seed: Int)? {
    guard let slash = id.lastIndex(of: "/") else { return nil }
    let last = id[id.index(after: slash)...]
    guard last.hasPrefix("seed"), let seed = Int(last.dropFirst(4)) else { return nil }
    return (id[..<slash], seed)
  }

  /// The same in the letters `A-Z a-z 0-9 . _ -`, which every file system takes, different for different
  /// names: `burgers_nu_0.02--taylor--adam-250--float32--seed1`.
  public static func fileName(_ id: String) -> String {
    var name = ""
    for letter in id.utf8 {
      switch letter {
      case UInt8(ascii: "/"): name += "--"
      case UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: "="): name += "_"
      case UInt8(ascii: "]"): break
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
        name.unicodeScalars.append(Unicode.Scalar(letter))
      // Names of one's own may have any letters.
      default:
        name += "_" + String(letter >> 4, radix: 16, uppercase: true)
        name += String(letter & 15, radix: 16, uppercase: true)
      }
    }
    return name
  }
}
