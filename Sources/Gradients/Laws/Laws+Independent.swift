// SPDX-License-Identifier: MIT

import ComplexModule
import Differentiation

// Checks of a gradient against what knows nothing of differentiation, or of the gradient's own coordinates.

extension LawCatalogue {
  static let independent: [Law] = [
    // f′(x) = Im f(x + ih)/h: no difference is taken, so that h may be as small as it likes
    // (Squire and Trapp, SIAM Review 40 (1998) 110).
    Law("complex step", "values", parameters: 2) { s in
      [
        .derivative(
          s.functions[0].replacingParameters(s.parameters.map { .constant($0) }), [.x], at: s.point),
        .loss(s.functions[0], [], at: [s.point], parameters: s.parameters, [.input(0)]),
      ]
    } _: { s, d in
      let h = Extended.pow(2, -200)
      let (x, theta) = (s.point.map { Complex(Extended($0)) }, s.parameters.map { Complex(Extended($0)) })
      func slope(_ f: Complex<Extended>) -> Answer {
        let exact = Double(f.imaginary / h)
        return Answer(exact, allowed: 10 * Double(Extended.ulpOfOne) * max(1, abs(exact)))
      }
      let step = Complex(0, h)
      let byParameters = theta.indices.map { j in
        var moved = theta
        moved[j] += step
        return d[1][j] - slope(s.functions[0].value(x, moved))
      }
      return [d[0][0] - slope(s.functions[0].value([x[0] + step], theta))] + byParameters
    },

    // d/dη L(θ + ηv) = v·∇L for a direction across all axes, for one across θ, and for one across ∇L, where
    // the parts cancel.
    Law("gradient along adversarial directions", "parameters", parameters: 2) { s in
      [residualLoss(s, s.functions[0], s.parameters)]
        + directions(s).map { v in
          let moved = (0..<2).map { Expression.constant(s.parameters[$0]) + v[$0] * .parameter(0) }
          return residualLoss(s, s.functions[0].replacingParameters(moved), [0])
        }
    } _: { s, d in
      directions(s).enumerated().map { i, v in d[i + 1][0] - v[0] * d[0][0] - v[1] * d[0][1] }
    },
  ]

  /// (u′ − u)² at the point.
  private static func residualLoss(_ s: LawSample, _ f: Expression, _ parameters: [Double]) -> Asked {
    .loss(f, [[.x]], at: [s.point], parameters: parameters, [.call(.power(2), .input(1) - .input(0))])
  }
  /// Directions of unit length, which single precision holds exactly.
  private static func directions(_ s: LawSample) -> [[Double]] {
    let loss = Question(residualLoss(s, s.functions[0], s.parameters))
    let gradient = (try? Plain.forward.gradient(of: loss, at: s.parameters)) ?? [1, 0]
    return [[0.75, -1.5], s.parameters, gradient].enumerated().map { i, a in
      let v = i == 0 ? a : [-a[1], a[0]]
      let length = (v[0] * v[0] + v[1] * v[1]).squareRoot()
      return length > 0 ? v.map { Double(Float($0 / length)) } : [1, 0]
    }
  }
}

extension Expression {
  /// The value at a complex point.
  func value(_ x: [Complex<Extended>], _ theta: [Complex<Extended>]) -> Complex<Extended> {
    switch self {
    case .input(let i): x[i]
    case .parameter(let i): theta[i]
    case .constant(let c): Complex(Extended(c))
    case .sum(let a, let b): a.value(x, theta) + b.value(x, theta)
    case .difference(let a, let b): a.value(x, theta) - b.value(x, theta)
    case .product(let a, let b): a.value(x, theta) * b.value(x, theta)
    case .quotient(let a, let b): a.value(x, theta) / b.value(x, theta)
    case .call(let f, let a): f.value(a.value(x, theta))
    }
  }
}

extension Elementary {
  /// The analytic continuation. A power is a product: by a logarithm, a tiny imaginary part would be rounded
  /// away.
  fileprivate func value(_ z: Complex<Extended>) -> Complex<Extended> {
    switch self {
    case .exp: .exp(z)
    case .expMinusOne: .expMinusOne(z)
    case .log: .log(z)
    case .logOnePlus: .log(onePlus: z)
    case .sin: .sin(z)
    case .cos: .cos(z)
    case .tan: .tan(z)
    case .asin: .asin(z)
    case .acos: .acos(z)
    case .atan: .atan(z)
    case .sinh: .sinh(z)
    case .cosh: .cosh(z)
    case .tanh: .tanh(z)
    case .asinh: .asinh(z)
    case .acosh: .acosh(z)
    case .atanh: .atanh(z)
    case .sqrt: .sqrt(z)
    case .reciprocal: 1 / z
    case .sigmoid: 1 / (1 + .exp(-z))
    case .softplus: .log(onePlus: .exp(z))
    case .power(let n):
      n < 0 ? 1 / Self.power(-n).value(z) : (0..<n).reduce(Complex(1)) { product, _ in product * z }
    case .root(let n): .root(z, Int(n))
    case .realPower(let c): .exp(Complex(Extended(c)) * .log(z))
    // Of no random function.
    case .erf, .erfc, .abs, .sign, .binade, .nonNegative, .detached, .leakyRelu, .leakySlope, .eluDerivative,
      .sincDerivative, .expm1OverXDerivative:
      Complex(.nan)
    }
  }
}

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
