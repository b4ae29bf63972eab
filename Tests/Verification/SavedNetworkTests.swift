// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation
import Foundation
import Networks
import Plumbline
import Testing

@testable import Training
@testable import Verification

/// Networks as files: what is written is read, what is damaged is refused, and what goes on is the whole
/// training.
@Suite struct SavedNetworkTests {
  static func path(_ name: String = "network.npz") -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("networks-\(UUID())")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.appendingPathComponent(name).path
  }
  static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
  }

  static func cell(
    _ problem: String = "poisson-uniform", _ optimizer: OptimizerKind = .levenbergMarquardt,
    _ precision: Precision = .float64,
    steps: Int = 33
  ) throws -> Cell {
    try Cell(problem: problem, strategy: "fused", optimizer: optimizer, precision: precision, steps: steps)
  }

  static func saved(_ cell: Cell) throws -> SavedNetwork {
    let (result, solution) = Runner().judge(cell)
    return try SavedNetwork(cell, #require(solution), result)
  }

  /// The whole state comes back to the last bit, and the weights are numpy's to read in their precision.
  @Test(arguments: OptimizerKind.allCases, Precision.allCases)
  func roundTrip(optimizer: OptimizerKind, precision: Precision) throws {
    let path = Self.path()
    defer { Self.remove(path) }
    let network = try Self.saved(Self.cell("poisson-uniform", optimizer, precision))
    try network.write(to: path)
    let read = try SavedNetwork(contentsOf: path)
    #expect(read.parameters == network.parameters && read.checkpoint == network.checkpoint)
    #expect(read.result?.losses == network.result?.losses && read.cell == network.cell)
    guard case .arrays(let arrays) = try DataFile.read(path) else { return #expect(Bool(false)) }
    let weights = try #require(arrays["weights_1"])
    #expect(weights.shape == [16, 16] && weights.isFloat32 == (precision == .float32))
  }

  /// Through the file to more steps, in both precisions and by every optimizer: the cell's own result.
  @Test(arguments: OptimizerKind.allCases, Precision.allCases)
  func goesOn(optimizer: OptimizerKind, precision: Precision) throws {
    let path = Self.path()
    defer { Self.remove(path) }
    try Self.saved(Self.cell("poisson-uniform", optimizer, precision, steps: 31)).write(to: path)
    let whole = try Runner().result(of: Self.cell("poisson-uniform", optimizer, precision, steps: 64))
    let cell = try SavedNetwork(contentsOf: path).continued(steps: 64)
    let result = try Runner().result(of: cell)
    #expect(result.id == whole.id && result.fingerprint == whole.fingerprint)
    #expect(
      result.losses == whole.losses && result.dampings == whole.dampings && result.scores == whole.scores)
  }

  /// Every file that was cut off, or has one wrong byte, is refused by an error, or says the same.
  @Test func damage() throws {
    let path = Self.path()
    defer { Self.remove(path) }
    let network = try Self.saved(Self.cell(steps: 2))
    try network.write(to: path)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    func read(_ bytes: [UInt8]) throws -> SavedNetwork? {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do { return try SavedNetwork(contentsOf: path) } catch {
        #expect("\(error)".contains(path), "\(error)")
        return nil
      }
    }
    for length in stride(from: 0, to: bytes.count, by: 1 + bytes.count / 30) {
      #expect(try read(Array(bytes.prefix(length))) == nil, "\(length) of \(bytes.count) bytes")
    }
    for place in stride(from: 3, to: bytes.count, by: 1 + bytes.count / 150) {
      var other = bytes
      other[place] ^= 0x10
      guard let found = try read(other) else { continue }
      #expect(
        found.parameters == network.parameters && found.checkpoint == network.checkpoint, "byte \(place)")
    }
  }

  static let edits: [(from: String, to: String, says: String)] = [
    ("\"format_version\":1", "\"format_version\":2", "format 2"),
    ("plumbline-network", "plumbline-netwrk", "is no network"),
    ("\"version\":\"", "\"version\":\"9", "the version of Plumbline is 9"),
    ("\"code\":\"", "\"code\":\"0", "build of Plumbline"), ("\"layers\":[2,", "\"layers\":[3,", "weights_0"),
    ("\"name\":\"poisson-uniform\"", "\"name\":\"heat\"", "name is heat there and poisson-uniform here"),
    (
      "\"precision\":\"float64\"", "\"precision\":\"float32\"",
      "the precision is float32 there and float64 here"
    ),
    ("\"generator\":\"", "\"generator\":\"x", "state_"), ("\"steps_done\"", "\"stepsdone\"", "steps_done"),
  ]
  /// What is not of this code, this problem or this precision is not gone on from.
  @Test(arguments: edits) func edited(from: String, to: String, says: String) throws {
    let path = Self.path()
    defer { Self.remove(path) }
    try Self.saved(Self.cell(steps: 2)).write(to: path)
    guard case .arrays(let arrays) = try DataFile.read(path) else { return #expect(Bool(false)) }
    let text = try #require(arrays.texts["meta"])
    let place = try #require(text.range(of: from, options: from.contains("precision") ? .backwards : []))
    // The result in the text has a precision and a version of its own.
    let changed =
      from.contains("precision") || from.contains("\"version")
      ? text.replacingOccurrences(of: from, with: to) : text.replacingCharacters(in: place, with: to)
    try DataFile.write(arrays.arrays, texts: ["meta": changed], npz: path)
    do {
      _ = try SavedNetwork(contentsOf: path).continued(steps: 4)
      Issue.record("nothing was refused")
    } catch { #expect("\(error)".contains(says) && "\(error)".contains(path), "\(error)") }
  }

  @Test func nothingToGoOnWith() throws {
    let network = try Self.saved(Self.cell(steps: 2))
    #expect(throws: SavedNetworkError.complete(file: network.cell, steps: 2)) { try network.continued() }
    #expect(throws: TrainingError.fewerSteps(asked: 1, begun: 2)) { try network.continued(steps: 1) }
  }

  /// Every problem's hard constraint is a text; a reader of the text and a plain network make of them what
  /// the engine makes; and the network has every derivative that the reference has.
  @Test(arguments: Catalogue.all.map { $0.name }) func hardConstraint(name: String) throws {
    let problem = try Catalogue.problem(name)
    let domain = problem.domain
    let architecture = try Architecture(
      inputs: domain.coordinates.count, hidden: [3], outputs: problem.unknowns, activation: .sin)
    let parameters = (0..<architecture.parameterCount).map { 0.3 * Double.cos(Double($0)) }
    let u = NetworkSolution(problem, architecture, parameters: parameters)
    let fractions = domain.coordinates.indices.map { 0.3 + 0.04 * Double($0) }
    let p = domain.point(atFractions: fractions, of: domain.ranges)
    let n = Network<Double>.evaluate(architecture, p.values, parameters: parameters)
    var right = n
    if let text = HardConstraintText(problem) {
      #expect(text.reason == nil, "\(name): \(text.reason ?? "")")
      let (g, d) = (try #require(text.g), try #require(text.d))
      let settings = try Settings(for: type(of: problem).parameters).values
      let names = settings.merging(zip(domain.coordinates.map(\.description), p.values)) { $1 }
      right = try n.indices.map { i in
        var (first, second) = (ExpressionReader(g[i], names), ExpressionReader(d[i], names))
        return try first.whole() + second.whole() * n[i]
      }
    }
    let indices = problem.reference.indices
    let jets = try u.derivatives(indices, at: [p])
    let value = try #require(indices.firstIndex(of: .value))
    for i in n.indices {
      #expect(abs(jets[0][i][value] - right[i]) <= 1e-13 * (1 + abs(right[i])), "\(name)")
      #expect(jets[0][i].allSatisfy { $0.isFinite }, "\(name)")
    }
  }

  /// One file for several networks is refused before anything is trained; a folder has one for each.
  @Test func files() throws {
    let path = Self.path()
    defer { Self.remove(path) }
    #expect(throws: StoreError.self) { try NetworkFiles(path, cells: 2) }
    let folder = (path as NSString).deletingLastPathComponent + "/all"
    let files = try NetworkFiles(folder, cells: 2)
    let (a, b) = (try Self.cell(steps: 2), try Self.cell(steps: 3))
    #expect(files.file(of: a) != files.file(of: b) && files.file(of: a).hasPrefix(folder + "/"))
    #expect(throws: StoreError.self) { try NetworkFiles(path + "/no/such.npz", cells: 1) }
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(throws: StoreError.self) {
      try NetworkFiles((path as NSString).deletingPathExtension + ".npz/x", cells: 1)
    }
  }
}

/// Reads expressions as the format's page says: by recursive descent, with nothing of the package.
struct ExpressionReader {
  private var rest: Substring
  private let names: [String: Double]
  struct Wrong: Error { let rest: String }

  init(_ text: String, _ names: [String: Double]) {
    rest = text.filter { $0 != " " }[...]
    self.names = names
  }

  mutating func whole() throws -> Double {
    let value = try sum()
    if !rest.isEmpty { throw Wrong(rest: String(rest)) }
    return value
  }

  private mutating func take(_ letter: Character) -> Bool {
    guard rest.first == letter else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func sum() throws -> Double {
    var value = take("-") ? -(try product()) : try product()
    while true {
      if take("+") {
        value += try product()
      } else if take("-") {
        value -= try product()
      } else {
        return value
      }
    }
  }
  private mutating func product() throws -> Double {
    var value = try power()
    while true {
      if take("*") { value *= try power() } else if take("/") { value /= try power() } else { return value }
    }
  }
  private mutating func power() throws -> Double {
    let base = try atom()
    guard take("^") else { return base }
    return pow(base, try atom())
  }
  private mutating func atom() throws -> Double {
    if take("(") {
      let value = try sum()
      guard take(")") else { throw Wrong(rest: String(rest)) }
      return value
    }
    if let first = rest.first, first.isNumber {
      var text = String(rest.prefix { $0.isNumber || $0 == "." })
      rest = rest.dropFirst(text.count)
      if rest.first == "e" {
        let end = rest.dropFirst(2).firstIndex { !$0.isNumber } ?? rest.endIndex
        text += rest[..<end]
        rest = rest[end...]
      }
      return try #require(Double(text))
    }
    let word = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    rest = rest.dropFirst(word.count)
    guard take("(") else {
      guard let value = word == "pi" ? Double.pi : names[word] else { throw Wrong(rest: word + rest) }
      return value
    }
    let x = try sum()
    guard take(")") else { throw Wrong(rest: String(rest)) }
    switch word {
    case "exp": return exp(x)
    case "sin": return sin(x)
    case "cos": return cos(x)
    case "tanh": return tanh(x)
    case "sinh": return sinh(x)
    case "cosh": return cosh(x)
    case "atan": return atan(x)
    case "sqrt": return sqrt(x)
    case "log": return log(x)
    case "erf": return erf(x)
    case "erfc": return erfc(x)
    default: throw Wrong(rest: word)
    }
  }
}
