# SPDX-License-Identifier: MIT
"""The coefficients of P in expm1(2s) = 2s + s^2 P(s), |s| <= log(2)/4, minimax for the relative error, by Remez'
exchange at 60 digits. Prints the error reached and the coefficients as hexadecimal floats, highest power first:
python3 expm1-minimax.py"""

import struct
from mpmath import cos, expm1, log, lu_solve, matrix, mp, mpf, nstr, pi

mp.dps = 60
END = log(2) / 4 * mpf("1.001")  # a little beyond, for arguments that rounding moves


def target(s):
    return (expm1(2 * s) - 2 * s) / s**2 if abs(s) > mpf("1e-20") else mpf(2)


def weight(s):
    return max(abs(s), END / 50) / 2  # s^2 over 2s; kept from 0, where every P is right


def remez(degree):
    size = degree + 2
    nodes = [END * cos(pi * (2 * i + 1) / (2 * size)) for i in range(size)]
    grid = [END * cos(pi * k / 2000) for k in range(2001)]
    while True:
        a, b = matrix(size, size), matrix(size, 1)
        for i, x in enumerate(nodes):
            for j in range(degree + 1):
                a[i, j] = x**j
            a[i, degree + 1] = (-1) ** i / weight(x)
            b[i] = target(x)
        solution = lu_solve(a, b)
        p = [solution[j] for j in range(degree + 1)]
        error = [weight(x) * (sum(c * x**j for j, c in enumerate(p)) - target(x)) for x in grid]
        turns = [0] + [k for k in range(1, len(grid)) if (error[k] > 0) != (error[k - 1] > 0)] + [len(grid)]
        peaks = [grid[max(range(i, j), key=lambda k: abs(error[k]))] for i, j in zip(turns, turns[1:])][:size]
        moved = max(abs(x - y) for x, y in zip(peaks, nodes)) if len(peaks) == size else 0
        nodes = peaks
        if moved < END * mpf("1e-6"):
            return p, max(map(abs, error))


for name, degree in (("Double", 9), ("Float", 4)):
    p, error = remez(degree)
    print(name, "relative error", nstr(error, 3))
    for c in reversed(p):
        print("   ", float(c).hex() if name == "Double" else struct.unpack("f", struct.pack("f", c))[0].hex())
