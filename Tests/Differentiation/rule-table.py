#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes RuleTruth+Values.swift: f(x), f'(x), ..., f^(6)(x) of every row of the rule table by mpmath, to 25 digits.

Each record also holds a radius R and the largest |f| on the circle of that radius about x: by Cauchy's estimate
|f^(k)(x)| <= k! M / R^k, and k! M u / R^k is the unit in which a k-th derivative's error is measured.
"""
import mpmath as mp

mp.mp.dps = 60


def odd_root(n, x):
    return (lambda z: -mp.root(-z, n)) if x < 0 else (lambda z: mp.root(z, n))


def elu(n):
    return mp.expm1 if n == 0 else mp.exp


def expm1_over_x(n):
    """The integral of t^n e^(z t) over t from 0 to 1, the nth derivative of (e^z - 1)/z."""
    return lambda z: mp.hyp1f1(n + 1, n + 2, z) / (n + 1)


def sinc(n):
    """The integral of t^n cos(z t + n pi/2), the nth derivative of sin z/z."""
    half = lambda z, i: i**n * expm1_over_x(n)(i * z) / 2
    return lambda z: half(z, mp.mpc(0, 1)) + half(z, mp.mpc(0, -1))


FAMILIES = {"sincDerivative": sinc, "expm1OverXDerivative": expm1_over_x}


def rows():
    """name, function of x or of z, points, distance from x to the nearest singularity (None: entire)"""
    pole = lambda *places: lambda x: min(abs(mp.mpc(x) - p) for p in places)
    i = mp.mpc(0, 1)
    one = lambda f: lambda x: f
    yield "exp", one(mp.exp), [-1.25, 0.75], None
    yield "expMinusOne", one(mp.expm1), [-1.25, 2.0**-9, 0.75], None
    yield "log", one(mp.log), [0.375, 2.5], pole(0)
    yield "logOnePlus", one(mp.log1p), [-0.5, 2.0**-9, 1.5], pole(-1)
    yield "sin", one(mp.sin), [-0.75, 2.5], None
    yield "cos", one(mp.cos), [-0.75, 2.5], None
    yield "tan", one(mp.tan), [-0.75, 0.625], pole(mp.pi / 2, -mp.pi / 2)
    yield "asin", one(mp.asin), [-0.75, 0.375, 0.96875], pole(1, -1)
    yield "acos", one(mp.acos), [-0.75, 0.375, 0.96875], pole(1, -1)
    yield "atan", one(mp.atan), [-2.5, 0.5], pole(i, -i)
    yield "sinh", one(mp.sinh), [-0.75, 2.5], None
    yield "cosh", one(mp.cosh), [-0.75, 2.5], None
    yield "tanh", one(mp.tanh), [-0.75, 0.3125, 2.5], pole(mp.pi / 2 * i)
    yield "asinh", one(mp.asinh), [-1.5, 0.25, 4], pole(i, -i)
    yield "acosh", one(mp.acosh), [1.25, 3.5], pole(1)
    yield "atanh", one(mp.atanh), [-0.75, 0.375], pole(1, -1)
    yield "sqrt", one(mp.sqrt), [0.375, 6.5], pole(0)
    yield "reciprocal", one(lambda z: 1 / z), [-1.25, 0.375], pole(0)
    yield "sigmoid", one(lambda z: 1 / (1 + mp.exp(-z))), [-6, 0.75, 12], pole(mp.pi * i)
    yield "softplus", one(lambda z: mp.log1p(mp.exp(z))), [-6, 0.75, 12], pole(mp.pi * i)
    yield "erf", one(mp.erf), [-0.75, 2.0**-20, 0.5, 2.5], None
    yield "erfc", one(mp.erfc), [-0.75, 0.5, 2.5], None
    for n in [0, 1, 3]:
        points = [-7.5, -1.25, 0, 2.0**-20, 1.1875, 3.75, 30]
        yield f"sincDerivative({n})", one(sinc(n)), points, None
        points = [-40, -6.5, -0.75, -(2.0**-20), 0, 2.0**-20, 0.75, 6.5, 20]
        yield f"expm1OverXDerivative({n})", one(expm1_over_x(n)), points, None
    for c in [-0.5, 0.25, 1.875, 4.5]:
        yield f"realPower({c})", one(lambda z, c=c: mp.power(z, c)), [0.375, 6.5], pole(0)
    # On one side of a kink; what is constant in pieces has no derivatives.
    near = lambda x: mp.mpf(1) / 2
    yield "abs", lambda x: (lambda z: z if x > 0 else -z), [-1.25, 0.75], near
    for a in ["0.0", "0.01"]:
        k = mp.mpf(float(a))
        yield f"leakyRelu({a})", lambda x, k=k: (lambda z: z if x > 0 else k * z), [-1.25, 0.75], near
        yield f"leakySlope({a})", lambda x, k=k: (lambda z: mp.mpf(1) if x > 0 else k), [-1.25, 0.75], near
    for n in range(3):
        yield f"eluDerivative({n})", lambda x, n=n: elu(n) if x <= 0 else (lambda z: [z, mp.mpf(1), mp.mpf(0)][n]), [-1.25, 0.75], near
    yield "sign", lambda x: (lambda z: mp.sign(mp.mpf(x))), [-1.25, 0.75], near
    yield "binade", lambda x: (lambda z: mp.mpf(2) ** mp.floor(mp.log(abs(mp.mpf(x)), 2))), [-1.25, 0.75, 6.5], near
    yield "nonNegative", lambda x: (lambda z: mp.mpf(1)), [0.75], near
    yield "detached", lambda x: (lambda z: mp.mpf(x)), [-1.25, 0.75], near
    for n in [-3, -1, 0, 1, 2, 3, 5, 8]:
        points = [-1.25, 0.75] + ([0] if n >= 0 else [])
        yield f"power({n})", one(lambda z, n=n: mp.mpc(z) ** n), points, pole(0) if n < 0 else None
    for n in [1, 2, 3, 5]:
        points = [0.375, 6.5] if n == 2 else [-1.25, 2.5]
        yield f"root({n})", (lambda x, n=n: odd_root(n, x)), points, pole(0)


def record(name, f, x, distance):
    radius = mp.mpf(1) if distance is None else distance(x) / 2
    bound = max(abs(f(x + radius * mp.expjpi(mp.mpf(k) / 32))) for k in range(64)) or mp.mpf(1)
    family = FAMILIES.get(name.split("(")[0])
    if family:
        values = [mp.re(family(int(name.split("(")[1][:-1]) + k)(mp.mpf(x))) for k in range(7)]
    else:
        values = [mp.re(c) * mp.factorial(k) for k, c in enumerate(mp.taylor(f, x, 6))]
    if name.startswith("power") and int(name[6:-1]) >= 0:  # exact, so that a zero is one
        n, values = int(name[6:-1]), []
        for k in range(7):
            values.append(mp.ff(n, k) * (mp.mpf(x) ** (n - k) if n >= k else 0))
    text = [name, repr(float(x)), mp.nstr(radius, 5), mp.nstr(bound, 5)]
    text += [mp.nstr(v, 25, strip_zeros=True) for v in values]
    return "    " + "\n      ".join(" ".join(text[a:b]) for a, b in [(0, 4), (4, 7), (7, 10), (10, 11)])


records = [record(n, f(x), x, d) for n, f, points, d in rows() for x in points]
with open("RuleTruth+Values.swift", "w") as out:
    out.write('// Written by rule-table.py.\n\nextension RuleTruth {\n')
    out.write('  /// Row, point, radius, bound on its circle, and the derivatives of the orders 0 … 6.\n')
    out.write('  static let text = """\n' + "\n".join(records) + '\n    """\n}\n')
