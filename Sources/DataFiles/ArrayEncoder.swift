// SPDX-License-Identifier: MIT

/// The values of one array on their way into a file: as many as its shape says, finite or, where it may have
/// gaps, NaN, and of its type.
struct ArrayEncoder {
  let name: String
  let shape: [Int]
  let type: ElementType
  let allowsGaps: Bool
  let count: Int
  private(set) var written = 0

  init(_ name: String, _ shape: [Int], _ type: ElementType, allowsGaps: Bool = false) throws(Problem) {
    self.allowsGaps = allowsGaps
    self.name = name
    self.shape = shape
    self.type = type
    count = try Shape.count(shape, of: name)
    _ = try Shape.bytes(count, width: type.width, of: name)
  }

  /// The header and, so far as the shape tells, the bytes of the whole `.npy`.
  var header: [UInt8] { NPYHeader.encoded(NPYHeader.text(type: type, shape: shape)) }
  var size: Int { header.count + count * type.width }

  /// Hands over the values' bytes, block by block.
  mutating func encode(
    _ values: [Double], to sink: ([UInt8]) throws(Problem) -> Void
  ) throws(Problem) {
    guard values.count <= count - written else {
      throw .length(array: name, expected: count, given: written + values.count)
    }
    var block: [UInt8] = []
    block.reserveCapacity(min(values.count, 1 << 14) * type.width)
    for (k, value) in values.enumerated() {
      guard value.isFinite || (allowsGaps && value.isNaN) else {
        throw .notFinite(array: name, index: Shape.index(written + k, in: shape))
      }
      guard type.encode(value, to: &block) else {
        throw .notRepresentable(array: name, index: Shape.index(written + k, in: shape), type: type)
      }
      if block.count >= 1 << 17 {
        try sink(block)
        block.removeAll(keepingCapacity: true)
      }
    }
    if !block.isEmpty { try sink(block) }
    written += values.count
  }

  /// Throws unless all values are there.
  func finish() throws(Problem) {
    if written != count { throw .length(array: name, expected: count, given: written) }
  }
}
