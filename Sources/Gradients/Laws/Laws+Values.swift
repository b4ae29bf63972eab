// SPDX-License-Identifier: MIT

import Differentiation

// Identities of derivatives: they see wrong values, and no gradient that is lost around them.

extension LawCatalogue {
  static let values: [Law] = [
    Law("linearity", "values", orders: 1...4, functions: 2) { s in
      let (f, g) = (s.functions[0], s.functions[1])
      return [0.75 * f + -2 * g, f, g].map { .derivative($0, pure(s.order), at: s.point) }
    } _: { _, d in
      [d[0][0] - (0.75 * d[1][0] + -2 * d[2][0])]
    },

    Law("Leibniz", "values", orders: 1...4, functions: 2) { s in
      let (f, g) = (s.functions[0], s.functions[1])
      return [.derivative(f * g, pure(s.order), at: s.point)]
        + (0...s.order).flatMap { i in
          [.derivative(f, pure(i), at: s.point), .derivative(g, pure(s.order - i), at: s.point)]
        }
    } _: { s, d in
      let sum = (0...s.order).map { i in binomial(s.order, i) * (d[1 + 2 * i][0] * d[2 + 2 * i][0]) }
      return [sum.reduce(d[0][0], -)]
    },

    Law("quotient times denominator", "values", orders: 1...4, functions: 2) { s in
      let (f, g) = (s.functions[0], .constant(2) + .call(.power(2), s.functions[1]))
      return [
        .derivative((f / g) * g, pure(s.order), at: s.point), .derivative(f, pure(s.order), at: s.point),
      ]
    } _: { _, d in
      [d[0][0] - d[1][0]]
    },

    Law("composition (Faa di Bruno)", "values", orders: 1...4, functions: 2) { s in
      let (f, g) = (s.functions[0], Expression.call(.sin, s.functions[1]))
      let b: Double = g(s.point, [])
      return [.derivative(f.of([g]), pure(s.order), at: s.point)]
        + (1...s.order).map { .derivative(f, pure($0), at: [b]) }
        + (1...s.order).map { .derivative(g, pure($0), at: s.point) }
    } _: { s, d in
      let f = { (i: Int) in d[i][0] }
      let g = { (i: Int) in d[s.order + i][0] }
      switch s.order {
      case 1: return [f(0) - f(1) * g(1)]
      case 2: return [f(0) - f(2) * g(1) * g(1) - f(1) * g(2)]
      case 3: return [f(0) - f(3) * g(1) * g(1) * g(1) - 3 * (f(2) * g(1) * g(2)) - f(1) * g(3)]
      default:
        let fourth = f(4) * g(1) * g(1) * g(1) * g(1)
        let third = 6 * (f(3) * g(1) * g(1) * g(2))
        let second = f(2) * (4 * (g(1) * g(3)) + 3 * (g(2) * g(2)))
        return [f(0) - fourth - third - second - f(1) * g(4)]
      }
    },

    Law("inverse functions", "values", orders: 1...4) { s in
      let f = s.functions[0]
      let small: Expression = 0.5 * .call(.sin, f)
      let pairs: [(Elementary, Elementary)] = [
        (.log, .exp), (.asinh, .sinh), (.atanh, .tanh), (.tan, .atan), (.logOnePlus, .expMinusOne),
        (.sin, .asin),
        (.root(3), .power(3)), (.reciprocal, .reciprocal), (.acosh, .cosh),
      ]
      return pairs.map { outer, inner in
        let argument = [.power(3), .reciprocal, .cosh].contains(inner) ? .constant(1.5) + small : small
        return .derivative(.call(outer, .call(inner, argument)), pure(s.order), at: s.point)
      } + [.derivative(small, pure(s.order), at: s.point)]
    } _: { _, d in
      d.dropLast().map { $0[0] - d[d.count - 1][0] }
    },

    Law("polynomials", "values", orders: 1...4) { s in
      let x = Expression.input(0)
      // Degree k − 1 by products and by powers, degree k by powers.
      let below = (1..<max(1, s.order)).reduce(Expression.constant(0.75)) { sum, _ in sum * (x - .constant(2))
      }
      let power = Expression.call(.power(Int32(s.order - 1)), x)
      let top = 0.75 * .call(.power(Int32(s.order)), x) + power
      return [below, power, top].map { .derivative($0, pure(s.order), at: s.point) }
    } _: { s, d in
      [d[0][0], d[1][0], d[2][0] - Answer(0.75 * (1...s.order).reduce(1.0) { $0 * Double($1) })]
    },

    Law("separable functions", "values", coordinates: 2, functions: 2) { s in
      let (f, g) = (
        s.functions[0].of([.input(0), .constant(0.5)]), s.functions[1].of([.constant(0.25), .input(1)])
      )
      return [
        .derivative(f * g, [.x, .y], at: s.point), .derivative(f, [.x], at: s.point),
        .derivative(g, [.y], at: s.point), .derivative(f + g, [.x, .y], at: s.point),
        .derivative(f * g, [.x, .x, .y, .y], at: s.point), .derivative(f, [.x, .x], at: s.point),
        .derivative(g, [.y, .y], at: s.point), .derivative(f * g, [.x, .x, .y], at: s.point),
      ]
    } _: { _, d in
      [
        d[0][0] - d[1][0] * d[2][0], d[3][0], d[4][0] - d[5][0] * d[6][0], d[7][0] - d[5][0] * d[2][0],
      ]
    },

    Law("harmonic functions", "values", coordinates: 2, functions: 0) { s in
      let (x, y) = (Expression.input(0), Expression.input(1))
      let r2 = .call(.power(2), x) + .call(.power(2), y)
      let cubic = .call(.power(3), x) - 3 * (x * .call(.power(2), y))
      let all = [cubic, .call(.log, r2), .call(.exp, x) * .call(.cos, y)]
      let biharmonic = r2 * .call(.log, r2)
      return all.flatMap { f in [[.x, .x], [.y, .y]].map { .derivative(f, $0, at: s.point) } }
        + [[.x, .x, .x, .x], [.x, .x, .y, .y], [.y, .y, .y, .y]].map {
          .derivative(biharmonic, $0, at: s.point)
        }
    } _: { _, d in
      [d[0][0] + d[1][0], d[2][0] + d[3][0], d[4][0] + d[5][0], d[6][0] + 2 * d[7][0] + d[8][0]]
    },

    // u = 11 + 15s − 15s² − 15s³, s = tanh(t − x/2): u_t + u u_x + u_xx + 4u_xxx + u_xxxx = 0.
    Law("exact solutions", "values", coordinates: 2, functions: 1) { s in
      let (x, t) = (Expression.input(0), Expression.input(1))
      let z = Expression.call(.tanh, t - 0.5 * x)
      let u: Expression =
        .constant(11) + 15 * z - 15 * .call(.power(2), z) - 15 * .call(.power(3), z)
      let heat: Expression =
        .call(.exp, .constant(0) - .call(.power(2), x) / (4 * (t + .constant(1))))
        / .call(.sqrt, t + .constant(1))
      let wave = s.functions[0].of([x - 2 * t, .constant(0.5)])
      let ks: [MultiIndex] = [[.y], .value, [.x], [.x, .x], [.x, .x, .x], [.x, .x, .x, .x]]
      return ks.map { .derivative(u, $0, at: s.point) }
        + [
          .derivative(heat, [.y], at: s.point), .derivative(heat, [.x, .x], at: s.point),
          .derivative(wave, [.y, .y], at: s.point), .derivative(wave, [.x, .x], at: s.point),
        ]
    } _: { _, d in
      let u = d.map { $0[0] }
      return [
        u[0] + u[1] * u[2] + u[3] + 4 * u[4] + u[5], u[6] - u[7], u[8] - 4 * u[9],
      ]
    },
  ]
}
