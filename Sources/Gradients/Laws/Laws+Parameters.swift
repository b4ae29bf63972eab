// SPDX-License-Identifier: MIT

import Differentiation

// Identities of parameter gradients: they see what is lost between the levels, and no wrong step of a
// difference.

extension LawCatalogue {
  static let parameters: [Law] = [
    // ∂θ ∂ₓᵏ u = ∂ₓ (∂ₓᵏ⁻¹ ∂θ u): the levels change places.
    Law("commutation of levels", "parameters", orders: 1...4, parameters: 1) { s in
      let f = s.functions[0]
      let exchanged = f.exchangingInputAndParameter
      let inner = MultiIndex(Array(repeating: .x, count: s.order - 1) + [.y])
      // As a function of (x, θ): the inner derivative is by θ, and by x once less.
      let both = f.withParameterAsSecondInput
      return [
        .loss(f, [pure(s.order)], at: [s.point], parameters: s.parameters, [.input(1)]),
        .gradient(both, inner, at: s.point + s.parameters),
        .loss(exchanged, [[.x]], at: [s.parameters], parameters: s.point, [.input(1)]),
      ]
    } _: { s, d in
      [d[0][0] - d[1][0]] + (s.order == 1 ? [d[0][0] - d[2][0]] : [])
    },

    // r = u_xx + u u_x − p u: ∇ Σ r² = 2 Σ r ∇r.
    Law("chain rule by hand", "parameters", parameters: 2) { s in
      let points = [s.point, s.point.map { $0 + 0.25 }]
      func r(_ p: Int) -> Expression {
        .input(3 * p + 2) + .input(3 * p) * .input(3 * p + 1) - .parameter(0) * .input(3 * p)
      }
      let indices: [MultiIndex] = [[.x], [.x, .x]]
      func loss(_ terms: [Expression], _ scale: Double? = nil) -> Asked {
        .loss(
          s.functions[0], indices, at: points, parameters: s.parameters + (scale.map { [$0] } ?? []), terms)
      }
      // The residual itself as the slope of k r along k.
      return [
        loss([.call(.power(2), r(0)), r(1) * r(1)]), loss([r(0)]), loss([r(1)]),
        loss([.parameter(2) * r(0)], 1),
        loss([.parameter(2) * r(1)], 1),
      ]
    } _: { _, d in
      (0..<2).map { j in d[0][j] - 2 * (d[3][2] * d[1][j]) - 2 * (d[4][2] * d[2][j]) }
    },

    Law("additivity over terms", "parameters", parameters: 2) { s in
      let points = [s.point, s.point.map { $0 + 0.25 }, [0]]
      // A residual at two points, and a boundary value at the third.
      let terms: [Expression] = [
        .call(.power(2), .input(2) - .input(0)), .call(.power(2), .input(5) - .input(3)),
        .call(.power(2), .input(6) - .constant(1)),
      ]
      let indices: [MultiIndex] = [[.x], [.x, .x]]
      return ([terms] + terms.map { [$0] }).map {
        .loss(s.functions[0], indices, at: points, parameters: s.parameters, $0)
      }
    } _: { _, d in
      (0..<2).map { j in d[0][j] - d[1][j] - d[2][j] - d[3][j] }
    },

    // One point at a time, as a loop would.
    Law("a batch is a loop", "parameters", parameters: 2) { s in
      let points = (0..<3).map { i in s.point.map { $0 + Double(i) / 8 } }
      func r(_ p: Int) -> Expression { .call(.power(2), .input(2 * p + 1) - .input(2 * p)) }
      return [.loss(s.functions[0], [[.x]], at: points, parameters: s.parameters, (0..<3).map(r))]
        + points.map { .loss(s.functions[0], [[.x]], at: [$0], parameters: s.parameters, [r(0)]) }
    } _: { _, d in
      (0..<2).map { j in d[0][j] - d[1][j] - d[2][j] - d[3][j] }
    },

    // ∇(u u_x) = u_x ∇u + u ∇u_x: what each channel carries.
    Law("channel separation", "parameters", orders: 1...3, parameters: 1) { s in
      func loss(_ term: Expression, _ more: [Double] = []) -> Asked {
        .loss(s.functions[0], [pure(s.order)], at: [s.point], parameters: s.parameters + more, [term])
      }
      return [
        loss(.input(0) * .input(1)), loss(.input(0)), loss(.input(1)), loss(.parameter(1) * .input(0), [1]),
        loss(.parameter(1) * .input(1), [1]),
      ]
    } _: { _, d in
      [d[0][0] - d[4][1] * d[1][0] - d[3][1] * d[2][0]]
    },

    // θ = A η: ∇_η = Aᵀ ∇_θ.
    Law("reparametrisation", "parameters", parameters: 2) { s in
      let f = s.functions[0]
      let (a, b) = (s.parameters[0], s.parameters[1])
      // η with p = η₁ + 2 η₂, q = η₂/2.
      let eta = [a - 4 * b, 2 * b]
      let mapped = f.replacingParameters([.parameter(0) + 2 * .parameter(1), 0.5 * .parameter(1)])
      let swapped = f.replacingParameters([.parameter(1), .parameter(0)])
      let term = [Expression.call(.power(2), .input(1) - .input(0))]
      return [
        .loss(f, [[.x]], at: [s.point], parameters: [a, b], term),
        .loss(mapped, [[.x]], at: [s.point], parameters: eta, term),
        .loss(swapped, [[.x]], at: [s.point], parameters: [b, a], term),
      ]
    } _: { _, d in
      [
        d[1][0] - d[0][0], d[1][1] - 2 * d[0][0] - 0.5 * d[0][1], d[2][0] - d[0][1], d[2][1] - d[0][0],
      ]
    },

    Law("dead and living parameters", "parameters", parameters: 2) { s in
      let alive = s.functions[0].replacingParameters([.parameter(0), .constant(0.5)])
      return [
        .loss(alive, [[.x]], at: [s.point], parameters: s.parameters, [.call(.power(2), .input(1))])
      ]
    } _: { _, d in
      [Answer(d[0][1].value)]
    },

    Law("captured is passed", "parameters", parameters: 2) { s in
      let captured = s.functions[0].replacingParameters([.parameter(0), .constant(s.parameters[1])])
      let term = [Expression.call(.power(2), .input(1))]
      return [
        .loss(s.functions[0], [[.x]], at: [s.point], parameters: s.parameters, term),
        .loss(captured, [[.x]], at: [s.point], parameters: [s.parameters[0]], term),
      ]
    } _: { _, d in
      [d[0][0] - d[1][0]]
    },

    // ⟨v, J w⟩ by derivatives along w inside, ⟨Jᵀ v, w⟩ by gradients around.
    Law("forward is the transpose of reverse", "parameters", functions: 2, parameters: 2) { s in
      let w = [0.75, -1.5]
      let v = [1.25, -0.5]
      let u = v[0] * s.functions[0] + v[1] * s.functions[1]
      // x is fixed, the coordinate is the step along w.
      let along = u.of([.constant(s.point[0])])
        .replacingParameters((0..<2).map { .constant(s.parameters[$0]) + w[$0] * .input(0) })
      return [
        .loss(u, [], at: [s.point], parameters: s.parameters, [.input(0)]),
        .derivative(along, [.x], at: [0]),
      ]
    } _: { _, d in
      [d[1][0] - 0.75 * d[0][0] + 1.5 * d[0][1]]
    },

    Law("nested constants", "parameters", parameters: 1) { s in
      let g = s.functions[0].replacingParameters([.constant(0.5)])
      return [
        .loss(g, [[.x]], at: [s.point], parameters: s.parameters, [.input(1)]),
        // D(x → x D(y → x y, a), x) = 2x
        .loss(
          .parameter(0) * .input(0), [[.x]], at: [s.point], parameters: s.parameters,
          [.parameter(0) * .input(1)]),
      ]
    } _: { s, d in
      [Answer(d[0][0].value), d[1][0] - Answer(2 * s.parameters[0])]
    },
  ]
}
