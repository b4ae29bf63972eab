// SPDX-License-Identifier: MIT

import RealModule

/// An expression that remembers how it was computed, and prints it.
///
/// Running an equation's own code on symbols prints the equation: what is printed cannot drift from what is
/// computed.
@usableFromInline package struct Symbolic: DerivedFunctions {
  @usableFromInline package typealias Weight = Symbolic
  @usableFromInline package typealias Magnitude = Double
  indirect enum Form: Hashable {
    case number(Double)
    case symbol(ascii: String, latex: String)
    case sum(Form, Form)
    case difference(Form, Form)
    case product(Form, Form)
    case quotient(Form, Form)
    case negative(Form)
    case call(Elementary, Form)
  }
  let form: Form

  init(_ form: Form) { self.form = form }
  @usableFromInline package init(_ value: Double) { form = .number(value) }
  @usableFromInline package init(floatLiteral value: Double) { self.init(value) }
  @usableFromInline package init(_ constant: NamedConstant) { self.init(symbol: constant.name) }
  /// A symbol by its name; Greek names are letters in LaTeX.
  @usableFromInline package init(symbol name: String) {
    form = .symbol(ascii: name, latex: Self.greek.contains(name) ? "\\\(name)" : name)
  }
  /// The unknown number `i` of `count`, or a derivative of it: u_xx.
  @usableFromInline package init(unknown i: Int, of count: Int = 1, _ index: MultiIndex) {
    let letter = count == 1 ? "u" : "u\(i + 1)"
    let latex = count == 1 ? "u" : "u^{(\(i + 1))}"
    form =
      switch index {
      case .value: .symbol(ascii: letter, latex: latex)
      case .laplacian: .symbol(ascii: "Laplacian(\(letter))", latex: "\\Delta \(latex)")
      default: .symbol(ascii: "\(letter)_\(index)", latex: "\(latex)_{\(index)}")
      }
  }

  private static let greek: Set = [
    "alpha", "beta", "gamma", "delta", "epsilon", "kappa", "lambda", "mu", "nu", "omega", "rho", "sigma",
    "theta",
  ]

  @usableFromInline package var isStructuralZero: Bool { form == .number(0) }
  @usableFromInline package var fixedValue: Double? { if case .number(let c) = form { c } else { nil } }
  /// |c| of a number; infinite for anything that has no value yet.
  @usableFromInline package var magnitude: Double {
    if case .number(let c) = form { abs(c) } else { .infinity }
  }
  @usableFromInline package static func == (a: Self, b: Self) -> Bool { a.form == b.form }

  @usableFromInline package static func + (a: Self, b: Self) -> Self {
    switch (a.form, b.form) {
    case (.number(let x), .number(let y)): Self(x + y)
    case (.number(0), _): b
    case (_, .number(0)): a
    case (_, .number(let y)) where y < 0: Self(.difference(a.form, .number(-y)))
    case (_, .negative(let y)): Self(.difference(a.form, y))
    case (.negative(let x), _): Self(.difference(b.form, x))
    default: Self(.sum(a.form, b.form))
    }
  }
  @usableFromInline package static func - (a: Self, b: Self) -> Self {
    switch (a.form, b.form) {
    case (.number(let x), .number(let y)): Self(x - y)
    case (.number(0), _): -b
    case (_, .number(0)): a
    case (_, .number(let y)) where y < 0: Self(.sum(a.form, .number(-y)))
    case (_, .negative(let y)): Self(.sum(a.form, y))
    default: Self(.difference(a.form, b.form))
    }
  }
  @usableFromInline package static prefix func - (a: Self) -> Self {
    switch a.form {
    case .number(let x): Self(-x)
    case .negative(let x): Self(x)
    default: Self(.negative(a.form))
    }
  }
  @usableFromInline package static func * (a: Self, b: Self) -> Self {
    switch (a.form, b.form) {
    case (.number(let x), .number(let y)): Self(x * y)
    case (.number(0), _), (_, .number(0)): 0
    case (.number(1), _): b
    case (_, .number(1)): a
    case (.number(-1), _): -b
    case (_, .number): b * a
    case (.negative(let x), _): -(Self(x) * b)
    case (_, .negative(let y)): -(a * Self(y))
    default: Self(.product(a.form, b.form))
    }
  }
  @usableFromInline package static func / (a: Self, b: Self) -> Self {
    switch (a.form, b.form) {
    case (.number(let x), .number(let y)): Self(x / y)
    case (.number(0), _): 0
    case (_, .number(1)): a
    case (.negative(let x), _): -(Self(x) / b)
    default: Self(.quotient(a.form, b.form))
    }
  }
  @usableFromInline package func scaled(by k: Double) -> Self { Self(k) * self }
  @usableFromInline package func divided(by k: Double) -> Self { self / Self(k) }
  @usableFromInline package static func apply(_ f: Elementary, to x: Self) -> Self {
    switch (f, x.form) {
    case (.reciprocal, _): 1 / x
    case (.power(0), _), (.nonNegative, _): 1
    case (.power(1), _), (.root(1), _): x
    case (_, .number(let c)): Self(Double.apply(f, to: c))
    default: Self(.call(f, x.form))
    }
  }
  @usableFromInline package static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    1 - apply(.power(2), to: y)
  }

  /// The value of the expression where its symbols have these values; NaN where one is missing.
  @usableFromInline package func value(_ symbols: [String: Double]) -> Double { Self.value(form, symbols) }

  private static func value(_ form: Form, _ symbols: [String: Double]) -> Double {
    switch form {
    case .number(let c): c
    case .symbol(let name, _): symbols[name] ?? .nan
    case .sum(let a, let b): value(a, symbols) + value(b, symbols)
    case .difference(let a, let b): value(a, symbols) - value(b, symbols)
    case .product(let a, let b): value(a, symbols) * value(b, symbols)
    case .quotient(let a, let b): value(a, symbols) / value(b, symbols)
    case .negative(let a): -value(a, symbols)
    case .call(let f, let a): Double.apply(f, to: value(a, symbols))
    }
  }
}

