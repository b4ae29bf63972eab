import DataFiles
import Differentiation
import PDE

/// Readings from named arrays: a matrix of points, or coordinates and fields in an array each.
///
/// Where the shapes leave the order of a field's indices open, every order is a reading; the first is that of the
/// problem's coordinates.
struct ArrayReader {
  let names: Names
  let domain: Domain

  func readings(_ file: NamedArrays) throws(Fault) -> [Readings] {
    let arrays = file.arrays
    if arrays.count == 1, names.expected.count > 1 { return try matrix(arrays[0]) }
    let all = arrays.map(\.name)
    let places = names.coordinatePlaces(all)
    let known = places.compactMap { $0 }
    if known.count == places.count, Set(known).count == known.count {
      guard let unknowns = names.unknownPlaces(all, besides: known) else {
        throw .names(kind: "array", found: all + file.skipped, missing: names.missing(all))
      }
      return try FieldLayout(names.coordinates, known.map { arrays[$0] }, unknowns.map { arrays[$0] })
        .readings()
    }
    if let star = StarLayout(names, arrays) { return [try star.readings()] }
    let guessed = try byShape(arrays)
    if guessed.isEmpty {
      throw .names(kind: "array", found: all + file.skipped, missing: names.missing(all))
    }
    return guessed
  }

  /// N points in rows, the coordinates first; or in columns.
  private func matrix(_ array: NumericArray) throws(Fault) -> [Readings] {
    let width = names.expected.count
    guard array.shape.count == 2, array.shape.contains(width), array.values.count > 0 else {
      let shape = array.shape.map(String.init).joined(separator: "x")
      throw .columns(found: "array \(array.name) alone has the shape \(shape)", expected: names.expected)
    }
    let (rows, columns) = (array.shape[0], array.shape[1])
    let byRows = (0..<width).map { k in (0..<rows).map { array.values[$0 * columns + min(k, columns - 1)] } }
    let byColumns = (0..<width).map { k in
      Array(array.values[min(k, rows - 1) * columns..<(min(k, rows - 1) + 1) * columns])
    }
    let d = names.coordinates.count
    return [(byRows, columns == width, false), (byColumns, rows == width, true)].filter { $0.1 }.map {
      Readings(
        names.coordinates, Array($0.0.prefix(d)), Array($0.0.dropFirst(d)),
        .matrix(array.name, byColumns: $0.2))
    }
  }

  /// Without the coordinates' names: vectors of them, and fields that have as many elements as all the vectors'
  /// lengths multiplied. Every assignment of vectors to coordinates within the domain is a reading.
  private func byShape(_ arrays: [NumericArray]) throws(Fault) -> [Readings] {
    let d = names.coordinates.count
    let vectors = arrays.indices.filter { arrays[$0].shape.filter { $0 != 1 }.count <= 1 }
    let fields = arrays.indices.filter { !vectors.contains($0) }
    guard d > 1, d <= 4, vectors.count == d, fields.count == names.unknowns else { return [] }
    var all: [Readings] = []
    for order in Permutations.of(d) {
      let axes = order.map { arrays[vectors[$0]] }
      guard zip(axes, domain.ranges).allSatisfy({ axis, range in axis.values.allSatisfy(range.contains) })
      else { continue }
      let layout = FieldLayout(names.coordinates, axes, fields.map { arrays[$0] })
      for var one in (try? layout.readings()) ?? [] {
        one.notes.append(
          "no array is named as a coordinate; "
            + zip(names.coordinates, axes).map { "\($1.name) is taken for \($0)" }.joined(separator: ", "))
        all.append(one)
      }
    }
    return all
  }
}

enum Permutations {
  /// All orders of 0 … n − 1, the given one first; beyond four only it and its reverse.
  static func of(_ n: Int) -> [[Int]] {
    if n > 4 { return [Array(0..<n), (0..<n).reversed()] }
    if n == 0 { return [[]] }
    func orders(_ rest: [Int]) -> [[Int]] {
      rest.isEmpty ? [[]] : rest.flatMap { k in orders(rest.filter { $0 != k }).map { [k] + $0 } }
    }
    return orders(Array(0..<n))
  }
}
