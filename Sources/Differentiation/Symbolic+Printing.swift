// SPDX-License-Identifier: MIT

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
