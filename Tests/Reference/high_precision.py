"""Writes HighPrecision.swift: Burgers by the Cole-Hopf integral at 60 digits (mpmath), derivatives under the integral."""
from mpmath import mp, mpf, pi, cos, sin, exp, sqrt, nstr
import random

mp.dps = 60

def solution(nu, x, t):
    A = 1 / (2 * pi * nu); w = sqrt(4 * nu * t)
    h = min(mpf('0.2'), mpf('0.1') / w) / 3
    n = int(sqrt(2 * A + 140) / h) + 1
    m = [mpf(0)] * 4
    shift = max(-A * cos(pi * (x - k * h * w)) - (k * h) ** 2 for k in range(-n, n + 1))
    for k in range(-n, n + 1):
        y = pi * (x - k * h * w)
        f = exp(-A * cos(y) - (k * h) ** 2 - shift)
        g1, g2, g3 = A * pi * sin(y), A * pi ** 2 * cos(y), -A * pi ** 3 * sin(y)
        for i, v in enumerate((1, g1, g2 + g1 ** 2, g3 + 3 * g1 * g2 + g1 ** 3)):
            m[i] += f * v
    q1, q2, q3 = m[1] / m[0], m[2] / m[0], m[3] / m[0]
    return -2 * nu * q1, -2 * nu * (q2 - q1 ** 2), -2 * nu * (q3 - 3 * q1 * q2 + 2 * q1 ** 3), -2 * nu ** 2 * (q3 - q1 * q2)

random.seed(1)
print("/// Made by high_precision.py: Burgers at 60 digits.")
print("struct HighPrecision: Sendable {\n  let nu, x, t, u, ux, uxx, ut: Double\n")
print("  static let burgers = [")
for nu in (3e-4, 1e-3, 0.0031830988618379067, 0.02, 0.1, 1.0, 10.0):
    places = [(random.uniform(-1, 1), random.uniform(0.01, 1)) for _ in range(4)]
    places += [(random.uniform(-4, 4) * nu, random.uniform(0.3, 1)) for _ in range(3)] + [(0.5, 1e-3)]
    for x, t in places:
        x = max(-1.0, min(1.0, x))
        r = solution(mpf(nu), mpf(x), mpf(t))
        print("    HighPrecision(nu: %r, x: %r, t: %r, u: %s, ux: %s, uxx: %s, ut: %s)," % ((nu, x, t) + tuple(nstr(v, 20) for v in r)))
print("  ]\n}")
