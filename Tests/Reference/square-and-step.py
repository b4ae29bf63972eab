# SPDX-License-Identifier: MIT
"""The table of SquareAndStepTable.swift: each solution by another representation than the library's, at 60 digits,
with its derivatives term by term, and its equation fulfilled to 1e-25.

    python3 square-and-step.py > SquareAndStepTable.swift
"""
import random
from mpmath import mp, mpf, pi, sin, cos, exp, sinh, cosh, sqrt, log, erfc, nstr

mp.dps = 60
random.seed(7)


def sine(k, a, order):
    """The derivatives of sin(ka)."""
    return k**order * (sin(k * a), cos(k * a), -sin(k * a), -cos(k * a))[order % 4]


def poisson(x, y):
    """The cosh series of x across, exponentials of y; the orientation with more distance."""
    far = lambda a: min(a, 1 - a)
    if far(y) < far(x):
        u, ux, uy, uxx, uxy, uyy = poisson(y, x)
        return u, uy, ux, uyy, uxy, uxx
    sums = [mpf(0)] * 6
    last = int(75 / (pi * far(y))) + 3
    for n in range(1, last, 2):
        k = n * pi
        e0, e1, whole = exp(-k * y), exp(-k * (1 - y)), 1 + exp(-k)
        c = [(e0 + e1) / whole, k * (e1 - e0) / whole, k * k * (e0 + e1) / whole]
        for i, (a, b) in enumerate([(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]):
            sums[i] -= 4 / k**3 * sine(k, x, a) * c[b]
    sums[0] += x * (1 - x) / 2
    sums[1] += mpf(1) / 2 - x
    sums[3] -= 1
    assert abs(sums[3] + sums[5] + 1) < mpf(10) ** -25
    return sums


def sinh_series(x, y):
    """1 on y = 1: sum of (4/pi) sin(nπx)/n sinh(nπy)/sinh(nπ)."""
    sums = [mpf(0)] * 6
    for n in range(1, int(75 / (pi * (1 - y))) + 3, 2):
        k = n * pi
        up, down, whole = exp(-k * (1 - y)), exp(-k * (1 + y)), 1 - exp(-2 * k)
        c = [(up - down) / whole, k * (up + down) / whole, k * k * (up - down) / whole]
        for i, (a, b) in enumerate([(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]):
            sums[i] += 4 / k * sine(k, x, a) * c[b]
    return sums


def laplace(x, y):
    """Near the top the complement of the three other sides."""
    if 1 - y > min(x, 1 - x) or 1 - y > 0.2:
        sums = sinh_series(x, y)
    else:
        bottom = sinh_series(x, 1 - y)
        left, right = sinh_series(y, 1 - x), sinh_series(y, x)
        sums = [mpf(1)] + [mpf(0)] * 5
        for i, (s, j) in enumerate([(1, 0), (1, 1), (-1, 2), (1, 3), (-1, 4), (1, 5)]):
            sums[i] -= s * bottom[j]
        # left: (y, 1 − x) of x, y; right: (y, x).
        for i, (s, j) in enumerate([(1, 0), (-1, 2), (1, 1), (1, 5), (-1, 4), (1, 3)]):
            sums[i] -= s * left[j]
        for i, j in enumerate([0, 2, 1, 5, 4, 3]):
            sums[i] -= right[j]
    assert abs(sums[3] + sums[5]) < mpf(10) ** -25 * (1 + abs(sums[3]))
    return sums


def heat(x, t):
    """α = 1. Images where the library takes the Fourier series, and the reverse down to t = 1e-4."""
    if t >= 0.02 or t < 1e-4:
        # v = erf of the step: sum of (−1)^m erfc, derivatives of erfc(z) are Gaussians.
        w = sqrt(4 * t)
        g = [mpf(1)] + [mpf(0)] * 3
        for m in range(0, int(13 * w) + 4):
            for z, s in [((m + x) / w, 1), ((m + 1 - x) / w, -1)]:
                f = -(-1) ** m
                gauss = 2 / sqrt(pi) * exp(-z * z)
                g[0] += f * erfc(z)
                g[1] += f * -gauss / w * s
                g[2] += f * 2 * z * gauss / w**2
                g[3] += f * gauss * z / (2 * t)
        u, ux, uxx, ut = g
    else:
        u = ux = uxx = ut = mpf(0)
        for n in range(1, int(sqrt(150 / (pi**2 * t))) + 3, 2):
            k, e = n * pi, exp(-(n * pi) ** 2 * t)
            u += 4 / k * sin(k * x) * e
            ux += 4 * cos(k * x) * e
            uxx -= 4 * k * sin(k * x) * e
            ut += 4 / k * sin(k * x) * -(k * k) * e
    assert abs(ut - uxx) < mpf(10) ** -25 * (1 + abs(uxx))
    return u, ux, ut, uxx


def short(v):
    """A double that is itself: v rounded to 2^-30."""
    return round(v * 2**30) / 2**30


def emit(name, f, places):
    print(f'  static let {name} = table(\n    """')
    for a, b in places:
        # What a double cannot hold is 0.
        row = (v if abs(v) > mpf(10) ** -300 else mpf(0) for v in f(mpf(a), mpf(b)))
        print(f"    {a!r} {b!r} " + " ".join(nstr(v, 30, min_fixed=-5, max_fixed=6) for v in row))
    print('    """)')


def square():
    places = [(0.5, 0.5), (0.5, 0.75), (0.25, 0.25), (0.5, 0.25), (0.75, 0.5), (0.125, 0.5)]
    places += [(short(random.random()), short(random.random())) for _ in range(40)]
    for corner in [(0, 0), (1, 0), (0, 1), (1, 1)]:
        for e in [4, 7, 9]:
            for slope in [1.0, 0.25, 3.0]:
                d = 2.0**-e
                places.append((abs(corner[0] - d), abs(corner[1] - d * slope)))
    return places


print("""// Printed by square-and-step.py, 30 digits. The coordinates are doubles.

struct SeriesRow: Sendable {
  let a, b: Double
  let truth: [Double]

  /// Rows of numbers, the coordinates first; NaN where one is none.
  static func table(_ text: String) -> [SeriesRow] {
    text.split(separator: "\\n").map { line in
      let numbers = line.split(separator: " ").map { Double($0) ?? .nan }
      return SeriesRow(a: numbers[0], b: numbers[1], truth: Array(numbers[2...]))
    }
  }
""")
print("  // x, y: u, u_x, u_y, u_xx, u_xy, u_yy.")
places = square()
emit("poisson", poisson, [p for p in places if min(p[0], 1 - p[0]) > 0])
emit("laplace", laplace, places)
print("  // x, t: u, u_x, u_t, u_xx.")
times = [0.1, 0.01, 0.02, 0.0200001, 0.019999, 1e-3, 2e-4, 1e-5, 1e-8, 1e-12, 0.5, 1.0, 2.0]
places = [(0.5, 0.1), (0.1, 0.01)]
places += [(short(random.random()), t) for t in times for _ in range(5)]
places += [(s * t**0.5, t) for t in times if t < 0.03 for s in (0.1, 1.0, 4.0)]
places += [(1 - short(t**0.5), t) for t in times if 1e-9 < t < 0.03]
emit("heat", heat, places)
print("}")
