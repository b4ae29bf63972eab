// SPDX-License-Identifier: MIT

#if canImport(_Differentiation)
  import _Differentiation
  import Testing

  /// What the compiler's differentiation is relied on for, in plain Swift.
  @Suite struct CompilerTests {
    /// swift #20186: a closure over a captured number.
    @Test func aCapturedFactor() {
      let factor = 10.0
      #expect(gradient(at: 3.0) { x in factor * x } == 10)
      // By the captured number, passed on.
      #expect(gradient(at: 3.0, 10.0) { x, factor in factor * x } == (10, 3))
    }

    /// Diffractor's regression: every way through two branches.
    @Test(arguments: [(1.0, 1.0, 1.0), (1.0, 2.0, 2.0), (2.0, 3.0, 12.0), (2.0, 2.0, 4.0)])
    func branches(_ x: Double, _ y: Double, _ right: Double) {
      @differentiable(reverse) func f(_ x: Double) -> Double {
        var r = x
        if x > 1.5 { r = r * x }
        if y > 1.5 { r = y > 2.5 ? r * x : r + (x > 1.5 ? 0 : x) }
        return r
      }
      #expect(gradient(at: x, of: f) == right)
    }

    @Test func loops() {
      @differentiable(reverse) func power(_ x: Double) -> Double {
        var r = 1.0
        for _ in 0..<5 { r = r * x }
        return r
      }
      #expect(gradient(at: 2.0, of: power) == 80)
    }
  }
#endif
