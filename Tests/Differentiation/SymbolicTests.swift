// SPDX-License-Identifier: MIT

import TestSupport
import Differentiation
import RealModule
import Testing

/// What is printed is what is computed.
@Suite struct SymbolicTests {
  static func jet(_ unknowns: Int = 1) -> Jet<Symbolic> {
    Jet { Symbolic(unknown: $0, of: unknowns, $1) }
  }
  static var nu: Symbolic { Symbolic(NamedConstant("nu", 0.01)) }

  @Test func residuals() {
    let u = Self.jet()
    let nu = Self.nu
    let burgers = u.t + u.value * u.x - nu * u.xx
    #expect(burgers.ascii == "u_t + u*u_x - nu*u_xx")
    #expect(burgers.latex == #"u_{t} + u\,u_{x} - \nu\,u_{xx}"#)
    let helmholtz = u.xx + u.yy + .pow(nu, 2) * u.value - .sin(Symbolic(.pi) * Symbolic(symbol: "x"))
    #expect(helmholtz.ascii == "u_xx + u_yy + nu^2*u - sin(pi*x)")
    #expect(helmholtz.latex == #"u_{xx} + u_{yy} + \nu^{2}\,u - \sin\left(\pi\,x\right)"#)
    let kdv = u.t + 6 * u.value * u.x + u.xxx
    #expect(kdv.ascii == "u_t + 6*u*u_x + u_xxx")
    let allenCahn = u.t - 0.0001 * u.xx + 5 * (.pow(u.value, 3) - u.value)
    #expect(allenCahn.ascii == "u_t - 0.0001*u_xx + 5*(u^3 - u)")
    let system = Self.jet(2)
    #expect((system[1].x - system[0].value / (1 + nu)).ascii == "u2_x - u1/(1 + nu)")
    #expect((system[1].x - system[0].value / (1 + nu)).latex == #"u^{(2)}_{x} - \frac{u^{(1)}}{1 + \nu}"#)
  }

  @Test func parentheses() {
    let (a, b, c) = (Symbolic(symbol: "a"), Symbolic(symbol: "b"), Symbolic(symbol: "c"))
    let cases: [(Symbolic, String, String)] = [
      (a - (b - c), "a - (b - c)", #"a - \left(b - c\right)"#), (a - b - c, "a - b - c", "a - b - c"),
      ((a + b) * c, "(a + b)*c", #"\left(a + b\right)\,c"#), (-(a + b), "-(a + b)", #"-\left(a + b\right)"#),
      (a / (b * c), "a/(b*c)", #"\frac{a}{b\,c}"#), (a / b / c, "a/b/c", #"\frac{\frac{a}{b}}{c}"#),
      (a / (b / c), "a/(b/c)", #"\frac{a}{\frac{b}{c}}"#),
      (.pow(a / b, 2), "(a/b)^2", #"\left(\frac{a}{b}\right)^{2}"#),
      (.pow(.pow(a, 2), 3), "(a^2)^3", #"\left(a^{2}\right)^{3}"#),
      (.pow(-a, 2), "(-a)^2", #"\left(-a\right)^{2}"#),
      (-.pow(a, 2), "-a^2", "-a^{2}"), (.pow(a, -2), "a^(-2)", "a^{-2}"), (a + -b, "a - b", "a - b"),
      (-a + b, "b - a", "b - a"), (a - -3, "a + 3", "a + 3"), (a + -3, "a - 3", "a - 3"),
      (.exp(-a), "exp(-a)", #"\exp\left(-a\right)"#),
      (.sqrt(a + b), "sqrt(a + b)", #"\sqrt{a + b}"#), (a * 1e-5, "1e-05*a", #"1\cdot 10^{-5}\,a"#),
      (0 * a + 1 * b, "b", "b"), (.root(a, 3), "root3(a)", #"\operatorname{root3}\left(a\right)"#),
    ]
    for (expression, ascii, latex) in cases {
      #expect(expression.ascii == ascii)
      #expect(expression.latex == latex)
    }
  }

  /// Random expressions: computed in rational numbers, and printed, read again and computed: equal.
  @Test(arguments: 1...300) func roundTrip(_ seed: Int) throws {
    let names = ["a", "b_x", "nu"]
    let values: [Rational] = [2, Rational(3).divided(by: 7), Rational(-5).divided(by: 2)]
    var random = Random(seed)
    let direct = RandomExpression.make(values, depth: 5, &random)
    random = Random(seed)
    let symbolic = RandomExpression.make(names.map { Symbolic(symbol: $0) }, depth: 5, &random)
    var reader = Reader(symbolic.ascii, Dictionary(uniqueKeysWithValues: zip(names, values)))
    let read = try reader.expression()
    #expect(read == direct, "\(symbolic.ascii)")
    let double = symbolic.value(Dictionary(uniqueKeysWithValues: zip(names, values.map { Double($0) })))
    #expect((double - Double(direct)).magnitude <= 1 / 4096 * max(1, double.magnitude), "\(symbolic.ascii)")
    #expect(symbolic == symbolic && symbolic != symbolic + 1)
  }

  /// The rule table differentiates symbols as it does numbers.
  @Test func derivatives() {
    let x = Symbolic(symbol: "x")
    let cube = derivative(at: x) { .pow($0, 3) }
    #expect(cube.ascii == "3*x^2")
    let second = derivative(at: x) { derivative(at: $0) { .sin($0 * $0) } }
    for f in Elementary.table {
      let at = f == .acosh ? 1.75 : 0.625
      let printed = derivative(at: x) { .apply(f, to: $0 * $0) }
      let number = derivative(at: at) { .apply(f, to: $0 * $0) }
      let value = printed.value(["x": at])
      #expect((value - number).magnitude <= 8 * number.ulp, "(\(f)(x²))′ = \(printed)")
    }
    let number = derivative(at: 0.625) { derivative(at: $0) { .sin($0 * $0) } }
    #expect((second.value(["x": 0.625]) - number).magnitude <= 8 * number.ulp, "\(second)")
    #expect(second.value([:]).isNaN, "a symbol without a value")
  }
}
