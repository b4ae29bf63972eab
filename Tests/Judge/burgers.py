# SPDX-License-Identifier: MIT
"""Burgers' equation by Cole and Hopf: from a sine to a layer, for every viscosity."""

import math
from functools import lru_cache

from flint import arb, arb_series, ctx

from statement import Statement


class ColeHopf:
    """u = −2ν φ_x/φ, φ the heat kernel's mean of f(y) = e^((1 − cos πy)/(2πν)) less a constant factor.

    What is summed are φ and its derivatives in x to the third: u, u_x, u_xx and u_t follow.
    """

    def __init__(self, nu):
        self.viscosity, self.nu = nu, arb(nu)
        # 2A, the digits of the constant factor, is what a sum with signs loses.
        self.loss = 1 / (3.14 * nu)

    def __call__(self, point, indices):
        x, t = map(arb, point)
        nu = self.nu
        if point[1] == 0:
            ctx.cap = 4
            u = -(arb.pi() * arb_series([x, 1])).sin()
            rate = nu * u.derivative().derivative() - u * u.derivative()
            ctx.cap = 3
        else:
            f0, f1, f2, f3 = self.bessel(x, t) if self.loss < 120 else self.trapezoid(x, t)
            ctx.cap = 3
            phi, slope = arb_series([f0, f1, f2 / 2]), arb_series([f1, f2, f3 / 2])
            u = -2 * nu * slope / phi
            # φ_t = νφ_xx, φ_xt = νφ_xxx
            rate = -2 * nu * nu * arb_series([(f3 * f0 - f1 * f2) / (f0 * f0)])
        values = {(0, 0): u[0], (1, 0): u[1], (2, 0): 2 * u[2], (0, 1): rate[0]}
        return [values[i] for i in indices]

    def bessel(self, x, t):
        """f = e^(−A cos πy) = I₀ + 2 Σ (−1)^n I_n(A) cos nπy; each mode decays by e^(−n²π²νt)."""
        before = ctx.prec
        # The sum is as small as e^(−2A) of its largest term.
        ctx.prec = before + 20 + int(1.5 * self.loss)
        cosine, sine = (arb.pi() * x).cos(), (arb.pi() * x).sin()
        q = (-arb.pi() ** 2 * self.nu * t).exp()
        # q^(n²) and e^(inπx) by recurrence.
        power, step, square = arb(1), q, q * q
        c, s, sums = arb(1), arb(0), [arb(0)] * 4
        for n, coefficient in enumerate(coefficients(self.viscosity, ctx.prec)):
            if n:
                power *= step
                step *= square
                c, s = c * cosine - s * sine, s * cosine + c * sine
            term = coefficient * power
            k = n * arb.pi()
            sums[0] += term * c
            term *= k
            sums[1] -= term * s
            term *= k
            sums[2] -= term * c
            term *= k
            sums[3] += term * s
        ctx.prec = before
        return [+v for v in sums]

    def trapezoid(self, x, t):
        """Sums over equidistant y, twice as dense until two agree to half the digits.

        What is left then is the square of their difference, as for every analytic integrand.
        """
        width = (2 * self.nu * t).sqrt()
        narrow = min(float(width.mid()), 1 / (3.15 * (self.loss / 2) ** 0.5))
        level = 1
        while 2.0 ** (1 - level) > 0.7 * narrow:
            level += 1
        coarse = self.moments(x, t, level, 0)
        while True:
            # The points between.
            between = self.moments(x, t, level, 1)
            fine = [a + b for a, b in zip(coarse, between)]
            scale = [fine[0] / width**k * 10 for k in range(4)]
            off = max(abs((a - b) / s) for a, b, s in zip(coarse, between, scale))
            if off < arb(2) ** (-0.45 * ctx.prec):
                return [v + arb(0, (off * off * s * 100).upper()) for v, s in zip(fine, scale)]
            coarse, level = fine, level + 1

    def moments(self, x, t, level, half):
        """Σ f(y_j) ∂ᵏ e^(−(x − y_j)²/4νt), k = 0 … 3, over y_j = (j + half/2) 2^(1 − level)."""
        h, spread, sums = arb(2) ** (1 - level), 4 * self.nu * t, [arb(0)] * 4
        peak, first, last = self.window(float(x), float(t), 2.0 ** (1 - level), half)
        value = self.starts(level + 1)
        ratio = (-2 * h * h / spread).exp()
        # From the peak both ways, the Gaussian by recurrence.
        for way, end in ((1, last), (-1, first)):
            d = x - (peak + arb(half) / 2) * h
            weight = (-(d * d) / spread).exp()
            step = ((2 * d * way * h - h * h) / spread).exp()
            for j in range(peak, end + way, way):
                if way == 1 or j != peak:
                    # The kernel's derivatives over the kernel.
                    one = -2 * d / spread
                    two = one * one - 2 / spread
                    w = value(2 * j + half) * weight
                    for k, factor in enumerate((1, one, two, one * two - 4 * one / spread)):
                        sums[k] += w * factor
                weight *= step
                step *= ratio
                d -= way * h
        return sums

    def window(self, x, t, h, half):
        """The largest term, and the first and last that count: beyond, the kernel alone is too small."""
        spread, a = 4 * self.viscosity * t, self.loss / 2
        kernel = lambda j: -((x - (j + half / 2) * h) ** 2) / spread
        term = lambda j: kernel(j) - a * (1 + math.cos(math.pi * (j + half / 2) * h))
        middle, reach = round(x / h), int((2 * a * spread) ** 0.5 / h) + 2
        peak = max(range(middle - reach, middle + reach + 1), key=term)
        reach = int((spread * (0.7 * ctx.prec + 30 - term(peak))) ** 0.5 / h) + 2
        return peak, min(middle - reach, peak), max(middle + reach, peak)

    def starts(self, level):
        """f over its largest value at a period's points: kept where they are few enough to be met again."""
        period = 2**level
        if level > 11:
            return lambda n: start(self.viscosity, level, n % period)
        table = starts(self.viscosity, level, ctx.prec)
        return lambda n: table[n % period]


def exponent_of(nu):
    return 1 / (2 * arb.pi() * arb(nu))


@lru_cache(maxsize=8)
def coefficients(nu, prec):
    """(−1)^n I_n(A), the later ones doubled, to where they no longer count."""
    a = exponent_of(nu)
    values, n = [a.bessel_i(0)], 1
    while True:
        value = 2 * (-1) ** n * a.bessel_i(n)
        if n > 8 and abs(value) < arb(2) ** -prec:
            return values
        values.append(value)
        n += 1


@lru_cache(maxsize=64)
def starts(nu, level, prec):
    """f over its largest value, e^(−A(1 + cos πy)), at 2^level equidistant points of a period."""
    return [start(nu, level, j) for j in range(2**level)]


def start(nu, level, j):
    return (-exponent_of(nu) * (1 + (arb(j) * arb(2) ** (1 - level)).cos_pi())).exp()


PROBLEMS = {
    "burgers": Statement(
        {"x": (-1, 1), "t": (0, 1)}, lambda p: ColeHopf(p["nu"]),
        {"nu": (0.01 / 3.141592653589793, 1e-4, 100)}),
}