extension Symbolic: CustomStringConvertible {
  /// `u_t + u*u_x - nu*u_xx`
  @usableFromInline package var ascii: String { Self.print(form, .ascii, above: 0) }
  /// `u_{t} + u\,u_{x} - \nu\,u_{xx}`
  @usableFromInline package var latex: String { Self.print(form, .latex, above: 0) }
  @usableFromInline package var description: String { ascii }

  private enum Style { case ascii, latex }

  /// - Parameter above: the binding strength around: 1 sums, 2 products, 3 powers and signs.
  private static func print(_ form: Form, _ style: Style, above: Int) -> String {
    func text(_ form: Form, _ strength: Int) -> String { print(form, style, above: strength) }
    func enclosed(_ strength: Int, _ s: String) -> String {
      strength >= above ? s : style == .ascii ? "(\(s))" : "\\left(\(s)\\right)"
    }
    switch form {
    case .number(let c): return enclosed(c < 0 ? 1 : 4, number(c, style))
    case .symbol(let ascii, let latex): return style == .ascii ? ascii : latex
    case .sum(let a, let b): return enclosed(1, "\(text(a, 1)) + \(text(b, 1))")
    case .difference(let a, let b): return enclosed(1, "\(text(a, 1)) - \(text(b, 2))")
    case .negative(let a): return enclosed(1, "-\(text(a, 2))")
    case .product(let a, let b):
      return enclosed(2, "\(text(a, 2))\(style == .ascii ? "*" : "\\,")\(text(b, 2))")
    case .quotient(let a, let b):
      return style == .ascii
        ? enclosed(2, "\(text(a, 2))/\(text(b, 3))") : enclosed(3, "\\frac{\(text(a, 0))}{\(text(b, 0))}")
    case .call(.power(let n), let a):
      return enclosed(
        3, style == .ascii ? "\(text(a, 4))^\(n < 0 ? "(\(n))" : "\(n)")" : "\(text(a, 4))^{\(n)}")
    case .call(.realPower(let c), let a):
      let exponent = number(c, style)
      return enclosed(
        3,
        style == .ascii
          ? "\(text(a, 4))^\(c < 0 ? "(\(exponent))" : exponent)" : "\(text(a, 4))^{\(exponent)}")
    case .call(.abs, let a) where style == .latex:
      return "\\left|\(text(a, 0))\\right|"
    case .call(let f, let a):
      let name = name(f)
      if style == .ascii { return "\(name)(\(text(a, 0)))" }
      if f == .sqrt { return "\\sqrt{\(text(a, 0))}" }
      return "\(known.contains(name) ? "\\\(name)" : "\\operatorname{\(name)}")\\left(\(text(a, 0))\\right)"
    }
  }

  private static let known: Set = ["exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh"]

  private static func primes(_ n: Int32) -> String { String(repeating: "'", count: Int(n)) }

  private static func name(_ f: Elementary) -> String {
    switch f {
    case .expMinusOne: "expm1"
    case .logOnePlus: "log1p"
    case .root(let n): "root\(n)"
    case .sincDerivative(let n): "sinc" + primes(n)
    case .expm1OverXDerivative(let n): "expm1_over_x" + primes(n)
    case .leakyRelu(let a): a == 0 ? "relu" : "leaky_relu[\(number(a, .ascii))]"
    case .leakySlope(let a): a == 0 ? "relu'" : "leaky_relu[\(number(a, .ascii))]'"
    case .eluDerivative(let n): "elu" + primes(n)
    default: "\(f)"
    }
  }

  private static func number(_ c: Double, _ style: Style) -> String {
    if c == Double.pi { return style == .ascii ? "pi" : "\\pi" }
    if c == c.rounded(), c.magnitude < 1e15 { return "\(Int64(c))" }
    let text = "\(c)"
    guard style == .latex, let e = text.firstIndex(of: "e") else { return text }
    return "\(text[..<e])\\cdot 10^{\(Int(text[text.index(after: e)...])!)}"
  }
}
