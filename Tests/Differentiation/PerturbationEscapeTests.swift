// SPDX-License-Identifier: MIT

import TestSupport
import Differentiation
import Foundation
import Testing

/// Tags where types cannot help: recursion of one function, functions as values, numbers and closures that
/// escape, other threads.
@Suite struct PerturbationEscapeTests {
  typealias N = Tagged<Rational>
  typealias Function = (N) -> N

  /// A08: one function object whose activations differentiate one another; tags by type give 2.
  struct Confuse {
    let outer: Bool
    let x: N
    func callAsFunction(_ t: N) -> N {
      outer ? t * N.derivative(at: 1, of: Confuse(outer: false, x: t).callAsFunction) : x + t
    }
  }
  @Test func recursionOfOneFunction() {
    #expect(N.derivative(at: 1, of: Confuse(outer: true, x: 0).callAsFunction) == 1)
  }

  /// t ↦ t·D(t ↦ t·D(…)): the depth is data. f_n(t) = t·f_{n−1}′(t), f_0 = tᵐ: f_n = mⁿ tᵐ.
  @Test(arguments: 0...5) func recursionOfAnyDepth(_ n: Int) {
    func f(_ n: Int, _ t: N) -> N { n == 0 ? .pow(t, 3) : t * N.derivative(at: t) { f(n - 1, $0) } }
    #expect(f(n, 2) == N.pow(3, n) * 8)
  }

  /// A10: y·x with x replaced by the result of the first activation; ForwardDiff2 gave 4.
  @Test func anAssignedCaptureKeepsItsOwnLevel() {
    var x: N = 2
    for _ in 1...2 {
      let slope = N.derivative(at: 1) { y in
        x = y * x
        return x
      }
      #expect(slope.primal == 2)
    }
  }

  /// B05, B06: s u f x = f(x + u), D̂ = D s 3 of functions, eta-expanded; the amazing bug gives 0.
  static func hat(_ f: @escaping (Tagged<Double>) -> Tagged<Double>) -> (Tagged<Double>) -> Tagged<Double> {
    { x in .derivative(at: 3) { u in f(x + u) } }
  }
  @Test func theAmazingBug() {
    let twice = Self.hat(Self.hat { .exp($0) })(5).primal
    let once = Self.hat { .exp($0) }(5).primal
    #expect((twice / 59874.141715197818455 - 1).magnitude <= 16 * .ulpOfOne)
    #expect((once / 2980.9579870417282747 - 1).magnitude <= 16 * .ulpOfOne)
    // The same operator value applied to itself, exactly: D̂ D̂ (t³) (5) = 6·11.
    let hat: (@escaping Function) -> Function = { f in { x in N.derivative(at: 3) { u in f(x + u) } } }
    #expect(hat(hat { .pow($0, 3) })(5) == 66)
    #expect(hat(hat(hat { .pow($0, 3) }))(5) == 6)
  }

  /// A closure that carries one level out of its activation meets another level of the same depth.
  @Test func anEscapedClosureDoesNotDisturbOthers() {
    var escaped: Function = { $0 }
    let outer = N.derivative(at: 2) { x in
      escaped = { $0 * x }
      return x * x
    }
    #expect(outer == 4)
    // D(z → z·escaped(z), 5) = 2·5·x with x = 2 + ε, the ε long gone.
    #expect(N.derivative(at: 5) { z in z * escaped(z) }.primal == 20)
    #expect(N.derivative(at: 5) { z in N.derivative(at: z) { w in escaped(w * z) } }.primal == 2)
  }

  /// Levels count their depth by task: on another thread it starts afresh below levels that are alive.
  @Test(arguments: 1...8) func anotherThread(_ repetition: Int) {
    func elsewhere(_ work: @escaping () -> N) -> N {
      final class Box: @unchecked Sendable {
        let work: () -> N
        var result: N = 0
        init(_ work: @escaping () -> N) { self.work = work }
      }
      let box = Box(work)
      let done = DispatchSemaphore(value: 0)
      Thread {
        box.result = box.work(); done.signal()
      }.start()
      done.wait()
      return box.result
    }
    // ∂x ∂y ∂z of (x y z)² at (2, 3, 5), with a derivative by z and then by z and x elsewhere: 8·30.
    let mixed = N.derivative(at: 2) { x in
      N.derivative(at: 3) { y in
        elsewhere { N.derivative(at: 5) { z in .pow(z * y * x, 2) } }
      }
    }
    #expect(mixed == 240)
    // The point itself carries outer levels: D(x → D(y → y³ x, x)) = D(3x³) = 9x².
    let nested = N.derivative(at: 2) { x in
      N.derivative(at: x) { y in
        y * elsewhere { N.derivative(at: y * x) { z in z * z * y } }
      }
    }
    // D_z(z² y) at z = xy: 2xy²; y times that: 2xy³; D_y at y = x: 6x³; D_x: 18x².
    #expect(nested == 72)
  }

  @Test func equalityComparesEveryPart() {
    typealias T = Tagged<Double>
    let infinity = T(Double.infinity)
    _ = T.derivative(at: 1) { x in
      let square: T = x * x
      let shifted: T = x + T(0)
      #expect(x == shifted)
      #expect(T(0) == x - x)
      #expect(T(1) == x - (x - T(1)))
      #expect(x != square, "the tangents differ")
      #expect(x != T(1), "one has no tangent")
      // √ has no derivative at 0: a tangent that is not a number equals nothing.
      let broken: T = T.sqrt(x - T(1)) * T(0)
      #expect(broken != T(0))
      #expect(x * infinity == x * infinity)
      return x
    }
    #expect(infinity == infinity)
    #expect(T(Double.nan) != T(Double.nan))
  }
}
