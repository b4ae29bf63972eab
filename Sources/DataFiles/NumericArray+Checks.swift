extension NumericArray {
  /// An array as read: in C order, real and finite, or refused.
  init(
    _ name: String, _ shape: [Int], columnMajor: Bool, _ real: [Double], _ imaginary: [Double]?,
    _ type: ElementType
  ) throws(Problem) {
    let values = columnMajor ? Shape.rowMajor(real, shape) : real
    if let imaginary, imaginary.contains(where: { $0 != 0 }) {
      let ordered = columnMajor ? Shape.rowMajor(imaginary, shape) : imaginary
      let place = ordered.firstIndex { $0 != 0 } ?? 0
      let index = Shape.index(place, in: shape)
      throw ordered[place].isFinite
        ? .complex(array: name, index: index) : .notFinite(array: name, index: index)
    }
    if let place = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(array: name, index: Shape.index(place, in: shape))
    }
    self.init(checked: name, shape, values, type)
  }
}
