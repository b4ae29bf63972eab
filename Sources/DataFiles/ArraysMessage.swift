// SPDX-License-Identifier: MIT

import Essentials

/// Arrays, or why there are none, as bytes from one process to another of the same program.
struct ArraysMessage {
  private struct Head: Codable {
    struct Array: Codable {
      let name: String, shape: [Int], type: ElementType, isComplex: Bool
    }
    var arrays: [Array] = []
    var skipped: [String] = []
    var notes: [String] = []
    var problem: Problem?
  }

  /// One of each kind of content.
  static var sample: NamedArrays {
    var all = NamedArrays()
    (all.skipped, all.notes) = ([""], [""])
    all.arrays = [NumericArray(checked: "", [1], [1], [1], .complex128)]
    return all
  }

  /// The length of a head in JSON, the head, then the numbers.
  static func encoded(_ result: Result<NamedArrays, Problem>) -> [UInt8] {
    var head = Head()
    var arrays: [NumericArray] = []
    switch result {
    case .success(let all):
      arrays = all.arrays
      (head.skipped, head.notes) = (all.skipped, all.notes)
      head.arrays = arrays.map {
        Head.Array(name: $0.name, shape: $0.shape, type: $0.elementType, isComplex: $0.imaginary != nil)
      }
    case .failure(let problem): head.problem = problem
    }
    let text = (try? JSONEncoder().encode(head)) ?? Data()
    var bytes: [UInt8] = []
    bytes.append(integer: UInt64(text.count))
    bytes += text
    for numbers in arrays.flatMap({ [$0.values, $0.imaginary ?? []] }) {
      numbers.withUnsafeBytes { bytes += $0 }
    }
    return bytes
  }

  /// - Throws: what the other process has met; `malformed` where it says nothing.
  static func decoded(_ message: [UInt8]) throws(Problem) -> NamedArrays {
    let (bytes, part) = (Bytes(message), "the file")
    let length = Int(try bytes.integer(UInt64.self, at: 0, part))
    let text = Data(try bytes.part(8, length, part).array)
    guard let head = try? JSONDecoder().decode(Head.self, from: text) else {
      throw .malformed(part: part, reason: "libhdf5 gave no answer")
    }
    if let problem = head.problem { throw problem }
    var result = NamedArrays()
    (result.skipped, result.notes) = (head.skipped, head.notes)
    var place = 8 + length
    for array in head.arrays {
      let count = try Shape.count(array.shape, of: array.name)
      func numbers() throws(Problem) -> [Double] {
        defer { place += 8 * count }
        let raw = try bytes.part(place, 8 * count, part)
        return ElementType.float64.decoded(raw, count: count, bigEndian: Int(1).littleEndian != 1).real
      }
      let real = try numbers()
      result.arrays.append(
        NumericArray(
          checked: array.name, array.shape, real, array.isComplex ? try numbers() : nil, array.type))
    }
    return result
  }
}
