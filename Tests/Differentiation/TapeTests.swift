// SPDX-License-Identifier: MIT

@testable import Differentiation
import RealModule
import Testing
import TestSupport

/// What a tape remembers, and what it must forget.
@Suite struct TapeTests {
  typealias Q = Rational

  /// A number used n times collects n adjoints: overwriting gives 1.
  @Test func fanOut() {
    let cube = gradient(at: [Q(5)]) { $0[0] * $0[0] * $0[0] }
    #expect(cube.value == 125 && cube.gradient == [75])
    let sum = gradient(at: [Q(5), 7]) { x in x[0] + x[0] + (x[0] + x[1]) - x[1] - x[1] }
    #expect(sum.gradient == [3, -1])
    let fused = gradient(at: [Q(5)]) { x in x[0].adding(x[0], times: x[0]) }
    #expect(fused.gradient == [11])
    let nothing = gradient(at: [Q(5), 7]) { x in x[0] - x[0] + x[1] * 0 }
    #expect(nothing.gradient == [0, 0], "a dead parameter has the gradient zero")
    let itself = gradient(at: [Q(5), 7]) { $0[1] }
    #expect(itself.gradient == [0, 1])
    let constant = gradient(at: [Q(5)]) { _ in 3 }
    #expect(constant.value == 3 && constant.gradient == [0])
  }

