# SPDX-License-Identifier: MIT
"""Squares and an L: potentials that are not smooth at the corners, by polylogarithms and by a power of z."""

from math import log

from flint import acb, acb_poly, acb_series, arb, arb_series, ctx

from series import derivatives
from statement import Statement


def odd_polynomial(weight, p, terms):
    """Σ_(k odd) weight(k) k^(−p) z^((k − 1)/2), `terms` of them; kept, since all points share it."""
    key = weight, p, terms, ctx.prec
    if key not in KEPT:
        KEPT[key] = acb_poly([weight(k) * arb(k) ** -p for k in range(1, 2 * terms, 2)])
    return KEPT[key]


KEPT = {}


class OddSines:
    """S_p = Σ_(k odd) weight(k) k^(−p) e^(−kπs) sin kπx about one point; differentiated term by term.

    The weights are at most 1. Where they are 1 and the terms fall slowly, polylogarithms sum them.
    """

    def __init__(self, x, s, powers, weight=None):
        # Odd sines are even about ½; from there to 1 the logarithm's branch lies near.
        self.sign = -1 if x > 0.5 else 1
        x = 1 - x if x > 0.5 else x
        pi = arb.pi()
        decay = (-pi * s).exp()
        w = acb(decay * (pi * x).cos(), decay * (pi * x).sin())
        size = float(decay.upper())
        if weight is None and size > 0.97:
            even = w * w
            self.values = {p: w.polylog(acb(p)) - even.polylog(acb(p)) * arb(2) ** -p for p in powers}
            return
        # Twice as many at each level, so that few polynomials are kept.
        needed, terms = 4 + (ctx.prec * 0.6932 + 30) / (-2 * log(max(size, 1e-9))), 16
        while terms < needed:
            terms *= 2
        # Powers of k to the third at most.
        tail = 6 * arb(2 * terms) ** 3 * arb(size) ** (2 * terms) / (1 - arb(size)) ** 4
        error = acb(arb(0, tail), arb(0, tail))
        square = w * w
        self.values = {p: odd_polynomial(weight or one, p, terms)(square) * w + error for p in powers}

    def along(self, p, dx, ds, order):
        """S_p's Taylor series in the direction (dx, ds)."""
        rate, factor, coefficients = acb(-arb.pi() * ds, self.sign * arb.pi() * dx), acb(1), []
        for j in range(order + 1):
            coefficients.append((factor * self.values[p - j]).imag)
            factor = factor * rate / (j + 1)
        return arb_series(coefficients)


def q(k):
    return (-k * arb.pi()).exp()


# Sums of geometric series without their first term; its factor q is the argument's, a distance larger by 1 or 2.
def one(k):
    return arb(1)


def alternating(k):
    return -1 / (1 + q(k))


def alternating_odd(k):
    """Σ_(m ≥ 1) (−1)^m (2m + 1) q^(m − 1), thirded to be at most 1."""
    return -(3 + q(k)) / (3 * (1 + q(k)) ** 2)


def doubled(k):
    return 1 / (1 - q(k) ** 2)


class Images:
    """Strips' potentials at the distances m + y and m + 1 − y, m = 0, 1, 2 …, of alternating sign."""

    def __init__(self, x, y, powers):
        self.x, self.y = x, y
        self.near = OddSines(x, y, powers), OddSines(x, 1 - y, powers)
        self.far = OddSines(x, 1 + y, powers, alternating), OddSines(x, 2 - y, powers, alternating)
        self.odd = OddSines(x, 1 + y, powers, alternating_odd), OddSines(x, 2 - y, powers, alternating_odd)

    def sums(self, pair, p, dx, dy, order):
        return pair[0].along(p, dx, dy, order), pair[1].along(p, dx, -dy, order)

    def torsion(self, dx, dy, order):
        """−Δu = 1: x(1 − x)/2 − (4/π³) Σ sin kπx cosh kπ(y − ½)/(k³ cosh kπ/2)."""
        x = arb_series([self.x, dx])
        total = arb_series([0])
        for pair in (self.near, self.far):
            total += sum(self.sums(pair, 3, dx, dy, order), arb_series([0]))
        return x * (1 - x) / 2 - 4 / arb.pi() ** 3 * total

    def plate(self, dx, dy, order):
        """Δ²w = 1, Lévy's series: its hyperbolic functions as geometric series in e^(−kπ)."""
        x, eta = arb_series([self.x, dx]), arb_series([self.y - arb(1) / 2, dy])
        fifth, fourth = arb_series([0]), arb_series([0])
        for pair in (self.near, self.far):
            fifth += sum(self.sums(pair, 5, dx, dy, order), arb_series([0]))
            below, above = self.sums(pair, 4, dx, dy, order)
            fourth -= eta / 2 * (above - below)
        fourth += sum(self.sums(self.near, 4, dx, dy, order), arb_series([0])) / 4
        fourth += sum(self.sums(self.odd, 4, dx, dy, order), arb_series([0])) * 3 / 4
        pi = arb.pi()
        return (x**4 - 2 * x**3 + x) / 24 - 4 / pi**5 * fifth - 4 / pi**4 * fourth


