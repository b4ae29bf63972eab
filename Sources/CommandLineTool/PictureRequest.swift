// SPDX-License-Identifier: MIT

import ArgumentParser
import Essentials
import Plumbline

/// What of a problem is drawn.
struct ViewOptions: ParsableArguments {
  @Option(help: "The unknown, of several. Default: the first.") var unknown: String?
  @Option(
    help:
      "The derivative, as in x or xt, of the reference and of the file's values, which are then not scored.")
  var derivative: String?
  @Option(
    help: ArgumentHelp("The coordinates to draw, as in x,t; one for a line.", valueName: "x,…"))
  var along: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Values of the last coordinate drawn at which there are slices.", valueName: "value,…"))
  var slices: String?
  @Option(
    help: ArgumentHelp("Where a coordinate is that is not drawn. Default: its middle.", valueName: "t=value"))
  var fixed: [String] = []
  @Option(help: "The grid of a reference alone, as in 256x101.") var grid: String?
  @Option(help: "Width and height in inches, as in 12x7.") var size: String?
}

/// What the Python package is asked to draw: one line of JSON.
struct PictureRequest {
  let format: PictureFormat
  private let problem: String
  private let settings: [String: Double]
  private let view: ViewOptions
  private let along: [String]?
  private let slices: [Double]?
  private let fixed: [String: Double]
  private let counts: [Int]?
  private let size: [Double]?
  private let hasValues: Bool
  /// Of the file, where it is scored.
  var score: FileScore?
  /// What the file is called.
  var source: String?

  /// - Throws: ``Failure``, of usage: what is written is no list of numbers, or goes not with another.
  init(
    _ problem: String, _ settings: [String: Double], _ format: PictureFormat, _ view: ViewOptions,
    hasValues: Bool
  ) throws {
    (self.problem, self.settings, self.format, self.view) = (problem, settings, format, view)
    self.hasValues = hasValues
    along = view.along.map { $0.split(separator: ",").map(String.init) }
    slices = try view.slices.map { try Self.numbers($0, ",", "--slices", "as in 0.25,0.5") }
    var places: [String: Double] = [:]
    for pair in view.fixed.flatMap({ $0.split(separator: ",") }) {
      let halves = pair.split(separator: "=", maxSplits: 1)
      guard halves.count == 2, let value = Double(halves[1]), value.isFinite,
        places.updateValue(value, forKey: String(halves[0])) == nil
      else {
        throw Failure("--fixed \(pair): write each coordinate once, as in --fixed t=0.5", Failure.usage)
      }
    }
    fixed = places
    if view.grid != nil, hasValues {
      throw Failure("--grid is of a reference alone: a file has points of its own", Failure.usage)
    }
    counts = try view.grid.map { text in
      let counts = try Self.numbers(text, "x", "--grid", "a count for each coordinate, as in 256x101")
      guard counts.allSatisfy({ $0 >= 1 && $0 <= 1e7 && $0 == $0.rounded() }) else {
        throw Failure("--grid \(text): counts are whole numbers from 1 on", Failure.usage)
      }
      return counts.map { Int($0) }
    }
    size = try view.size.map { text in
      let size = try Self.numbers(text, "x", "--size", "width and height in inches, as in 12x7")
      guard size.count == 2, size.allSatisfy({ (2...50).contains($0) }) else {
        throw Failure(
          "--size \(text): give width and height in inches, from 2 to 50, as in 12x7", Failure.usage)
      }
      return size
    }
  }

  private static func numbers(
    _ text: String, _ separator: Character, _ option: String, _ cure: String
  ) throws -> [Double] {
    try text.split(separator: separator, omittingEmptySubsequences: false).map { word in
      guard let number = Double(word), number.isFinite else {
        throw Failure("\(option) \(text): '\(word)' is no number: write \(cure)", Failure.usage)
      }
      return number
    }
  }

  var line: [UInt8] {
    get throws { Array(try JSONEncoder().encode(self)) + Array("\n".utf8) }
  }
}

extension PictureRequest: Encodable {
  private enum CodingKeys: String, CodingKey {
    case format, problem, settings, unknown, derivative, along, slices, fixed, counts, size, score, source
    case hasValues = "has_values"
  }
  func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(format.rawValue, forKey: .format)
    try c.encode(problem, forKey: .problem)
    try c.encode(settings, forKey: .settings)
    try c.encode(view.unknown, forKey: .unknown)
    try c.encode(view.derivative, forKey: .derivative)
    try c.encode(along, forKey: .along)
    try c.encode(slices, forKey: .slices)
    try c.encode(fixed, forKey: .fixed)
    try c.encode(counts, forKey: .counts)
    try c.encode(size, forKey: .size)
    try c.encode(score, forKey: .score)
    try c.encode(source, forKey: .source)
    try c.encode(hasValues, forKey: .hasValues)
  }
}
