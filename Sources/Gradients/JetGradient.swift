// SPDX-License-Identifier: MIT

import Differentiation

/// ∇L where each number of the inner evaluation is a jet in the ring R, and the gradient is taken below it.
struct JetGradient<R: JetRing> {
  typealias Base = R.Base
  let question: Question
  let theta: [Base]
  /// The derivatives asked for as weighted probes: `[index][probe]`.
  let probes: [[Probe]]

  init(_ question: Question, _ theta: [Base]) {
    self.question = question
    self.theta = theta
    probes = question.indices.map(R.probes)
  }

  /// u at a point that moves along the probe's directions, in numbers N over the ring.
  private func evaluate<N: Scalar>(
    _ probe: Probe, at x: [N], _ theta: [N], lift: (R) -> N
  ) -> N {
    let moving = zip(question.coordinates, x).map { c, x in
      let speeds = { (i: Int) in probe.directions.indices.contains(i) ? probe.directions[i][c] ?? 0 : 0 }
      return x + lift(R(speeds: speeds))
    }
    return question.field(moving + theta)[0]
  }

  func gradient(_ mode: GradientMode) -> [Base] {
    switch mode {
    case .reverse: reverse()
    case .forward: theta.indices.map(forward)
    }
  }

  /// L's slope along one parameter: the parts of a dual number over the ring are the jets of u and of ∂θu.
  private func forward(_ parameter: Int) -> Base {
    let moved = theta.enumerated().map { Dual($1, $0 == parameter ? $1.unit : nil) }
    let places = question.places(moved)
    func lifted(_ x: Dual<Base>) -> Dual<R> {
      Dual(R(constant: x.value), x.slope.isAbsent ? nil : R(constant: x.tangent))
    }
    let jets = places.map { x in
      probes.map { probes in
        probes.reduce(Dual<Base>(0.0)) { sum, probe in
          let u = evaluate(probe, at: x.map(lifted), moved.map(lifted)) { Dual($0, nil) }
          let part = Dual(u.value.derivative(probe.order), u.tangent.derivative(probe.order))
          return sum + probe.weighted(part)
        }
      }
    }
    return question.terms(jets, at: places, moved).total.tangent
  }

  /// L's gradient: how L depends on each derivative, then a sweep from the seed that these make.
  private func reverse() -> [Base] {
    let places = question.places(theta)
    let jets = places.map { x in
      probes.map { probes in
        probes.reduce(Base(0.0)) { sum, probe in
          let u = evaluate(probe, at: x.map { R(constant: $0) }, theta.map { R(constant: $0) }) { $0 }
          return sum + probe.weighted(u.derivative(probe.order))
        }
      }
    }
    let count = question.indices.count
    let sensitivities = Differentiation.gradient(at: jets.flatMap { $0 }) { flat in
      let jets = places.indices.map { Array(flat[$0 * count..<($0 + 1) * count]) }
      let known = places.map { $0.map { ReverseNumber(constant: $0) } }
      return question.terms(jets, at: known, theta.map { ReverseNumber(constant: $0) }).total
    }.gradient
    // What θ does to L past the derivatives.
    var total = Differentiation.gradient(at: theta) { theta in
      let known = jets.map { $0.map { ReverseNumber(constant: $0) } }
      return question.terms(known, at: question.places(theta), theta).total
    }.gradient
    for p in places.indices {
      for (i, probes) in probes.enumerated() {
        let sensitivity = sensitivities[p * count + i]
        for probe in probes {
          let tape = Tape<R>()
          let variables = theta.map { tape.variable(R(constant: $0)) }
          let x = question.places(variables)[p]
          let u = evaluate(probe, at: x, variables) { ReverseNumber(constant: $0) }
          let seed = R.seed(order: probe.order, weight: probe.weighted(sensitivity))
          let adjoints = withExtendedLifetime(tape) { tape.pullback(u, seed: seed, to: variables) }
          for (j, adjoint) in adjoints.enumerated() { total[j] = total[j] + adjoint.last }
        }
      }
    }
    return total
  }
}