def on_square(name, factor, powers):
    """A solution that is the same with x and y exchanged: the series is taken across the larger distance."""

    def solution(parameters):
        size = arb(parameters[factor])

        def evaluate(point, indices):
            swap = min(point[0], 1 - point[0]) > min(point[1], 1 - point[1])
            x, y = map(arb, point[::-1] if swap else point)
            images = Images(x, y, powers)

            def series(direction, order):
                ctx.cap = order + 1
                return [size * getattr(images, name)(*(direction[::-1] if swap else direction), order)]

            return derivatives(series, indices)

        return evaluate

    return solution


def hot_side(parameters):
    """Σ_(n odd) 4 sin nπx sinh nπy/(nπ sinh nπ), 1/sinh as a geometric series."""
    top = arb(parameters["top"])

    def half_strip(x, s, dx, ds, order):
        """Σ sin nπx e^(−nπs)/n = Im artanh e^(iπ(x + is)), on the side itself too."""
        w = acb_series([acb(0, 1) * arb.pi() * acb(x, s), arb.pi() * acb(-ds, dx)]).exp()
        value = ((1 + w) / (1 - w)).log() / 2
        return arb_series([value[j].imag for j in range(order + 1)])

    def evaluate(point, indices):
        x, y = map(arb, point)
        powers = (1, 0, -1, -2, -3)
        above, below = (OddSines(x, s, powers, doubled) for s in (3 - y, 3 + y))

        def series(direction, order):
            ctx.cap = order + 1
            dx, dy = direction
            first = half_strip(x, 1 - y, dx, -dy, order) - half_strip(x, 1 + y, dx, dy, order)
            later = above.along(1, dx, -dy, order) - below.along(1, dx, dy, order)
            return [4 / arb.pi() * top * (first + later)]

        return derivatives(series, indices)

    return evaluate


def reentrant(parameters):
    """r^(2/3) sin 2θ/3 = Re w^(2/3), w = z turned so that the bisector is the positive axis."""

    def evaluate(point, indices):
        turn = (acb(0, -3) * arb.pi() / 4).exp()
        at = acb(*map(arb, point)) * turn
        if not any(point):
            return [arb(0) for _ in indices]

        def series(direction, order):
            ctx.cap = order + 1
            power = (acb_series([at, acb(*direction) * turn]).log() * 2 / 3).exp()
            return [arb_series([power[j].real for j in range(order + 1)])]

        return derivatives(series, indices)

    return evaluate


SQUARE = {"x": (0, 1), "y": (0, 1)}


def is_corner(point):
    return all(v in (0, 1) for v in point)


PROBLEMS = {
    "poisson-uniform": Statement(
        SQUARE, on_square("torsion", "source", (3, 2, 1, 0, -1)), {"source": (1, 1e-3, 1e3)},
        undefined=is_corner),
    "biharmonic": Statement(
        SQUARE, on_square("plate", "load", (5, 4, 3, 2, 1, 0)), {"load": (1, 1e-3, 1e3)}, undefined=is_corner,
        # Nearer the program sums thousands of terms.
        nearest=0.05, share=lambda p: 0.2),
    "laplace-top": Statement(
        SQUARE, hot_side, {"top": (1, 1e-3, 1e3)}, undefined=lambda p: p[1] == 1 and p[0] in (0, 1)),
    "l-shape": Statement(
        {"x": (-1, 1), "y": (-1, 1)}, reentrant, undefined=lambda p: tuple(p) == (0, 0),
        outside=lambda p: p[0] > 0 and p[1] < 0),
}