  /// Each operation with a constant on either side, without and with a tape of its own.
  @Test func constants() {
    for k in [-2, 0, 1, 3] as [Double] {
      for known in [false, true] {
        let tape = Tape<Q>(capacity: 1)
        let x = tape.variable(5)
        let c = known ? tape.constant(Q(k)) : ReverseNumber(k)
        func slope(_ y: ReverseNumber<Q>) -> Q { tape.pullback(y, seed: 1, to: [x])[0] }
        #expect(slope(x + c) == 1 && slope(c + x) == 1 && slope(x - c) == 1 && slope(c - x) == -1)
        #expect(slope(x * c) == Q(k) && slope(c * x) == Q(k) && slope(c / x) == -Q(k) / 25)
        #expect(slope(x.adding(c, times: c)) == 1 && slope(c.adding(x, times: c)) == Q(k))
        #expect(slope(c.adding(c, times: x)) == Q(k) && slope(x.adding(c, times: x)) == 1 + Q(k))
        #expect(slope(x.scaled(by: k)) == Q(k))
        if k != 0 { #expect(slope(x / c) == 1 / Q(k) && slope(x.divided(by: k)) == 1 / Q(k)) }
      }
    }
  }

  /// An operation that repeats is recorded once, either way round, and the gradient collects all its uses.
  @Test func sharedRepeats() {
    func run(_ shares: Bool) -> (count: Int, gradient: [Double]) {
      let tape = Tape<Double>(sharesRepeats: shares, capacity: 1)
      let (x, y) = (tape.variable(1.25), tape.variable(-0.5))
      var sum = ReverseNumber<Double>(0.0)
      // More operations than the table of repeats starts with.
      for i in 0..<400 {
        let product = i % 2 == 0 ? x * y : y * x
        sum = sum + .sin(product.scaled(by: Double(i % 3))) + product.adding(x, times: y) - (x + y) + (y + x)
      }
      return (tape.count, tape.pullback(sum, seed: 1, to: [x, y]))
    }
    let (plain, shared) = (run(false), run(true))
    #expect(shared.count < plain.count / 2)
    for (a, b) in zip(plain.gradient, shared.gradient) { #expect(abs(a - b) <= 1e-13 * abs(a)) }
  }

  /// A constant that knows the tape keeps it through zeros, so that the bias after it is still a parameter.
  @Test func aConstantKeepsItsTape() {
    let weights = [2.0, 3]
    weights.withUnsafeBufferPointer { w in
      let p = w.baseAddress!
      let layer = Layer(
        weights: p, bias: p + 1, rows: 1, columns: 1, rowStride: 1, weightOffset: 0, biasOffset: 1)
      let tape = Tape<Double>(tracksWeights: true)
      let (c, zero) = (tape.constant(7), ReverseNumber<Double>(0.0))
      let inputs = [
        c, c + zero, zero + c, c - zero, c * 1, zero * c, c * zero, zero - c, zero / c,
        zero.adding(c, times: 1),
      ]
      for (i, input) in inputs.enumerated() {
        var seen: [Double] = []
        _ = tape.pullback(input.affine(layer, bias: true), seed: 1) { _, z, a, bias in
          seen = [z * a, bias ? z : 0]
        }
        #expect(seen == [input.value, 1], "input \(i)")
      }
    }
  }

  /// ⟨w, J v⟩ = ⟨Jᵀ w, v⟩ with v and w of their own, for a function of three numbers with two values.
  @Test(arguments: 1...12) func duality(_ seed: Int) {
    func f<N: Scalar>(_ x: [N]) -> [N] {
      let quotient: N = x[0] * x[1] / (x[2] * x[2] + 1)
      let product: N = .pow(x[0] - x[2], 3) * x[1]
      return [quotient - .pow(x[1], 2), product + quotient * quotient]
    }
    var random = Random(seed)
    func vector(_ n: Int) -> [Q] { (0..<n).map { _ in Q(random.number(-8...8)) } }
    let (x, v, w) = (vector(3), vector(3), vector(2))
    let forward = zip(w, f(zip(x, v).map { Dual($0, $1) })).reduce(Q(0)) { $0 + $1.0 * $1.1.tangent }
    let tape = Tape<Q>()
    let variables = x.map { tape.variable($0) }
    let y = f(variables)
    // Seed by seed: sweeps of one tape do not disturb one another.
    let rows = [
      tape.pullback(y[0], seed: w[0], to: variables), tape.pullback(y[1], seed: w[1], to: variables),
    ]
    let reverse = (0..<3).reduce(Q(0)) { $0 + (rows[0][$1] + rows[1][$1]) * v[$1] }
    #expect(forward == reverse)
    #expect(tape.pullback(y[0], seed: w[0], to: variables) == rows[0], "the same question again")
  }

  /// A40: a tape used again at a new point is a fresh tape, whatever branch it took before.
  @Test func reset() {
    func ask(_ tape: Tape<Double>, _ x: Double) -> [Double] {
      let v = tape.variable(x)
      let y = v.value > 0 ? ReverseNumber.tanh(v) * v : v.scaled(by: 3)
      return [y.value, tape.pullback(y, seed: 1, to: [v])[0]]
    }
    let used = Tape<Double>(capacity: 1)
    for x in [-1.3, 1.34, -0.5, 20, 1.34] {
      used.reset()
      #expect(used.count == 0)
      #expect(ask(used, x) == ask(Tape(), x))
    }
    // Without a reset between: older records are there, and do not matter.
    #expect(ask(used, 0.25) == ask(Tape(), 0.25))
  }

  /// Nested sweeps leave the outer tape as it was: interleaved and repeated, to the bit.
  @Test func idempotence() {
    func hessian() -> [Double] {
      (0..<2).flatMap { i in
        gradient(at: [0.3, 0.7]) { x in gradient(at: x) { .sin($0[0] * $0[1]) / $0[1] }.gradient[i] }.gradient
      }
    }
    let first = hessian()
    let other = gradient(at: [0.5]) { .exp($0[0]) }
    #expect(hessian() == first && gradient(at: [0.5]) { .exp($0[0]) } == other)
    #expect((first[1] - first[2]).magnitude <= 4 * Double.ulpOfOne, "symmetry, in roundings of its terms")
  }

  /// Equal are numbers of one value and one place.
  @Test func equality() {
    let tape = Tape<Double>()
    let (x, y) = (tape.variable(1), tape.variable(1))
    #expect(x == x && x != y && x != 1 && ReverseNumber<Double>(1.0) == tape.constant(1))
    // A number's zero is data.
    #expect(!tape.variable(0).isStructuralZero && !tape.constant(0).isStructuralZero)
  }
}
