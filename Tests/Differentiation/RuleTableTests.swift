import Differentiation
import RealModule
import Testing

/// Every row of the table, to order 6, by every number type.
@Suite struct RuleTableTests {
  @Test func everyRowHasItsTruth() {
    #expect(Set(RuleTruth.all.map(\.rule)) == Set(Elementary.table))
  }

  @Test(arguments: RuleTruth.all) func inDouble(truth: RuleTruth) { check(truth, Double.self) }
  @Test(arguments: RuleTruth.all) func inFloat(truth: RuleTruth) { check(truth, Float.self) }

  /// Derivatives are sums of terms as large as |f⁽ᵏ⁾| at the nearest singularity would make them: the scale is the
  /// largest derivative up to the order, and each order adds rounding.
  func check<T: Scalar & BinaryFloatingPoint & Real>(_ truth: RuleTruth, _ type: T.Type) {
    let x = T(truth.x)
    let f = truth.rule
    func compare(_ name: String, _ k: Int, _ value: T) {
      let scale = truth.derivatives[0...k].map(abs).max()! + 1
      let unit = scale * Double(T.ulpOfOne) * Double(8 << k)
      let error = abs(Double(value) - truth.derivatives[k])
      #expect(error <= unit, "\(f) order \(k) by \(name) in \(T.self): \(value), not \(truth.derivatives[k])")
    }
    for (k, d) in derivatives(at: x, as: Taylor6<T>.self, of: { f.value($0) }).enumerated() {
      compare("Taylor", k, d)
    }

    let d1 = f.value(Dual(x, 1))
    compare("Dual", 0, d1.value)
    compare("Dual", 1, d1.tangent)
    let d2 = f.value(Dual(Dual(x, 1), Dual(1, 0)))
    compare("Dual²", 2, d2.tangent.tangent)
    let d3 = f.value(Dual(Dual(Dual(x, 1), Dual(1, 0)), Dual(Dual(1, 0), Dual(0, 0))))
    compare("Dual³", 3, d3.tangent.tangent.tangent)

    let h = f.value(HyperDual(x, 1, 1, 0))
    compare("HyperDual", 1, h.e2)
    compare("HyperDual", 2, h.e12)
    let hh = f.value(HyperDual(HyperDual(x, 1, 1, 0), HyperDual(1, 0, 0, 0), HyperDual(1, 0, 0, 0), 0))
    compare("HyperDual²", 4, hh.e12.e12)

    compare("Traced", 1, gradient(at: [x]) { f.value($0[0]) }.gradient[0])
    compare(
      "Traced²", 2, gradient(at: [x]) { y in gradient(at: y) { f.value($0[0]) }.gradient[0] }.gradient[0])
    compare(
      "Traced over Taylor", 4,
      gradient(at: [x]) { y in derivatives(at: y[0], as: Taylor3<Traced<T>>.self) { f.value($0) }[3] }
        .gradient[0])
    compare(
      "Dual over Traced", 2, derivative(at: x) { y in gradient(at: [y]) { f.value($0[0]) }.gradient[0] })
    compare("Tagged", 3, tagged(f, Tagged<T>(x), order: 3).primal)
    compare("Tagged", 6, tagged(f, Tagged<T>(x), order: 6).primal)
  }

  func tagged<T: Scalar>(_ f: Elementary, _ x: Tagged<T>, order: Int) -> Tagged<T> {
    order == 0 ? f.value(x) : Tagged.derivative(at: x) { tagged(f, $0, order: order - 1) }
  }
}

@Suite struct ActivationTests {
  @Test(arguments: Activation.allCases) func taylorAgreesWithNestedReverse(activation: Activation) {
    for x in [-3.0, -0.4, 0, 0.3, 2.5] {
      let t = derivatives(at: x, as: Taylor4<Double>.self) { activation($0) }
      let r = gradient(at: [x]) { y in gradient(at: y) { activation($0[0]) }.gradient[0] }.gradient[0]
      #expect(abs(t[2] - r) <= 16 * 0x1p-53 * (1 + abs(r)), "\(activation)'' at \(x): \(t[2]), \(r)")
    }
  }

  /// Right in the tails to a few ulp, where 1 − y² and its like have no digit left.
  @Test(arguments: [
    (Activation.tanh, 20.0, 1, 1.6993417021166355837e-17), (.tanh, 0.3, 2, -0.533181878201454348),
    (.sigmoid, 40, 1, 4.2483542552915889953e-18), (.sigmoid, -40, 0, 4.2483542552915889953e-18),
    (.softplus, -40, 0, 4.2483542552915889953e-18), (.gelu, -10, 0, -7.6198530241605260660e-23),
    (.swish, -40, 0, -1.6993417021166355981e-16),
  ]) func tails(activation: Activation, x: Double, order: Int, truth: Double) {
    let value = derivatives(at: x, as: Taylor2<Double>.self) { activation($0) }[order]
    // e^(−x²/2) in gelu multiplies the rounding of its argument by x².
    let condition = activation == .gelu ? 1 + x * x : 1
    #expect(
      abs(value - truth) <= 8 * condition * truth.ulp,
      "\(activation) order \(order) at \(x): \(value), not \(truth)")
  }

  @Test(arguments: Activation.allCases) func noNaNFarOut(activation: Activation) {
    for x in [-200.0, -90, 90, 200] {
      let double = derivatives(at: x, as: Taylor4<Double>.self) { activation($0) }
      let float = derivatives(at: Float(x), as: Taylor4<Float>.self) { activation($0) }
      let finite = double.allSatisfy { $0.isFinite } && float.allSatisfy { $0.isFinite }
      #expect(finite, "\(activation) at \(x): \(double), \(float)")
    }
    #expect(derivative(at: Float(195)) { Activation.tanh($0) } == 0)
    let tail = derivative(at: Float(-9.010913848876953)) { Activation.tanh($0) }
    #expect(abs(tail - 5.9604583e-8) <= 4 * tail.ulp)
  }
}
