"""Writes RuleTruth.swift: derivatives 0…6 of every row of the rule table at two points, by mpmath at 60 digits."""
from mpmath import mp, mpf, taylor, nstr, factorial
import mpmath as m
mp.dps = 60
rows = {
  ".exp": (m.exp, -1.25, 0.75), ".expMinusOne": (m.expm1, -1.25, 0.03125), ".log": (m.log, 0.5, 3.5),
  ".logOnePlus": (lambda x: m.log(1 + x), -0.5, 0.03125), ".sin": (m.sin, -1.25, 0.75), ".cos": (m.cos, -1.25, 0.75),
  ".tan": (m.tan, -0.5, 1.0), ".asin": (m.asin, -0.25, 0.75), ".acos": (m.acos, -0.25, 0.75),
  ".atan": (m.atan, -1.25, 0.75), ".sinh": (m.sinh, -1.25, 0.75), ".cosh": (m.cosh, -1.25, 0.75),
  ".tanh": (m.tanh, -1.25, 0.25), ".asinh": (m.asinh, -1.25, 0.75), ".acosh": (m.acosh, 1.25, 3.5),
  ".atanh": (m.atanh, -0.25, 0.5), ".sqrt": (m.sqrt, 0.5, 3.5), ".reciprocal": (lambda x: 1 / x, -1.25, 0.75),
  ".sigmoid": (lambda x: 1 / (1 + m.exp(-x)), -1.25, 2.5), ".softplus": (lambda x: m.log(1 + m.exp(x)), -1.25, 2.5),
  ".erfc": (m.erfc, -0.75, 1.25),
}
for n in (-3, -1, 0, 1, 2, 3, 5, 8):
  rows[".power(%d)" % n] = ((lambda n: lambda x: x ** n)(n), -1.25, 0.75)
for n in (1, 2, 3, 5):
  rows[".root(%d)" % n] = ((lambda n: lambda x: x ** (mpf(1) / n))(n), 0.5, 3.5)
print("import Differentiation\n\n/// Made by rule_table.py: f, f', …, f⁽⁶⁾ at 60 digits.")
print("struct RuleTruth: Sendable {\n  let rule: Elementary\n  let x: Double\n  let derivatives: [Double]\n\n  static let all = [")
for name, (f, *points) in rows.items():
  for x in points:
    c = taylor(f, mpf(x), 6)
    print("    RuleTruth(rule: %s, x: %r, derivatives: [%s])," % (name, x, ", ".join(nstr(c[k] * factorial(k), 20) if abs(c[k]) > 1e-40 else "0" for k in range(7))))
print("  ]\n}")
