"""Heat with a jump at the start, and Burgers' equation by Cole and Hopf: the two evolutions that an integral solves."""

import math
from functools import lru_cache

from flint import arb, arb_series, ctx

from statement import Statement, along, balls, derivatives


def heat_step(parameters):
    """A uniform start between cold ends: sine modes late, images of the half-line's erfc early."""
    p = balls(parameters)

    def late(x, t, depth):
        pi, total, n = arb.pi(), arb_series([0]), 1
        while n * n * depth < 0.7 * ctx.prec + 60:
            total += (n * pi * x).sin() * (-(n * n) * p.alpha * pi * pi * t).exp() / n
            n += 2
        return [4 / pi * p.start * total]

    def early(x, t, depth):
        width, total = (4 * p.alpha * t).sqrt(), arb_series([1])
        for m in range(2 + int((4 * depth / 9.8 * (0.7 * ctx.prec + 60)) ** 0.5)):
            total += (-1) ** (m + 1) * (((m + x) / width).erfc() + ((m + 1 - x) / width).erfc())
        return [p.start * total]

    def evaluate(point, indices):
        if point[1] == 0:
            # Every derivative vanishes with e^(−x²/4αt) as t does.
            return [arb(0) if any(i) else p.start for i in indices]
        at = [arb(v) for v in point]
        depth = parameters["alpha"] * 9.8697 * point[1]
        series = late if depth > 0.2 else early
        return derivatives(lambda d, order: along(lambda x, t: series(x, t, depth), at, d, order), indices)

    return evaluate


class ColeHopf:
    """u = −2ν φ_x/φ, φ the heat kernel's mean of f(y) = e^((1 − cos πy)/(2πν)) less a constant factor.

    What is summed are moments: φ and its derivatives in x to the third, from which u, u_x, u_xx and u_t follow.
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
        """Sums over equidistant y, twice as dense until two agree to half the digits: an analytic integrand's error squares."""
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
            if off < 1e-19:
                return [v + arb(0, (off * off * s * 100).upper()) for v, s in zip(fine, scale)]
            coarse, level = fine, level + 1

    def moments(self, x, t, level, half):
        """Σ f(y_j) ∂ᵏ e^(−(x − y_j)²/4νt), k = 0 … 3, over y_j = (j + half/2) 2^(1 − level), from the peak outwards."""
        # A table where the points of a period are few enough to be met again.
        period = 2 ** (level + 1)
        table = starts(self.viscosity, level + 1, ctx.prec) if level < 11 else None
        value = (lambda n: table[n % period]) if table else lambda n: start(self.nu, level + 1, n % period)
        h = arb(2) ** (1 - level)
        spread = 4 * self.nu * t
        fx, fh, fs, fa = (float(v.mid()) for v in (x, h, spread, exponent_of(self.nu)))
        exponent = lambda j: -fa * (1 + math.cos(math.pi * (j + half / 2) * fh)) - (fx - (j + half / 2) * fh) ** 2 / fs
        reach = int((2 * fa * fs) ** 0.5 / fh) + 2
        middle = round(fx / fh)
        window = range(middle - reach, middle + reach + 1)
        peak = max(window, key=exponent) if reach < 4000 else max(range(middle - 4000, middle + 4001), key=exponent)
        top, sums = exponent(peak), [arb(0)] * 4
        near = (x - (peak + arb(half) / 2) * h)
        ratio = (2 * h * h / -spread).exp()
        for direction in (1, -1):
            d = near
            weight = (-(d * d) / spread).exp()
            step = ((2 * d * direction * h - h * h) / spread).exp()
            j = peak
            # To where the Gaussian alone is below what is wanted.
            while direction * (j - middle) < 0 or exponent(j) > top - 0.7 * ctx.prec - 30 or self.may_rise(j, fx, fh, fs, top):
                if direction == 1 or j != peak:
                    w = value(2 * j + half) * weight
                    z = d / spread
                    sums[0] += w
                    w1 = -2 * z
                    sums[1] += w * w1
                    w2 = w1 * w1 - 2 / spread
                    sums[2] += w * w2
                    sums[3] += w * (w1 * w2 - 4 * w1 / spread)
                weight *= step
                step *= ratio
                d -= direction * h
                j += direction
        return sums

    def may_rise(self, j, fx, fh, fs, top):
        return -((fx - j * fh) ** 2) / fs > top - 0.7 * ctx.prec - 30


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
    "heat-step": Statement(
        {"x": (0, 1), "t": (0, 0.2)}, heat_step, {"alpha": (1, 1e-2, 2), "start": (1, 1e-3, 1e3)},
        undefined=lambda p: p[1] == 0 and p[0] in (0, 1)),
    "burgers": Statement(
        {"x": (-1, 1), "t": (0, 1)}, lambda p: ColeHopf(p["nu"]),
        {"nu": (0.01 / 3.141592653589793, 1e-4, 100)}),
}
