# SPDX-License-Identifier: MIT
"""Waves with a formula: each statement is that of the paper that its problem names."""

from flint import arb

from series import formula
from statement import PI, Statement


def half_tanh(z):
    """(1 − tanh z)/2, without cancellation where it is small."""
    return 1 / (1 + (2 * z).exp())


def sech(z):
    e = z.exp()
    return 2 / (e + 1 / e)


def tanh(z):
    e = (2 * z).exp()
    return (e - 1) / (e + 1)


def standing(p, x, t):
    pi = arb.pi()
    slow = (pi * x).sin() * (p.c * pi * t).cos()
    return [slow + (4 * pi * x).sin() * (4 * p.c * pi * t).cos() / 2]


def logistic(p, x, t):
    pi = arb.pi()
    h = (-((x - pi) ** 2) / (2 * (pi / 4) ** 2)).exp()
    growth = (p.rho * t).exp()
    return [h * growth / (h * growth + 1 - h)]


def fisher(p, x, t):
    root = arb(6).sqrt()
    return [1 / (1 + ((x - 5 * t / root) / root).exp()) ** 2]


def phase_front(p, x, t):
    root = arb(2).sqrt()
    return [1 / (1 + ((x - 3 * t / root) / root).exp())]


def solitary(p, x, t):
    s = tanh(t - x / 2)
    return [11 + 15 * s - 15 * s * s - 15 * s * s * s]


def breather(p, x, t):
    """Satsuma and Yajima's two solitons as they print them: cosh 4x + 4 cosh 2x + 3 cos 4t below the line."""
    e, e3 = x.exp(), (3 * x).exp()
    cosh, cosh3 = (e + 1 / e) / 2, (e3 + 1 / e3) / 2
    cosh2, cosh4 = 2 * cosh * cosh - 1, 2 * (2 * cosh * cosh - 1) ** 2 - 1
    below = cosh4 + 4 * cosh2 + 3 * (4 * t).cos()
    # h = 4 e^(it/2) (cosh 3x + 3 e^(4it) cosh x)/below
    real = (t / 2).cos() * cosh3 + 3 * (9 * t / 2).cos() * cosh
    imaginary = (t / 2).sin() * cosh3 + 3 * (9 * t / 2).sin() * cosh
    return [4 * real / below, 4 * imaginary / below]


PROBLEMS = {
    "wave": Statement({"x": (0, 1), "t": (0, 1)}, formula(standing), {"c": (2, 0.1, 2.5)}),
    "convection": Statement(
        {"x": (0, 2 * PI), "t": (0, 1)}, formula(lambda p, x, t: [(x - p.beta * t).sin()]),
        {"beta": (30, 1, 50)}),
    "reaction": Statement({"x": (0, 2 * PI), "t": (0, 1)}, formula(logistic), {"rho": (5, 0.1, 6)}),
    "fisher-kpp": Statement({"x": (-4, 4), "t": (0, 1)}, formula(fisher)),
    "allen-cahn-wave": Statement({"x": (-4, 4), "t": (0, 1)}, formula(phase_front)),
    "kdv-soliton": Statement(
        {"x": (-3, 4), "t": (0, 0.5)}, formula(lambda p, x, t: [2 * sech(x - 4 * t) ** 2])),
    "kuramoto-sivashinsky": Statement({"x": (-3, 3), "t": (0, 1)}, formula(solitary)),
    "sine-gordon": Statement(
        {"x": (-3, 3), "t": (0, 1)},
        formula(lambda p, x, t: [4 * ((x - t / 2) / (arb(3) / 4).sqrt()).exp().atan()])),
    "klein-gordon": Statement({"x": (-1, 1), "t": (0, 5)}, formula(lambda p, x, t: [x * t.cos()])),
    "nls": Statement({"x": (-5, 5), "t": (0, PI / 2)}, formula(breather)),
    "burgers-wave": Statement(
        {"x": (-1, 1), "t": (0, 1)}, formula(lambda p, x, t: [half_tanh((x - t / 2) / (4 * p.nu))]),
        {"nu": (0.05, 0.04, 10)}),
}
