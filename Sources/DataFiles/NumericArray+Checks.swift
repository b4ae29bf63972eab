// SPDX-License-Identifier: MIT

extension NumericArray {
  /// An array as read: in C order, nowhere infinite, or refused.
  init(
    _ name: String, _ shape: [Int], columnMajor: Bool, _ real: [Double], _ imaginary: [Double]?,
    _ type: ElementType
  ) throws(Problem) {
    func ordered(_ values: [Double]) -> [Double] { columnMajor ? Shape.rowMajor(values, shape) : values }
    var values = ordered(real)
    let others = imaginary.map(ordered)
    for part in [values, others ?? []] {
      if let place = part.firstIndex(where: \.isInfinite) {
        throw .notFinite(array: name, index: Shape.index(place, in: shape))
      }
    }
    guard var others, zip(values, others).contains(where: { $0.isNaN != $1.isNaN }) else {
      self.init(checked: name, shape, values, others, type)
      return
    }
    // A number of which one part is missing is missing.
    for k in values.indices where values[k].isNaN || others[k].isNaN { (values[k], others[k]) = (.nan, .nan) }
    self.init(checked: name, shape, values, others, type)
  }

  /// Throws where there are imaginary parts: they are not written.
  func refuseImaginary() throws(DataFileError) {
    guard let place = imaginary?.firstIndex(where: { $0 != 0 }) else { return }
    throw DataFileError(file: name, problem: .complex(array: name, index: Shape.index(place, in: shape)))
  }
}
