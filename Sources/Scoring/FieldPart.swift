// SPDX-License-Identifier: MIT

import DataFiles

/// One real field among a file's arrays: an array, a component of one that holds several unknowns, or the
/// real or imaginary part of a complex one.
struct FieldPart {
  let label: Names.Label
  let array: NumericArray

  /// Below this share of the largest real part, in double and in single precision, imaginary parts are
  /// rounding.
  private static let rounding = (double: 1e-12, single: 1e-5)

  /// - Parameters:
  ///   - points: how many values one field may have.
  ///   - axis: which index counts components, if it can.
  static func parts(
    of arrays: [NumericArray], _ names: Names, points: Set<Int>, axis: Int? = nil
  ) -> [FieldPart] {
    // A lone complex array holds two unknowns, even where its imaginary part is zero.
    let complex = arrays.filter { isComplex($0) && names.label($0.name).name.role != .beside }
    return arrays.flatMap { array -> [FieldPart] in
      let label = names.label(array.name)
      if names.unknowns == 2, isComplex(array), complex.count == 1 || !hasRoundingOnly(array) {
        let zero = [Double](repeating: 0, count: array.values.count)
        return [array.values, array.imaginary ?? zero].enumerated().compactMap { k, values in
          part(array, k, label, k == 0 ? ", real part" : ", imaginary part", array.shape, values)
        }
      }
      if let axis = componentAxis(array, names.unknowns, points, axis) {
        return components(array, axis, label)
      }
      return [FieldPart(label: label, array: array)]
    }
  }

  /// Which index counts components: the given one, or the last rather than the first or one between.
  private static func componentAxis(
    _ array: NumericArray, _ unknowns: Int, _ points: Set<Int>, _ given: Int?
  ) -> Int? {
    guard unknowns > 1, array.shape.count > 1 else { return nil }
    let axes = [given].compactMap { $0 }.filter(array.shape.indices.contains) + array.shape.indices.reversed()
    return axes.first { k in
      let n = array.shape[k]
      return n > 1 && n <= unknowns && points.contains(array.values.count / n)
        && !points.contains(array.values.count)
    }
  }

  private static func components(_ array: NumericArray, _ axis: Int, _ label: Names.Label) -> [FieldPart] {
    let n = array.shape[axis]
    let inner = array.shape[(axis + 1)...].reduce(1, *)
    var shape = array.shape
    shape.remove(at: axis)
    let count = array.values.count / n
    return (0..<n).compactMap { k in
      part(
        array, k, label, ", component \(k)", shape,
        (0..<count).map { array.values[($0 / inner * n + k) * inner + $0 % inner] })
    }
  }

  private static func part(
    _ array: NumericArray, _ k: Int, _ label: Names.Label, _ part: String, _ shape: [Int], _ values: [Double]
  ) -> FieldPart? {
    guard let one = try? NumericArray(array.name, shape: shape, values: values, elementType: .float64) else {
      return nil
    }
    let name = FieldName(quantity: "u\(k + 1)", role: label.name.role)
    return FieldPart(label: Names.Label(name: name, source: label.source, part: part), array: one)
  }

  private static func isComplex(_ array: NumericArray) -> Bool {
    array.elementType == .complex64 || array.elementType == .complex128 || array.imaginary != nil
  }

  private static func hasRoundingOnly(_ array: NumericArray) -> Bool {
    func largest(_ values: [Double]) -> Double { values.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) } }
    let share = array.elementType == .complex64 ? rounding.single : rounding.double
    return largest(array.imaginary ?? []) <= share * largest(array.values)
  }

  /// What is to be known of the imaginary part that is left out; nil where there is none.
  /// - Throws: `unreadable` where it is more than rounding.
  func dropped() throws(Fault) -> String? {
    guard let imaginary = array.imaginary else { return nil }
    guard Self.hasRoundingOnly(array) else {
      let place = imaginary.indices.max { abs(imaginary[$0]) < abs(imaginary[$1]) } ?? 0
      throw .unreadable(.complex(array: array.name, index: Self.index(place, array.shape)))
    }
    return "\(array.name) is complex; its imaginary part is rounding, at most "
      + "\(short(imaginary.reduce(0) { max($0, abs($1)) })), and was left out"
  }

  private static func index(_ place: Int, _ shape: [Int]) -> [Int] {
    var (rest, index) = (place, shape)
    for k in shape.indices.reversed() {
      index[k] = rest % max(1, shape[k])
      rest /= max(1, shape[k])
    }
    return index
  }
}
