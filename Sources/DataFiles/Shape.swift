// SPDX-License-Identifier: MIT

/// Lengths along each index, as files state them: not to be believed before they are checked.
enum Shape {
  /// NumPy's own limit.
  static let mostDimensions = 64

  /// The number of elements.
  static func count(_ shape: [Int], of array: String) throws(Problem) -> Int {
    guard shape.count <= mostDimensions else {
      throw .shape(array: array, reason: "\(shape.count) dimensions, at most \(mostDimensions) are read")
    }
    var count = 1
    for length in shape {
      guard length >= 0 else { throw .shape(array: array, reason: "the length \(length) is negative") }
      // Even beside a zero: no array has such lengths.
      let (product, overflow) = count.multipliedReportingOverflow(by: max(length, 1))
      if overflow { throw .shape(array: array, reason: "\(shape) has more elements than memory has bytes") }
      count = product
    }
    return shape.contains(0) ? 0 : count
  }

  /// The bytes of so many elements.
  static func bytes(_ count: Int, width: Int, of array: String) throws(Problem) -> Int {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: width)
    if overflow { throw .shape(array: array, reason: "\(count) elements are more than memory has bytes") }
    return bytes
  }

  /// The index of the element that is `offset` places from the first in C order.
  static func index(_ offset: Int, in shape: [Int]) -> [Int] {
    var rest = offset
    var index = shape
    for k in shape.indices.reversed() {
      let length = max(shape[k], 1)
      index[k] = rest % length
      rest /= length
    }
    return index
  }

  /// Values in Fortran order (the first index runs fastest) in C order.
  static func rowMajor(_ values: [Double], _ shape: [Int]) -> [Double] {
    guard shape.count > 1, !values.isEmpty else { return values }
    var strides = [Int](repeating: 1, count: shape.count)
    for k in 1..<shape.count { strides[k] = strides[k - 1] * shape[k - 1] }
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    var result: [Double] = []
    result.reserveCapacity(values.count)
    let last = shape.count - 1
    while true {
      for i in 0..<shape[last] { result.append(values[place + i * strides[last]]) }
      // The next row: the odometer of all indices but the last.
      var k = last - 1
      while k >= 0 {
        index[k] += 1
        place += strides[k]
        if index[k] < shape[k] { break }
        place -= strides[k] * shape[k]
        index[k] = 0
        k -= 1
      }
      if k < 0 { return result }
    }
  }
}
