#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes ActivationTests+Values.swift: activations and their derivatives to the fourth order by mpmath."""
import mpmath as mp

mp.mp.dps = 60
sigma = lambda x: 1 / (1 + mp.exp(-x))
rows = {
    "tanh": (mp.tanh, [-20, -9.010913848876953, 0.5, 5]),
    "sin": (mp.sin, [-2, 0.5]),
    "cos": (mp.cos, [-2, 0.5]),
    "sigmoid": (sigma, [-40, -2, 0.5, 40]),
    "softplus": (lambda x: mp.log1p(mp.exp(x)), [-40, -2, 0.5, 40]),
    "gelu": (lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2, [-10, -2, 0.5, 6]),
    "swish": (lambda x: x * sigma(x), [-40, -2, 0.5, 40]),
}
with open("ActivationTests+Values.swift", "w") as out:
    out.write("// Written by activations.py.\n\nextension ActivationTests.Known {\n  static let all: [Self] = [\n")
    for name, (f, points) in rows.items():
        for x in points:
            values = [mp.nstr(c * mp.factorial(k), 20) for k, c in enumerate(mp.taylor(f, x, 4))]
            out.write(f"    Self(\n      f: .{name}, x: {float(x)!r},\n      derivatives: [\n        ")
            out.write(", ".join(values[:3]) + ",\n        " + ", ".join(values[3:]) + ",\n      ]),\n")
    out.write("  ]\n}\n")
