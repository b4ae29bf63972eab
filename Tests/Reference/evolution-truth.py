#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""EvolutionTruth+Values.swift: evolutions without a formula to 30 digits, by the judge's programs (Tests/Judge/evolutions.py).

    python3 Tests/Reference/evolution-truth.py > Tests/Reference/EvolutionTruth+Values.swift

Standard and at both ends of ranges; at the ends of the period, edges of time slabs, early times, near the ends, near the
kink, anywhere. `Scripts/judge --problem kdv` judges any number of points.
"""
import pathlib, random, sys

from mpmath import mp, mpf

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Judge"))
import evolutions

mp.dps = 40
CASES = [
    ("kdv", {"delta": 0.0025}, evolutions.kdv, [0, 1, 2, 3, 4]),
    ("kdv", {"delta": 0.01}, evolutions.kdv, [0, 1, 2, 3, 4]),
    ("nls-periodic", {}, evolutions.nls, [0, 1, 2, 4]),
    ("allen-cahn", {"d": 1e-4}, evolutions.allen_cahn, [0, 1, 2, 4]),
    ("allen-cahn", {"d": 1e-2}, evolutions.allen_cahn, [0, 1, 2, 4]),
]


def points(problem, settings, count):
    if problem == "allen-cahn":
        return kinked(settings["d"], count)
    r = random.Random(2 if problem == "nls-periodic" else 1)
    X, T = (5, 1.5707963267948966) if problem == "nls-periodic" else (1, 1)
    rows = []
    for i in range(count):
        x, t, kind = r.uniform(-X, X), r.uniform(0, T), i % 10
        if kind == 0:
            x = r.choice([-X, X, 0.0])
        if kind in (1, 2):
            t = T * r.randint(0, 64) / 64
        if kind == 3:
            t = T * 10 ** r.uniform(-9, 0)
        if kind == 4:
            x = X * (1 - 10 ** r.uniform(-9, 0)) * r.choice([-1, 1])
        rows.append((float(x), float(t)))
    return rows


def kinked(d, count):
    """Mostly about the kink, and about the time when Fourier sums take over."""
    r, first = random.Random(7), evolutions.kink_ends(d)
    rows = []
    for i in range(count):
        x, t, kind = r.uniform(-1, 1), r.uniform(0, 1), i % 12
        if kind < 3:
            t = first * 10 ** r.uniform(-12, 0)
        if kind in (3, 4):
            t = r.uniform(0, 3 * first)
        if kind == 5:
            t = r.choice([first, 0.1, 0.3, 0.5, 1.0, first * 1.5, first * 2.25])
        if i % 5 == 0:
            x = r.choice([-1, 1]) * (1 - min(1, abs(r.gauss(0, 4)) * (d * t) ** 0.5))
        if i % 20 == 1:
            x = r.choice([-1.0, 1.0, 0.0])
        if i % 20 == 2:
            x = r.choice([-1, 1]) * (1 - 10 ** r.uniform(-9, 0))
        rows.append((float(x), float(t)))
    return rows


def lines():
    for problem, settings, compute, held in CASES:
        # Those of the start first, of which there are few.
        rows = sorted(points(problem, settings, 2000), key=lambda row: row[1] > 0)[:80]
        known = compute(settings, set(rows))
        setting = " ".join(f"{k}={v}" for k, v in settings.items()) or "-"
        for x, t in rows:
            words = [problem, setting, repr(x), repr(t)]
            for part in range(len(known[x, t]) // 5):
                for k in held:
                    value = mpf(known[x, t][5 * part + k])
                    high = float(value)
                    words += [repr(high), repr(float(value - high))]
            yield " ".join("0" if word == "0.0" else word for word in words)


print("// SPDX-License-Identifier: MIT\n\n// Written by evolution-truth.py.\n\nextension EvolutionTruth {")
print("  /// Problem, setting, x, t, and u, u_x, u_xx (u_xxx), u_t of each unknown, each as a sum of two numbers.")
print('  static let text = """')
for line in lines():
    print("    " + line)
print('    """\n}')
