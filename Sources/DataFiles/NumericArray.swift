// SPDX-License-Identifier: MIT

/// A named array of numbers as a file holds it, in C order: the last index runs fastest.
///
/// Integers and truth values are converted to `Double` (integers beyond 2⁵³ are rounded). In an array that
/// was read no value is infinite; NaN stands where the file has it.
package struct NumericArray: Sendable, Equatable {
  /// The variable's name; of a lone `.npy` the file's, without the extension.
  package let name: String
  /// Lengths along each index; empty for a single number.
  package let shape: [Int]
  /// As many values as the product of the lengths; of complex numbers the real parts.
  package let values: [Double]
  /// The imaginary parts; nil where all are zero.
  package let imaginary: [Double]?
  /// The type in which the file holds the values.
  package let elementType: ElementType

  /// - Parameters:
  ///   - shape: lengths along each index, none negative.
  ///   - values: in C order, as many as the shape says.
  ///   - imaginary: the imaginary parts, as many; nil for real numbers.
  ///   - elementType: the type in which a file is to hold them.
  /// - Throws: `shape` and `length`, in a `DataFileError` that names the array in place of a file.
  package init(
    _ name: String, shape: [Int], values: [Double], imaginary: [Double]? = nil,
    elementType: ElementType = .float64
  ) throws(DataFileError) {
    do throws(Problem) {
      let count = try Shape.count(shape, of: name)
      for given in [values.count, imaginary?.count ?? count] where given != count {
        throw .length(array: name, expected: count, given: given)
      }
    } catch { throw DataFileError(file: name, problem: error) }
    self.init(checked: name, shape, values, imaginary, elementType)
  }

  init(
    checked name: String, _ shape: [Int], _ values: [Double], _ imaginary: [Double]? = nil,
    _ elementType: ElementType
  ) {
    self.name = name
    self.shape = shape
    self.values = values
    self.imaginary = imaginary.flatMap { $0.allSatisfy { $0 == 0 } ? nil : $0 }
    self.elementType = elementType
  }

  /// Whether the file holds single precision: errors near 2⁻²⁴ of a value are then the file's, not the
  /// method's.
  package var isFloat32: Bool { elementType == .float32 || elementType == .complex64 }

  /// Whether every value is a single-precision number, whatever the file's type: what a computation in single
  /// precision leaves when it is saved as double.
  package var holdsFloat32Values: Bool { values.allSatisfy { Double(Float($0)) == $0 } }
}

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
