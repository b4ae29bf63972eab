// SPDX-License-Identifier: MIT

import Essentials

/// To how many digits a file's numbers were rounded.
struct FilePrecision: Equatable, Sendable {
  let mistake: Mistake?
  /// "a number of single precision"
  let text: String
  let cure: String
  /// The largest relative error of a number so rounded, and the largest absolute one.
  let relative, absolute: Double

  static let double = FilePrecision(mistake: nil, text: "", cure: "", relative: 0x1p-53, absolute: 0)

  /// The coarsest precision that every value has.
  init(_ values: [[Double]]) {
    func all(_ isSo: (Double) -> Bool) -> Bool { values.allSatisfy { $0.allSatisfy(isSo) } }
    let some = values.lazy.joined().prefix(2000)
    if !some.contains(where: { $0 != $0.rounded() }) {
      // Whole numbers tell nothing.
      self = .double
    } else if all(Self.isHalf) {
      self.init(
        mistake: .float16, text: "a number of half precision",
        cure: "compute and save in float64, with 17 digits in text", relative: 0x1p-11, absolute: 0x1p-25)
    } else if all(Self.isBrain) {
      self.init(
        mistake: .float16, text: "a number of 8 significant bits (bfloat16)",
        cure: "compute and save in float64, with 17 digits in text", relative: 0x1p-8, absolute: 0)
    } else if let places = (1...8).first(where: { n in all { Self.has($0, decimals: n) } }) {
      self.init(
        mistake: .fewDigits, text: "rounded to \(places) decimals", cure: "save 17 significant digits",
        relative: 0, absolute: 0.5 * pow(10, -Double(places)))
    } else if let digits = (1...7).first(where: { n in all { Self.has($0, significant: n) } }) {
      self.init(
        mistake: .fewDigits, text: "rounded to \(digits) significant digits",
        cure: "save 17 significant digits", relative: 0.5 * pow(10, 1 - Double(digits)), absolute: 0)
    } else if let step = Self.step(values) {
      self.init(
        mistake: .fewDigits, text: "a multiple of \(estimate(step)), as integers of few bits hold them",
        cure: "save floating-point numbers of double precision", relative: 0, absolute: 0.5 * step)
    } else if all({ Double(Float($0)) == $0 || Double("\(Float($0))") == $0 }) {
      // In text a single is printed by few digits, which are another double.
      self.init(
        mistake: .float32, text: "a number of single precision",
        cure: "compute and save in float64, with 17 digits in text", relative: 0x1p-24, absolute: 0)
    } else {
      self = .double
    }
  }

  private init(mistake: Mistake?, text: String, cure: String, relative: Double, absolute: Double) {
    self.mistake = mistake
    self.text = text
    self.cure = cure
    self.relative = relative
    self.absolute = absolute
  }

  /// The step of which all values are multiples, where they repeat: those of a picture, or of 8 or 16 bits.
  private static func step(_ values: [[Double]]) -> Double? {
    var sizes: [Double] = []
    for value in values.joined().map({ abs($0) }).sorted() where value != sizes.last { sizes.append(value) }
    let count = values.reduce(0) { $0 + $1.count }
    guard sizes.count >= 8, sizes.count * 3 <= count, let largest = sizes.last, largest.isFinite else {
      return nil
    }
    // Differences of neighbours, but for rounding, in ascending order: the smallest is a multiple of the
    // step, and nearly always the step itself.
    let gaps = zip(sizes, sizes.dropFirst()).map { $1 - $0 }.filter { $0 > 1e-12 * largest }
    guard let gap = gaps.min(), largest / gap <= 70_000 else { return nil }
    let step = largest / (largest / gap).rounded()
    return sizes.allSatisfy { abs($0 / step - ($0 / step).rounded()) <= 1e-6 } ? step : nil
  }

  /// Eleven bits, fewer below 2⁻¹⁴. In text such a number may be printed by five digits.
  private static func isHalf(_ x: Double) -> Bool {
    if x == 0 { return true }
    guard abs(x) <= 65504 else { return false }
    let unit = scalbn(1.0, max(Int(ilogb(x)), -14) - 10)
    let nearest = (x / unit).rounded() * unit
    return nearest == x || abs(nearest - x) < 1e-4 * unit && has(x, significant: 5)
  }
  private static func isBrain(_ x: Double) -> Bool {
    x == 0 || x.isFinite && Double(Float(bitPattern: Float(x).bitPattern & 0xffff_0000)) == x
  }
  private static func has(_ x: Double, decimals n: Int) -> Bool {
    let scaled = x * pow(10, Double(n))
    return abs(scaled) < 1e12 && abs(scaled - scaled.rounded()) <= 1e-15 * abs(scaled) + 1e-300
  }
  private static func has(_ x: Double, significant n: Int) -> Bool {
    guard x != 0, x.isFinite else { return x == 0 }
    let scale = pow(10, Double(n - 1) - log10(abs(x)).rounded(.down))
    let scaled = x * scale
    return !scaled.isFinite || abs(scaled - scaled.rounded()) <= 4e-16 * abs(scaled)
  }
}
