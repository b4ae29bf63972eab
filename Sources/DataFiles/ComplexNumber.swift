// SPDX-License-Identifier: MIT

/// Complex numbers in text, as NumPy, MATLAB and Julia write them: `1+2j`, `(1-2j)`, `1.5 - 2i`, `3im`.
enum ComplexNumber {
  /// - Returns: nil where the text is no complex number; NaN for both parts where one of them is.
  static func scan(_ field: ArraySlice<UInt8>) -> (real: Double, imaginary: Double)? {
    // `+-` is how older versions of NumPy write a negative imaginary part.
    var text = field.filter { $0 != 0x20 && $0 != 0x09 }
    if text.first == UInt8(ascii: "("), text.last == UInt8(ascii: ")") {
      text = Array(text[1..<text.count - 1])
    }
    if text.last == UInt8(ascii: "m"), text.dropLast().last == UInt8(ascii: "i") { text.removeLast() }
    guard let unit = text.popLast(), unit == UInt8(ascii: "i") || unit == UInt8(ascii: "j") else {
      return nil
    }
    if text.last == UInt8(ascii: "*") { text.removeLast() }
    guard let (first, end) = part(text, 0) else { return nil }
    if end == text.count { return first.isNaN ? (.nan, .nan) : (0, first) }
    guard text[end] == UInt8(ascii: "+") || text[end] == UInt8(ascii: "-") else { return nil }
    let isOld = text[end] == UInt8(ascii: "+") && end + 1 < text.count && text[end + 1] == UInt8(ascii: "-")
    guard let (second, last) = part(text, isOld ? end + 1 : end), last == text.count else { return nil }
    return first.isNaN || second.isNaN ? (.nan, .nan) : (first, second)
  }

  /// A signed decimal number or NaN.
  private static func part(_ text: [UInt8], _ start: Int) -> (Double, Int)? {
    if let number = DecimalNumber.scan(text, start, text.count) { return number }
    let sign = start < text.count && [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(text[start]) ? 1 : 0
    let word = text.dropFirst(start + sign).prefix(3).map { $0 | 0x20 }
    return word == Array("nan".utf8) ? (.nan, start + sign + 3) : nil
  }
}
