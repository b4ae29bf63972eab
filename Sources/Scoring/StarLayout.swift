import DataFiles
import Differentiation

/// Points in the rows of one matrix, as the files of the first papers on physics-informed networks have them: `X_star` with
/// one value a row in `u_star`; or places in `X_star`, times in `t`, and fields indexed [place, time], or
/// [place, component, time] where one array holds several unknowns.
struct StarLayout {
  let names: Names
  let points: NumericArray
  /// Where the times stand apart.
  private let times: NumericArray?
  private let others: [NumericArray]

  /// - Returns: nil where no array is called so.
  init?(_ names: Names, _ arrays: [NumericArray]) {
    guard let star = arrays.firstIndex(where: { $0.name.lowercased() == "x_star" }) else { return nil }
    self.names = names
    points = arrays[star]
    let time = arrays.firstIndex { ["t", "t_star"].contains($0.name.lowercased()) }
    // A matrix that has all coordinates needs no other times.
    let isWhole = Self.width(points) == names.coordinates.count
    times = isWhole ? nil : time.map { arrays[$0] }
    others = arrays.indices.filter { $0 != star && (isWhole || $0 != time) }.map { arrays[$0] }
  }

  private static func width(_ array: NumericArray) -> Int { array.shape.count == 2 ? array.shape[1] : 1 }

  func readings() throws(Fault) -> Readings {
    let width = Self.width(points)
    let (rows, steps) = (points.values.count / max(1, width), times?.values.count ?? 1)
    let matrix = names.coordinates.filter { times == nil || $0 != .t }
    guard points.shape.count <= 2, width == matrix.count, times == nil || names.coordinates.contains(.t)
    else {
      throw .shape(
        array: points.name,
        reason: "its shape \(points.shape) has not one column for each of "
          + names.coordinates.map(\.description).joined(separator: ", ")
          + "; give them in that order, or t apart")
    }
    guard rows > 0, steps > 0 else {
      throw .shape(array: points.name, reason: "there are no points; save at least one")
    }
    let fields = try fields(rows, steps)
    let positions = names.coordinates.map { c in
      (0..<rows * steps).map { i in
        if c == .t, let times { return times.values[i % steps] }
        return points.values[i / steps * width + (matrix.firstIndex(of: c) ?? 0)]
      }
    }
    return Readings(
      names.coordinates, positions, fields.map(\.values), .array(fields[0].name, [rows, steps]))
  }

  /// The unknowns, each with a value for every place and time.
  private func fields(_ rows: Int, _ steps: Int) throws(Fault) -> [NumericArray] {
    let parts = others.flatMap { components($0, rows, steps) }
    guard let found = names.unknownPlaces(parts.map(\.name), besides: []) else {
      throw .names(
        kind: "array of \(rows) x \(steps) values", found: others.map(\.name),
        missing: names.missing(names.coordinates.map(\.description) + parts.map(\.name)))
    }
    return found.map { parts[$0] }
  }

  /// One field; or several, u1, u2 and so on, of an array with an index for them in the middle; none where it has another size.
  private func components(_ array: NumericArray, _ rows: Int, _ steps: Int) -> [NumericArray] {
    let shape = array.shape
    if shape.filter({ $0 != 1 }) == [rows, steps].filter({ $0 != 1 }) || shape == [rows * steps] {
      return [array]
    }
    guard shape.count == 3 || shape.count == 2 && steps == 1, shape[0] == rows,
      shape.count == 2 || shape[2] == steps
    else { return [] }
    return (0..<shape[1]).compactMap { k in
      try? NumericArray(
        "u\(k + 1)", shape: [rows, steps],
        values: (0..<rows * steps).map { array.values[($0 / steps * shape[1] + k) * steps + $0 % steps] })
    }
  }
}
