# SPDX-License-Identifier: MIT
"""Ordinary differential equations: by formula, or by Taylor steps in balls."""

from flint import arb, arb_series, ctx

from series import formula
from statement import PI, Statement, balls

# Each next where the one before leaves less than 32 digits: order, digits of what a step cuts off, bits.
EFFORTS = [(50, 45, 300), (80, 75, 500), (140, 140, 900)]
ENOUGH = 1e-32


def stepped(slope, start, until):
    """The solution of y′ = slope(y): a chain of Taylor series.

    slope   (parameters, components) -> components, in series
    start   parameters -> the state at t = 0
    """

    def solution(parameters):
        given = balls(parameters)
        before = ctx.prec
        for order, digits, ctx.prec in EFFORTS:
            steps, end = chain(lambda y: slope(given, y), start(given), until, order, arb(10) ** -digits)
            if all(c.rad() < ENOUGH for c in end):
                break
        ctx.prec = before

        def evaluate(point, indices):
            (t,) = point
            from_, series, bound = next(s for s in reversed(steps) if s[0] <= t)
            ctx.cap = 1 + max(order for order, in indices)
            moved = arb_series([arb(t) - arb(from_), 1])
            values = []
            for component in series[:UNKNOWNS[slope]]:
                around = horner(component, moved)
                for (order,) in indices:
                    values.append((around[order] + arb(0, bound)) * arb(order).fac())
            return values

        return evaluate

    return solution


def horner(coefficients, z):
    total = 0 * z
    for c in reversed(coefficients):
        total = total * z + c
    return total


def chain(slope, state, until, order, cut):
    """The steps, and the last state: of each its start, the components' coefficients, a bound of what is cut off."""
    t, steps = 0.0, []
    while t < until:
        series = [[component] for component in state]
        for k in range(order):
            ctx.cap = k + 1
            rates = slope([arb_series(s) for s in series])
            for s, rate in zip(series, rates):
                s.append(rate[k] / (k + 1))
        # The last two terms say how fast the series falls.
        root = lambda s, k: float((abs(s[k]).upper() ** (arb(1) / k)).upper())
        last = max(root(s, k) for k in (order - 1, order) for s in series)
        longest = min(0.5, float(cut.root(order).mid()) / max(last, 1e-3))
        step = 2.0**-6 * int(2.0**6 * longest)
        if step == 0:
            raise ArithmeticError(f"no step at t = {t}")
        fall = arb(step * last)
        tail = fall**order / (1 - fall)
        # Four derivatives of the tail, at most.
        steps.append((t, series, float((tail * (order / step) ** 4).upper())))
        z = arb(step)
        state = [horner(s, z) + arb(0, tail.upper()) for s in series]
        t += step
        if not all(c.rad() < ENOUGH for c in state):
            break
    return steps, state


def van_der_pol(p, y):
    u, v = y
    return [v, p.mu * (1 - u * u) * v - u]


def pendulum(p, y):
    return [y[1], -y[0].sin()]


def lotka_volterra(p, y):
    u, v = y
    return [u * (1 - v), v * (u - 1)]


UNKNOWNS = {van_der_pol: 1, pendulum: 1, lotka_volterra: 2}
ANGULAR = {"omega": (1, 1e-3, 20)}


def until_length(p):
    return {"t": (0, p["length"])}


PROBLEMS = {
    "cosine-ode": Statement(
        until_length, formula(lambda p, t: [(p.omega * t).sin() / p.omega]),
        ANGULAR | {"length": (1, 1e-3, 20)}),
    "harmonic-oscillator": Statement(
        until_length, formula(lambda p, t: [(p.omega * t).cos()]), ANGULAR | {"length": (5, 1e-3, 20)}),
    "pendulum": Statement(
        {"t": (0, 8)}, stepped(pendulum, lambda p: [p.amplitude, arb(0)], 8),
        {"amplitude": (PI / 2, 0.01, 3)}),
    "van-der-pol": Statement(
        {"t": (0, 7)}, stepped(van_der_pol, lambda p: [arb(2), arb(0)], 7), {"mu": (1, 0, 5)}),
    "lotka-volterra": Statement({"t": (0, 7)}, stepped(lotka_volterra, lambda p: [arb(2), arb(1)], 7)),
}
