// SPDX-License-Identifier: MIT

import Differentiation
import Strategies

#if canImport(_Differentiation)
  import _Differentiation
#endif

/// The compiler's own differentiation by parameters, around inner numbers of a kind.
///
/// Swift differentiates the code that runs the question's programs: its loop, its branches, its arrays. What
/// it meets inside are jets, so the gradient of L is the pullback of each jet from the seed that L's
/// dependence on it makes.
package struct CompilerGradient: Differentiator {
  package enum Inner: String, Sendable, CaseIterable {
    case forward, hyperDual = "hyper-dual", taylor
  }
  package let inner: Inner
  package let mode: GradientMode
  package init(over inner: Inner, _ mode: GradientMode = .reverse) {
    self.inner = inner
    self.mode = mode
  }
  package var name: String { "compiler" }
  package var nesting: String {
    "compiler\(mode == .forward ? " (forward mode)" : "") over \(inner.rawValue)"
  }

  package func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T] {
    if mode == .forward { throw CompilerError.forwardMode }
    let order = try question.order(atMost: 4, name)
    #if canImport(_Differentiation)
      switch (inner, order) {
      case (.taylor, 0...1): return sweep(Taylor1<T>.self, question, theta)
      case (.taylor, 2): return sweep(Taylor2<T>.self, question, theta)
      case (.taylor, 3): return sweep(Taylor3<T>.self, question, theta)
      case (.taylor, _): return sweep(Taylor4<T>.self, question, theta)
      case (.hyperDual, 0...2): return sweep(HyperDual<Constant<T>>.self, question, theta)
      case (.hyperDual, _): return sweep(HyperDual<HyperDual<Constant<T>>>.self, question, theta)
      case (.forward, 0...1): return sweep(Dual<Constant<T>>.self, question, theta)
      case (.forward, 2): return sweep(Dual<Dual<Constant<T>>>.self, question, theta)
      case (.forward, 3): return sweep(Dual<Dual<Dual<Constant<T>>>>.self, question, theta)
      case (.forward, _): return sweep(Dual<Dual<Dual<Dual<Constant<T>>>>>.self, question, theta)
      }
    #else
      throw CompilerError.absent
    #endif
  }

  #if canImport(_Differentiation)
    private func sweep<R: JetRing>(_ ring: R.Type, _ question: Question, _ theta: [R.Base]) -> [R.Base] {
      let probes = question.indices.map(R.probes)
      let count = question.indices.count
      let constants = CompilerNumbers(theta.map { R(constant: $0) })
      // Each probe's value, and the way back from it.
      let swept = (0..<question.pointCount).map { p in
        probes.map { probes in
          probes.map { probe in
            let directions = question.coordinates.map { c in
              R(speeds: { probe.directions.indices.contains($0) ? probe.directions[$0][c] ?? 0 : 0 })
            }
            return valueWithPullback(at: constants) {
              field(of: question, point: p, along: directions, at: $0)
            }
          }
        }
      }
      let jets = swept.flatMap { point in
        zip(point, probes).map { swept, probes in
          zip(swept, probes).map { $1.weighted($0.value.number.derivative($1.order)) }.total
        }
      }
      // How L depends on each derivative, and on θ past them.
      func plain(_ x: [R.Base]) -> CompilerNumbers<Constant<R.Base>> {
        CompilerNumbers(x.map { Constant(constant: $0) })
      }
      let (_, pullback) = valueWithPullback(at: plain(jets), plain(theta)) { loss(of: question, $0, $1) }
      let (byJets, byTheta) = pullback(CompilerAdjoint(Constant(1.0)))
      var total = theta.indices.map { byTheta.all[$0]?.value ?? R.Base(0.0) }
      for p in 0..<question.pointCount {
        for (i, probes) in probes.enumerated() {
          for (probe, swept) in zip(probes, swept[p][i]) {
            guard let weight = byJets.all[p * count + i].map({ probe.weighted($0.value) }) else { continue }
            let seed = CompilerAdjoint(R.seed(order: probe.order, weight: weight))
            for (j, adjoint) in swept.pullback(seed).all { total[j] = total[j] + adjoint.last }
          }
        }
      }
      return total
    }
  #endif
}

/// What the compiler's differentiation cannot do.
package enum CompilerError: Error, CustomStringConvertible {
  case forwardMode, absent
  package var description: String {
    switch self {
    case .forwardMode:
      "the compiler has no forward mode yet: it stops with \"JVP does not exist\" at run time"
    case .absent: "this toolchain has no module _Differentiation: use one from swift.org"
    }
  }
}
