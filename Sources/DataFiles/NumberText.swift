// SPDX-License-Identifier: MIT

/// Decimal numbers in text, correctly rounded.
///
/// Up to 19 digits are an exact integer m, and the number is m·10ᵉ. Where m and the power of ten are exact
/// doubles, one operation rounds once. Else 10ᵉ = 5ᵉ·2ᵉ, and for |e| ≤ 27 the factor 5ᵉ fits into 64 bits: a
/// product or quotient of 128 bits, of which 64 are kept with a sticky bit for the rest, rounds once too.
/// Only longer numbers and larger exponents go through the standard library.
enum DecimalNumber {
  /// The number that begins at `start`, and where it ends; nil where none begins.
  ///
  /// The exponent's letter may be Fortran's `D`.
  static func scan(_ text: [UInt8], _ start: Int, _ end: Int) -> (value: Double, end: Int)? {
    var i = start
    var negative = false
    if i < end, text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "+") {
      negative = text[i] == UInt8(ascii: "-")
      i += 1
    }
    var (m, digits, exponent, isExact, hasDigit) = (UInt64(0), 0, 0, true, false)
    var point = false
    while i < end {
      let digit = text[i] &- 0x30
      if digit < 10 {
        hasDigit = true
        if digits < 19 {
          m = m &* 10 &+ UInt64(digit)
          if m != 0 { digits += 1 }
          if point { exponent -= 1 }
        } else {
          if digit != 0 { isExact = false }
          if !point { exponent += 1 }
        }
      } else if text[i] == UInt8(ascii: "."), !point {
        point = true
      } else {
        break
      }
      i += 1
    }
    guard hasDigit else { return nil }
    var letter: Int?
    if i < end, text[i] | 0x20 == UInt8(ascii: "e") || text[i] | 0x20 == UInt8(ascii: "d"),
      let (power, next) = power(text, i + 1, end)
    {
      letter = i
      exponent += power
      i = next
    }
    let magnitude =
      (isExact ? rounded(m, exponent) : nil) ?? library(text[start..<i], letter: letter).magnitude
    return (negative ? -magnitude : magnitude, i)
  }

  /// The exponent; far outside the range of doubles it is cut.
  private static func power(_ text: [UInt8], _ start: Int, _ end: Int) -> (Int, Int)? {
    var i = start
    var negative = false
    if i < end, text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "+") {
      negative = text[i] == UInt8(ascii: "-")
      i += 1
    }
    let first = i
    var value = 0
    while i < end, text[i] &- 0x30 < 10 {
      value = min(value * 10 + Int(text[i] &- 0x30), 1 << 40)
      i += 1
    }
    return i > first ? (negative ? -value : value, i) : nil
  }

  private static let powersOf10: [Double] = (0...22).map { k in (0..<k).reduce(1.0) { p, _ in p * 10 } }
  private static let powersOf5: [UInt64] = (0...27).map { k in (0..<k).reduce(1) { p, _ in p * 5 } }

  /// m·10ᵉ; nil where the exponent is too large for 64 bits.
  private static func rounded(_ m: UInt64, _ e: Int) -> Double? {
    if m == 0 { return 0 }
    if m <= 1 << 53, e >= -22, e <= 22 {
      return e < 0 ? Double(m) / powersOf10[-e] : Double(m) * powersOf10[e]
    }
    guard e >= -27, e <= 27 else { return nil }
    var (high, low): (UInt64, UInt64)
    var binary = e
    if e >= 0 {
      (high, low) = m.multipliedFullWidth(by: powersOf5[e])
      if high == 0 { return Double(low) * power(of2: binary) }
      let shift = high.leadingZeroBitCount
      if shift > 0 { high = high << shift | low >> (64 - shift) }
      low <<= shift
      binary += 64 - shift
    } else {
      // Both normalised, the dividend below the divisor: a quotient of at least 63 bits.
      let divisor = powersOf5[-e]
      let (up, down) = (divisor.leadingZeroBitCount, m.leadingZeroBitCount)
      let dividend = m << down
      let quotient = (divisor << up).dividingFullWidth((dividend >> 1, dividend << 63))
      (high, low) = (quotient.quotient, quotient.remainder)
      binary += up - down - 63
    }
    // The sticky bit lies at least ten places below those that a double keeps.
    return Double(low == 0 ? high : high | 1) * power(of2: binary)
  }

  /// A normal double: |k| is below 200 here.
  private static func power(of2 k: Int) -> Double { Double(bitPattern: UInt64(1023 + k) << 52) }

  private static func library(_ text: ArraySlice<UInt8>, letter: Int?) -> Double {
    var text = text
    if let letter { text[letter] = UInt8(ascii: "e") }
    return Double(String(decoding: text, as: UTF8.self)) ?? .nan
  }
}

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
