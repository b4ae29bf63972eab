/// A named array of numbers as a file holds it, in C order: the last index runs fastest.
///
/// Integers and truth values are converted to `Double` (integers beyond 2⁵³ are rounded), complex numbers
/// only where every imaginary part is zero. No value is NaN or infinite in an array that was read.
public struct NumericArray: Sendable, Equatable {
  /// The variable's name; of a lone `.npy` the file's, without the extension.
  public let name: String
  /// Lengths along each index; empty for a single number.
  public let shape: [Int]
  /// As many values as the product of the lengths.
  public let values: [Double]
  /// The type in which the file holds the values.
  public let elementType: ElementType

  /// - Parameters:
  ///   - shape: lengths along each index, none negative.
  ///   - values: in C order, as many as the shape says.
  ///   - elementType: the type in which a file is to hold them.
  /// - Throws: `shape` and `length`, in a `DataFileError` that names the array in place of a file.
  public init(
    _ name: String, shape: [Int], values: [Double], elementType: ElementType = .float64
  ) throws(DataFileError) {
    do throws(Problem) {
      let count = try Shape.count(shape, of: name)
      guard count == values.count else {
        throw .length(array: name, expected: count, given: values.count)
      }
    } catch { throw DataFileError(file: name, problem: error) }
    self.init(checked: name, shape, values, elementType)
  }

  init(checked name: String, _ shape: [Int], _ values: [Double], _ elementType: ElementType) {
    self.name = name
    self.shape = shape
    self.values = values
    self.elementType = elementType
  }

  /// Whether the file holds single precision: errors near 2⁻²⁴ of a value are then the file's, not the
  /// method's.
  public var isFloat32: Bool { elementType == .float32 || elementType == .complex64 }

  /// Whether every value is a single-precision number, whatever the file's type: what a computation in single
  /// precision leaves when it is saved as double.
  public var holdsFloat32Values: Bool { values.allSatisfy { Double(Float($0)) == $0 } }
}
