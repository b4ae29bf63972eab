# SPDX-License-Identifier: MIT
"""Diffusion, potentials and flows with a formula."""

from flint import arb

from series import along, formula
from statement import PI, Statement


def mode(p, x, y):
    pi = arb.pi()
    return [(p.a * pi * x).sin() * (p.b * pi * y).sin()]


def decaying(p, x, t):
    k = p.mode * arb.pi()
    return [(-p.alpha * k * k * t).exp() * (k * x).sin()]


def on_top(p, x, y):
    k = p.mode * arb.pi()
    # sinh ky/sinh k
    rising = ((k * (y - 1)).exp() - (-k * (y + 1)).exp()) / (1 - (-2 * k).exp())
    return [(k * x).sin() * rising]


def helmholtz(p, x, y):
    pi = arb.pi()
    return [(p.a1 * pi * x).sin() * (p.a2 * pi * y).sin()]


def density(p, x, t):
    mean, variance = (-t).exp(), (1 - (-2 * t).exp()) / 2
    return [(-((x - mean) ** 2) / (2 * variance)).exp() / (2 * arb.pi() * variance).sqrt()]


def layer(p, x):
    end = (-1 / p.epsilon).exp()
    return [x - (((x - 1) / p.epsilon).exp() - end) / (1 - end)]


def call(p, x, t):
    """Black and Scholes: x Φ(d₁) − K e^(−rt) Φ(d₂)."""
    spread = p.sigma * t.sqrt()
    d1 = ((x / p.strike).log() + (p.r + p.sigma * p.sigma / 2) * t) / spread
    normal = lambda z: (-z / arb(2).sqrt()).erfc() / 2
    return [x * normal(d1) - p.strike * (-p.r * t).exp() * normal(d1 - spread)]


def kovasznay(p, x, y):
    two_pi = 2 * arb.pi()
    rate = p.re / 2 - (p.re * p.re / 4 + two_pi * two_pi).sqrt()
    wake = (rate * x).exp()
    return [
        1 - wake * (two_pi * y).cos(), rate / two_pi * wake * (two_pi * y).sin(),
        (1 - (2 * rate * x).exp()) / 2,
    ]


def vortices(p, x, y, t):
    decay = (-2 * p.nu * t).exp()
    pressure = ((2 * x).cos() + (2 * y).cos()) * (-4 * p.nu * t).exp()
    return [x.cos() * y.sin() * decay, -x.sin() * y.cos() * decay, -pressure / 4]


def sum_of_sines(parameters):
    """Σ sin πxᵢ/2: what depends on one coordinate alone is differentiated in it alone."""

    def evaluate(point, indices):
        order = max(map(sum, indices))
        sine = lambda x: [(arb.pi() * x / 2).sin()]
        each = [along(sine, [arb(x)], (1,), order)[0] for x in point]

        def derivative(index):
            axes = [k for k, n in enumerate(index) if n]
            if len(axes) == 1:
                n = index[axes[0]]
                return each[axes[0]][n] * arb(n).fac()
            return arb(0) if axes else sum((s[0] for s in each), arb(0))

        return [derivative(index) for index in indices]

    return evaluate


PLANE = {"x": (0, 1), "y": (0, 1)}
PROBLEMS = {
    "poisson": Statement(PLANE, formula(mode), {"a": (1, 1, 8), "b": (1, 1, 8)}, ("a", "b")),
    "poisson-nd": Statement(
        lambda p: {f"x{i + 1}": (0, 1) for i in range(int(p["d"]))}, sum_of_sines, {"d": (5, 2, 100)}, ("d",),
        share=lambda p: min(1, 5 / p["d"])),
    "heat": Statement(
        {"x": (0, 1), "t": (0, 1)}, formula(decaying), {"alpha": (0.4, 1e-3, 10), "mode": (1, 1, 8)},
        ("mode",)),
    "laplace": Statement(PLANE, formula(on_top), {"mode": (1, 1, 8)}, ("mode",)),
    "helmholtz": Statement(
        {"x": (-1, 1), "y": (-1, 1)}, formula(helmholtz), {"k": (1, 0, 2), "a1": (1, 1, 6), "a2": (4, 1, 6)},
        ("a1", "a2")),
    "fokker-planck": Statement({"x": (-3, 3), "t": (0.25, 1)}, formula(density)),
    "convection-diffusion": Statement({"x": (0, 1)}, formula(layer), {"epsilon": (0.05, 0.02, 1)}),
    "black-scholes": Statement(
        {"x": (0.5, 1.5), "t": (0.05, 1)}, formula(call),
        {"sigma": (0.2, 0.15, 1), "r": (0.05, 0, 0.2), "strike": (1, 0.8, 1.2)}),
    "kovasznay": Statement({"x": (-0.5, 1), "y": (-0.5, 1.5)}, formula(kovasznay), {"re": (40, 10, 60)}),
    "taylor-green": Statement(
        {"x": (0, 2 * PI), "y": (0, 2 * PI), "t": (0, 1)}, formula(vortices), {"nu": (0.01, 1e-3, 1)}),
}
