// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// A power series of any length, each coefficient of which is computed when it is asked for, from those
/// before (McIlroy, Power series, power serious, 1999). So a solution's coefficients follow from the
/// equation: u' = f(u) says (k + 1) u_(k+1) = f_k.
struct PowerSeries: DerivedFunctions {
  typealias Weight = Double
  private let stream: Stream
  /// Whether all but the first coefficient are absent.
  private let isConstant: Bool

  private final class Stream {
    var known: [Ball]
    var next: ((Int) -> Ball)?
    init(_ known: [Ball], next: ((Int) -> Ball)? = nil) {
      self.known = known
      self.next = next
    }
    /// Coefficients, those up to k among them.
    func through(_ k: Int) -> [Ball] {
      while known.count <= k {
        let coefficient = next?(known.count) ?? 0
        known.append(coefficient)
      }
      return known
    }
  }

  private init(_ next: @escaping (Int) -> Ball) { (stream, isConstant) = (Stream([], next: next), false) }
  init(_ constant: Ball) { (stream, isConstant) = (Stream([constant]), true) }
  init(_ value: Double) { self.init(Ball(value)) }
  init(floatLiteral value: Double) { self.init(value) }

  /// The coefficients of the solution of u' = f(u) about its initial value, to an order: `[unknown][order]`.
  static func solution(
    from initial: [Ball], order: Int, rates: ([PowerSeries]) -> [PowerSeries]
  ) -> [[Ball]] {
    let unknowns = initial.map { start in PowerSeries { _ in start } }
    let slopes = rates(unknowns)
    for (unknown, slope) in zip(unknowns, slopes) {
      _ = unknown.stream.through(0)
      unknown.stream.next = { k in slope.stream.through(k - 1)[k - 1].divided(by: Double(k)) }
    }
    // An unknown and its slope refer to each other.
    defer { for unknown in unknowns { unknown.stream.next = nil } }
    for k in 0...order { for unknown in unknowns { _ = unknown.stream.through(k) } }
    return unknowns.map { Array($0.stream.known[...order]) }
  }

  var isStructuralZero: Bool { isConstant && stream.known[0] == 0 }
  var magnitude: Double { stream.through(0)[0].magnitude }
  static func == (a: Self, b: Self) -> Bool { a.stream === b.stream }

  static func + (a: Self, b: Self) -> Self {
    if a.isStructuralZero { return b }
    if b.isStructuralZero { return a }
    return Self { a.stream.through($0)[$0] + b.stream.through($0)[$0] }
  }
  static func - (a: Self, b: Self) -> Self {
    b.isStructuralZero ? a : Self { a.stream.through($0)[$0] - b.stream.through($0)[$0] }
  }
  static func * (a: Self, b: Self) -> Self {
    if b.isConstant { return a.scaled(by: b.stream.known[0]) }
    if a.isConstant { return b.scaled(by: a.stream.known[0]) }
    return Self { k in convolution(a.stream.through(k), b.stream.through(k), 0...k) }
  }
  /// q = a/b: of a = q b, the kth coefficient is solved for q_k.
  static func / (a: Self, b: Self) -> Self {
    var known: [Ball] = []
    return Self { k in
      let divisor = b.stream.through(k)
      let rest = k == 0 ? 0 : convolution(divisor, known, 1...k)
      known.append((a.stream.through(k)[k] - rest) / divisor[0])
      return known[k]
    }
  }
  /// Σ a_j b_(k−j) over j, k the last.
  private static func convolution(_ a: [Ball], _ b: [Ball], _ range: ClosedRange<Int>) -> Ball {
    let k = range.upperBound
    var sum = a[range.lowerBound] * b[k - range.lowerBound]
    for j in range.dropFirst() { sum += a[j] * b[k - j] }
    return sum
  }
  private func scaled(by factor: Ball) -> Self {
    if isConstant { return Self(stream.known[0] * factor) }
    return Self { k in stream.through(k)[k] * factor }
  }
  func scaled(by k: Double) -> Self { scaled(by: Ball(k)) }
  func divided(by k: Double) -> Self { self / Self(k) }

  /// As ``Ball/apply(_:to:)``.
  static func apply(_ f: Elementary, to x: Self) -> Self {
    switch f {
    case .sin: sineAndCosine(x).sine
    case .cos: sineAndCosine(x).cosine
    case .reciprocal: 1 / x
    case .power(let n) where n < 0: 1 / apply(.power(-n), to: x)
    case .power(let n): (0..<n).reduce(1) { power, _ in power * x }
    case .root(1): x
    default: Self(Ball.undefined)
    }
  }
  /// k s_k = Σ j x_j c_(k−j), k c_k = −Σ j x_j s_(k−j).
  private static func sineAndCosine(_ x: Self) -> (sine: Self, cosine: Self) {
    var (sine, cosine): ([Ball], [Ball]) = ([], [])
    func grow(to k: Int) {
      let slopes = x.stream.through(k).enumerated().map { $1.scaled(by: Double($0)) }
      while sine.count <= k {
        let n = sine.count
        if n == 0 {
          let start = Ball.sineAndCosine(x.stream.known[0])
          sine.append(start.sine)
          cosine.append(start.cosine)
        } else {
          let (s, c) = (convolution(slopes, cosine, 1...n), convolution(slopes, sine, 1...n))
          sine.append(s.divided(by: Double(n)))
          cosine.append(-c.divided(by: Double(n)))
        }
      }
    }
    return (
      Self {
        grow(to: $0); return sine[$0]
      },
      Self {
        grow(to: $0); return cosine[$0]
      }
    )
  }
  static func sechSquared(_ x: Self, tanh y: Self) -> Self { 1 - y * y }
  func affine(_ layer: Layer<Double>, bias: Bool) -> Self {
    let product = scaled(by: layer.weights[0])
    return bias ? product + Self(layer.bias?[0] ?? 0) : product
  }
  func transposedAffine(_ layer: Layer<Double>) -> Self { scaled(by: layer.weights[0]) }
}
