// SPDX-License-Identifier: MIT

import Differentiation

// Symmetries: they need no reference, and pass over errors of scale that are the same everywhere.

extension LawCatalogue {
  static let symmetries: [Law] = [
    Law("scaling u(ax)", "symmetries", orders: 1...4) { s in
      let f = s.functions[0]
      return [2, -0.5].flatMap { a in
        [
          Asked.derivative(f.of([a * .input(0)]), pure(s.order), at: s.point),
          .derivative(f, pure(s.order), at: s.point.map { a * $0 }),
        ]
      }
    } _: { s, d in
      func power(_ a: Double) -> Double { (1...s.order).reduce(1.0) { p, _ in p * a } }
      return [d[0][0] - power(2) * d[1][0], d[2][0] - power(-0.5) * d[3][0]]
    },

    Law("translation u(x+c)", "symmetries", orders: 1...4) { s in
      let f = s.functions[0]
      return [
        .derivative(f.of([.input(0) + .constant(0.375)]), pure(s.order), at: s.point),
        .derivative(f, pure(s.order), at: s.point.map { $0 + 0.375 }),
      ]
    } _: { _, d in
      [d[0][0] - d[1][0]]
    },

    Law("parity", "symmetries", orders: 1...4) { s in
      let f = s.functions[0]
      let mirrored = f.of([-1 * .input(0)])
      return [f + mirrored, f - mirrored].flatMap { g in
        [1.0, -1.0].map { sign in .derivative(g, pure(s.order), at: s.point.map { sign * $0 }) }
      }
    } _: { s, d in
      let sign = s.order % 2 == 0 ? 1.0 : -1.0
      return [d[0][0] - sign * d[1][0], d[2][0] + sign * d[3][0]]
    },

    // f(y/x) x³ is homogeneous of degree 3.
    Law("homogeneity (Euler)", "symmetries", coordinates: 2) { s in
      let ratio = Expression.input(1) / .input(0)
      let f = s.functions[0].of([ratio, .constant(0.5)]) * .call(.power(3), .input(0))
      let indices: [MultiIndex] = [.value, [.x], [.y], [.x, .x], [.x, .y], [.y, .y]]
      // Away from the pole at x = 0.
      return indices.map { .derivative(f, $0, at: [s.point[0] + 1, s.point[1]]) }
    } _: { s, d in
      let (x, y) = (s.point[0] + 1, s.point[1])
      let u = d.map { $0[0] }
      return [
        x * u[1] + y * u[2] - 3 * u[0],
        x * x * u[3] + 2 * x * y * u[4] + y * y * u[5] - 6 * u[0],
      ]
    },

    Law("symmetry of mixed derivatives", "symmetries", coordinates: 2) { s in
      let f = s.functions[0]
      let indices: [MultiIndex] = [
        [.x], [.y], [.x, .x], [.x, .y], [.x, .x, .y], [.x, .y, .y], [.x, .x, .x],
      ]
      return indices.map { .gradient(f, $0, at: s.point) }
    } _: { _, d in
      [d[0][1] - d[1][0], d[2][1] - d[3][0], d[4][1] - d[5][0], d[6][1] - d[4][0]]
    },

    // Q = (3/5, 4/5; −4/5, 3/5): Δ(u∘Q) = (Δu)∘Q.
    Law("rotation", "symmetries", coordinates: 2) { s in
      let (x, y) = (Expression.input(0), Expression.input(1))
      let rotated = [0.6 * x + 0.8 * y, 0.6 * y - 0.8 * x]
      let there: [Double] = rotated.map { $0(s.point, []) }
      return [[.x, .x], [.y, .y]].flatMap { (i: MultiIndex) in
        [
          Asked.derivative(s.functions[0].of(rotated), i, at: s.point),
          .derivative(s.functions[0], i, at: there),
        ]
      }
    } _: { _, d in
      [d[0][0] + d[2][0] - d[1][0] - d[3][0]]
    },

    // u_xy = ¼ (D²[(1, 1)] − D²[(1, −1)]).
    Law("polarisation", "symmetries", coordinates: 2) { s in
      let f = s.functions[0]
      func along(_ v: Double) -> Expression {
        f.of([.constant(s.point[0]) + .input(0), .constant(s.point[1]) + v * .input(0)])
      }
      return [
        .derivative(f, [.x, .y], at: s.point), .derivative(along(1), [.x, .x], at: [0]),
        .derivative(along(-1), [.x, .x], at: [0]),
      ]
    } _: { _, d in
      [4 * d[0][0] - d[1][0] + d[2][0]]
    },

    Law("homogeneity in the direction", "symmetries", orders: 1...4, coordinates: 2) { s in
      func along(_ a: Double) -> Expression {
        s.functions[0].of([
          .constant(s.point[0]) + a * .input(0), .constant(s.point[1]) + -0.5 * a * .input(0),
        ])
      }
      return [1, 2].map { .derivative(along($0), pure(s.order), at: [0]) }
    } _: { s, d in
      [(1...s.order).reduce(1.0) { p, _ in 2 * p } * d[0][0] - d[1][0]]
    },
  ]
}
