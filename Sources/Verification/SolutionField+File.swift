// SPDX-License-Identifier: MIT

import Assessment
import DataFiles
import Differentiation
import Essentials

// One .npz: the nodes of each coordinate under its name, `u`, `u_truth`, `u_bar` for each unknown,
// `residual1` and so on, and a JSON text `meta`. numpy.load reads it.
extension SolutionField {
  /// Of the file's form; a reader refuses others.
  static let schema = 1

  private struct Meta: Codable {
    let schema: Int
    let id: String
    let fingerprint: String
    let coordinates: [String]
    let fixed: [Fixed]
    let unknowns: [String]
    let equations: Int
    struct Fixed: Codable {
      let coordinate: String
      let value: Double
    }
  }

  /// The file as bytes, made beside other temporary files.
  /// - Parameter id: of the cell.
  /// - Throws: `DataFileError` where those have no room.
  func bytes(id: String) throws -> Data {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".npz").path
    defer { unlink(path) }
    try write(to: path, id: id)
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// Writes the file.
  /// - Parameters:
  ///   - path: of the file, replaced if it is there.
  ///   - id: of the cell.
  /// - Throws: `DataFileError`.
  package func write(to path: String, id: String) throws(DataFileError) {
    let meta = Meta(
      schema: Self.schema, id: id, fingerprint: fingerprint, coordinates: grid.coordinates.map(\.description),
      fixed: grid.fixed.map { .init(coordinate: $0.description, value: $1) }, unknowns: unknowns.map(\.name),
      equations: residuals.count)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Names and finite numbers always have a text.
    let text = (try? encoder.encode(meta)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    var writer = try NPZWriter(to: path)
    func add(_ name: String, _ shape: [Int], _ values: [Double], _ type: ElementType = .float64)
      throws(DataFileError)
    {
      try writer.begin(name, shape: shape, as: type, allowsGaps: true)
      try writer.append(values)
    }
    try writer.add(text: text, named: "meta")
    for (coordinate, nodes) in zip(grid.coordinates, grid.axes) {
      try add(coordinate.description, [nodes.count], nodes)
    }
    for unknown in unknowns {
      try add(unknown.name, grid.shape, unknown.u.map(Self.writable))
      try add("\(unknown.name)_truth", grid.shape, unknown.truth.map(Self.writable))
      try add("\(unknown.name)_bar", grid.shape, unknown.bar.map(Self.single), .float32)
    }
    for (e, residual) in residuals.enumerated() {
      try add("residual\(e + 1)", grid.shape, residual.map(Self.single), .float32)
    }
    try writer.finish()
  }

  /// A file has no infinite values: what a network overflowed to is no number, and an infinite bar none.
  private static func writable(_ x: Double) -> Double { x.isInfinite ? .nan : x }
  /// What is too large for single precision is its largest number.
  private static func single(_ x: Double) -> Double {
    let most = Double(Float.greatestFiniteMagnitude)
    return x.isFinite ? min(max(x, -most), most) : .nan
  }

  /// Reads a file.
  /// - Parameter path: of the file.
  /// - Throws: ``FieldFileError``.
  package init(file path: String) throws(FieldFileError) {
    let contents: DataFileContents
    do throws(DataFileError) {
      contents = try DataFile.read(path, limit: 1 << 28)
    } catch { throw error.problem == .missing ? .missing(path) : .damaged(path, "\(error.problem)") }
    guard case .arrays(let named) = contents, let text = named.texts["meta"] else {
      throw .damaged(path, "it has no text 'meta'")
    }
    struct Form: Decodable { let schema: Int }
    if let form = try? JSONDecoder().decode(Form.self, from: Data(text.utf8)), form.schema != Self.schema {
      throw .schema(path, form.schema)
    }
    guard let meta = try? JSONDecoder().decode(Meta.self, from: Data(text.utf8)) else {
      throw .damaged(path, "its text 'meta' is not what a field has")
    }
    let arrays = Dictionary(named.arrays.map { ($0.name, $0) }) { first, _ in first }
    func array(_ name: String, _ shape: [Int]?) throws(FieldFileError) -> [Double] {
      guard let array = arrays[name] else { throw .damaged(path, "it has no array '\(name)'") }
      if let shape, array.shape != shape {
        throw .damaged(path, "array '\(name)' has shape \(array.shape), not \(shape)")
      }
      return array.values
    }
    func coordinate(_ name: String) throws(FieldFileError) -> Coordinate {
      guard let known = Coordinate(name) else { throw .damaged(path, "'\(name)' is no coordinate") }
      return known
    }
    guard (1...2).contains(meta.coordinates.count), !meta.unknowns.isEmpty, (0...99).contains(meta.equations)
    else { throw .damaged(path, "its text 'meta' is not what a field has") }
    var (free, axes): ([Coordinate], [[Double]]) = ([], [])
    for name in meta.coordinates {
      free.append(try coordinate(name))
      axes.append(try array(name, nil))
      guard let nodes = axes.last, nodes.count > 1, nodes.allSatisfy(\.isFinite) else {
        throw .damaged(path, "the nodes of \(name) are not two or more numbers")
      }
    }
    var fixed: [(coordinate: Coordinate, value: Double)] = []
    for one in meta.fixed { fixed.append((try coordinate(one.coordinate), one.value)) }
    let grid = FieldGrid(free, axes, fixed: fixed)
    var unknowns: [Unknown] = []
    for name in meta.unknowns {
      unknowns.append(
        Unknown(
          name: name, u: try array(name, grid.shape), truth: try array("\(name)_truth", grid.shape),
          bar: try array("\(name)_bar", grid.shape)))
    }
    var residuals: [[Double]] = []
    for e in 0..<meta.equations { residuals.append(try array("residual\(e + 1)", grid.shape)) }
    self.init(fingerprint: meta.fingerprint, grid: grid, unknowns: unknowns, residuals: residuals)
  }
}

/// A file of a field that cannot be read.
package enum FieldFileError: Error, Equatable, CustomStringConvertible {
  case missing(String)
  case damaged(String, String)
  case schema(String, Int)

  package var description: String {
    switch self {
    case .missing(let path): "there is no '\(path)': train the cell with verify run --fields"
    case .damaged(let path, let reason):
      "'\(path)' is damaged: \(reason); train its cell again, with --fields"
    case .schema(let path, let found):
      "'\(path)' is a field of schema \(found), and this Plumbline reads schema \(SolutionField.schema): use the "
        + "version that wrote it"
    }
  }
}
