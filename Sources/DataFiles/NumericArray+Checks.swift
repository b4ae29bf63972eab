extension NumericArray {
  /// An array as read: in C order, nowhere infinite, or refused.
  init(
    _ name: String, _ shape: [Int], columnMajor: Bool, _ real: [Double], _ imaginary: [Double]?,
    _ type: ElementType
  ) throws(Problem) {
    func ordered(_ values: [Double]) -> [Double] { columnMajor ? Shape.rowMajor(values, shape) : values }
    let (values, others) = (ordered(real), imaginary.map(ordered))
    for part in [values, others ?? []] {
      if let place = part.firstIndex(where: \.isInfinite) {
        throw .notFinite(array: name, index: Shape.index(place, in: shape))
      }
    }
    self.init(checked: name, shape, values, others, type)
  }

  /// Throws where there are imaginary parts: they are not written.
  func refuseImaginary() throws(DataFileError) {
    guard let place = imaginary?.firstIndex(where: { $0 != 0 }) else { return }
    throw DataFileError(file: name, problem: .complex(array: name, index: Shape.index(place, in: shape)))
  }
}
