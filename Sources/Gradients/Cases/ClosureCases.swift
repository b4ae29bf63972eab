// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// A nested derivative that types cannot tell apart: recursion of one function, operators as values, closures
/// and numbers that outlive their level. Only levels made afresh at run time, ``Tagged``, get these right.
package struct ClosureCase: Sendable {
  package let name: String
  package let source: String
  package let right: Double
  /// What known faults make of it.
  package let wrong: [String: Double]
  package let value: @Sendable () -> Double

  package static let all: [ClosureCase] = [
    ClosureCase(
      name: "a function that differentiates itself", source: "ForwardDiff.jl #313", right: 1,
      wrong: ["levels-by-type": 2]
    ) {
      N.derivative(at: 1, of: Confuse(outer: true, x: 0).callAsFunction).primal
    },
    ClosureCase(
      name: "recursion four levels deep", source: "t f'(t), four times over, of t^3: 81 t^3", right: 648,
      wrong: [:]
    ) {
      func f(_ n: Int, _ t: N) -> N {
        n == 0 ? .pow(t, 3) : t * N.derivative(at: t) { u in f(n - 1, u) }
      }
      return f(4, 2).primal
    },
    ClosureCase(
      name: "y -> x = y x, twice: the second slope", source: "ForwardDiff2.jl #37", right: 2,
      wrong: ["level-reused": 4]
    ) {
      var x: N = 2
      func slope() -> N {
        N.derivative(at: 1) { y in
          x = y * x
          return x
        }
      }
      _ = slope()
      return slope().primal
    },
    ClosureCase(
      name: "D^ (D^ t^3) (5), D^ f x = D(u -> f(x + u), 3)",
      source: "Manzyuk et al., J. Funct. Program. 29 (2019) e12",
      right: 66, wrong: ["amazing-bug": 0]
    ) {
      typealias F = (N) -> N
      let hat: (@escaping F) -> F = { f in { x in N.derivative(at: 3) { u in f(x + u) } } }
      return hat(hat { .pow($0, 3) })(5).primal
    },
    ClosureCase(
      name: "a closure that outlives its level", source: "an escaped capture under two later levels",
      right: 2,
      wrong: ["level-reused": 4]
    ) {
      var escaped: (N) -> N = { $0 }
      _ = N.derivative(at: 2) { x in
        escaped = { $0 * x }
        return x * x
      }
      return N.derivative(at: 5) { z in N.derivative(at: z) { w in escaped(w * z) } }.primal
    },
    // ∂x of x y², while the inner level that y belongs to lives on in it.
    ClosureCase(
      name: "a number that outlives its level",
      source: "an escaped result under an outer level that is older",
      right: 9, wrong: ["levels-swapped": 12]
    ) {
      N.derivative(at: 2) { x in
        var escaped: N = 0
        _ = N.derivative(at: 3) { y in
          escaped = x * y * y
          return y
        }
        return escaped
      }.primal
    },
    ClosureCase(
      name: "a level that is opened out of order", source: "an outer number differentiated again inside",
      right: 72,
      wrong: [:]
    ) {
      N.derivative(at: 2) { x in
        N.derivative(at: x) { y in y * N.derivative(at: y * x) { z in z * z * y } }
      }.primal
    },
    // The inner minimum is y = x², so the outer function is (1 − x)².
    ClosureCase(
      name: "min over x of min over y of Rosenbrock's function, by descent in descent",
      source: "Siskind and Pearlmutter, HOSC 21 (2008) 361", right: 1, wrong: [:]
    ) {
      func descend(_ steps: Int, _ rate: Double, from start: N, _ f: (N) -> N) -> N {
        var x = start
        for _ in 0..<steps { x = x - N.derivative(at: x, of: f).scaled(by: rate) }
        return x
      }
      func valley(_ x: N, _ y: N) -> N {
        let slope: N = 1 - x
        let off: N = y - x * x
        return slope * slope + (off * off).scaled(by: 100)
      }
      return descend(60, 0.25, from: 0.5) { x in
        valley(x, descend(2, 0.005, from: 0) { y in valley(x, y) })
      }.primal
    },
  ]

  private typealias N = Tagged<Double>

  private struct Confuse {
    let outer: Bool
    let x: N
    func callAsFunction(_ t: N) -> N {
      outer ? t * N.derivative(at: 1, of: Confuse(outer: false, x: t).callAsFunction) : x + t
    }
  }

  /// The verdicts: no number is rounded on the way in, so that a unit is that of the answer.
  package static func results() -> [GradientResult] {
    all.map { example in
      let found = example.value()
      let conditionedTruth = ConditionedTruth(
        truth: [Extended(example.right)], units: [abs(example.right) * 0x1p-53])
      let fault = example.wrong.first { abs(found - $0.value) <= 1e-9 }?.key
      return GradientResult(
        family: "levels", strategy: "tagged", nesting: "tagged over tagged", case: example.name, order: 1,
        .float64, conditionedTruth, [found], faults: fault.map { [$0] } ?? [])
    }
  }
}
