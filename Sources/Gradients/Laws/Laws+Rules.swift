// SPDX-License-Identifier: MIT

import Differentiation

// Rows of the rule table, composed: identities hold for a wrong row too, where every strategy reads the same
// one. So the right derivatives come from power series that know nothing of the table.

extension LawCatalogue {
  /// Rows at each order of a seed; four orders see all of them.
  private static let rowsAtOnce = 15

  /// f(g(x)) for rows f in turn, g drawn.
  private static func compositions(_ s: LawSample) -> [Formula] {
    var chance = Chance("rules", "\(s.point)", "\(s.order)")
    return (0..<rowsAtOnce).map { i in
      let f = Chance.rows[(s.order * rowsAtOnce + i) % Chance.rows.count]
      let inner: Formula = .scaled(.input(0), chance.constant())
      return chance.call(f, chance.often(0.5) ? inner : chance.call(chance.one(of: Chance.rows), inner))
    }
  }

  static let rules: [Law] = [
    Law("rows of the rule table", "values", orders: 1...4, functions: 0) { s in
      compositions(s).map { .derivative($0.expression, pure(s.order), at: s.point) }
    } _: { s, d in
      let truncation = Truncation(variables: 1, dividing: [[s.order]])
      let x = truncation.variable(0, at: Extended(s.point[0]))
      return compositions(s).enumerated().map { i, f in
        var quiet = Noise<Extended>(size: 0, seed: 0)
        let right = f.series([x], truncation, &quiet)[s.order] * Extended(truncation.factorials[s.order])
        return d[i][0] - Answer(Double(right))
      }
    }
  ]
}

extension Formula {
  /// The same as an expression.
  var expression: Expression {
    switch self {
    case .input(let i): .input(i)
    case .constant(let c): .constant(c)
    case .sum(let a, let b): a.expression + b.expression
    case .difference(let a, let b): a.expression - b.expression
    case .product(let a, let b): a.expression * b.expression
    case .quotient(let a, let b): a.expression / b.expression
    case .negative(let a): .constant(0) - a.expression
    case .scaled(let a, let k): k * a.expression
    case .divided(let a, let k): a.expression / .constant(k)
    case .added(let a, let b, let c): a.expression + b.expression * c.expression
    case .call(let f, let a): .call(f, a.expression)
    }
  }
}
