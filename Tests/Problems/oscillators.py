# SPDX-License-Identifier: MIT
"""The table of OscillatorTable.swift: solutions of ordinary differential equations to 30 digits, by other means than the
library's. The pendulum by Jacobi's elliptic functions, the harmonic oscillator by its cosine, the others by Taylor's method
at 60 digits, in steps of 1/64 and 1/97, which must agree to 40; the pendulum's Taylor series, too.

    python3 oscillators.py > OscillatorTable.swift

`Scripts/judge` judges any number of points.
"""
import math
import random
from mpmath import mp, mpf, cos, sin, ellipfun, ellipk, nstr

mp.dps = 60
ORDER = 40


def van_der_pol(mu, u, v):
    """The coefficients of u and v = u'; (u^2)_k by Cauchy's product."""
    u, v, square, product = [u], [v], [], []
    for k in range(ORDER):
        square.append(sum(u[j] * u[k - j] for j in range(k + 1)))
        product.append(sum(square[j] * v[k - j] for j in range(k + 1)))
        u.append(v[k] / (k + 1))
        v.append((mu * (v[k] - product[k]) - u[k]) / (k + 1))
    return u, v


def lotka_volterra(_, u, v):
    u, v = [u], [v]
    for k in range(ORDER):
        product = sum(u[j] * v[k - j] for j in range(k + 1))
        u.append((u[k] - product) / (k + 1))
        v.append((product - v[k]) / (k + 1))
    return u, v


def pendulum(_, angle, v):
    """With s = sin u and c = cos u: s' = c u', c' = -s u'."""
    u, v, s, c = [angle], [v], [sin(angle)], [cos(angle)]
    for k in range(ORDER):
        v.append(-s[k] / (k + 1))
        s.append(sum(c[j] * v[k - j] for j in range(k + 1)) / (k + 1))
        c.append(-sum(s[j] * v[k - j] for j in range(k + 1)) / (k + 1))
        u.append(v[k] / (k + 1))
    return u, v


def at(coefficients, h):
    total = coefficients[-1]
    for c in reversed(coefficients[:-1]):
        total = total * h + c
    return total


class Flow:
    """A solution from t = 0 on, its series kept for each step."""

    def __init__(self, system, parameter, start, end, parts):
        self.step, self.parts, self.series, state = mpf(1) / parts, parts, [], start
        for _ in range(int(end * parts) + 1):
            series = system(parameter, *state)
            self.series.append(series)
            state = [at(c, self.step) for c in series]

    def __call__(self, t):
        i = min(int(t * self.parts), len(self.series) - 1)
        return [at(c, mpf(t) - i * self.step) for c in self.series[i]]


flows = {}


def flow(name, parameter, parts):
    key = (name, parameter, parts)
    if key not in flows:
        if len(flows) > 8:
            flows.clear()
        system, start, end = {
            "van-der-pol": (van_der_pol, (2, 0), 7),
            "lotka-volterra": (lotka_volterra, (2, 1), 7),
            "pendulum": (pendulum, (parameter, 0), 8),
        }[name]
        flows[key] = Flow(system, mpf(parameter), [mpf(x) for x in start], end, parts)
    return flows[key]


def truth(name, parameters, t, parts=64):
    """The derivatives of each unknown in turn."""
    if name == "harmonic-oscillator":
        w, t = mpf(parameters[0]), mpf(t)
        c, s = cos(w * t), sin(w * t)
        return [w**k * [c, -s, -c, s][k % 4] for k in range(5)]
    if name == "pendulum" and parts == 64:
        k = sin(mpf(parameters[0]) / 2)
        phase = mpf(t) + ellipk(k * k)
        sn, cn, dn = (ellipfun(f, phase, k=k) for f in ("sn", "cn", "dn"))
        return [2 * mp.asin(k * sn), 2 * k * cn, -2 * k * sn * dn]
    u, v = flow(name, parameters[0] if parameters else 0, parts)(t)
    if name == "van-der-pol":
        return [u, v, mpf(parameters[0]) * (1 - u * u) * v - u]
    if name == "pendulum":
        return [u, v, -sin(u)]
    return [u, u * (1 - v), v, v * (u - 1)]


def cases():
    random.seed(15)
    yield "van-der-pol", (1.0,), 6.2389724623416445
    sets = [("van-der-pol", (mu,), 7, 30) for mu in (1.0, 0.0, 5.0, 0.01, 2.7, 4.3)]
    sets += [("lotka-volterra", (), 7, 60)]
    sets += [("pendulum", (a,), 8, 20) for a in (math.pi / 2, 0.01, 3.0, 1.0, 2.8)]
    sets += [
        ("harmonic-oscillator", (w, end), end, 10)
        for w, end in ((1.0, 5.0), (1e-3, 5.0), (20.0, 5.0), (1.0, 1e-3), (1.0, 20.0), (20.0, 20.0))
    ]
    for name, parameters, end, count in sets:
        yield name, parameters, 0.0
        yield name, parameters, float(end)
        for _ in range(count - 2):
            yield name, parameters, end * random.random()


def digits(x):
    return nstr(x, 30) if abs(x) > mpf(10) ** -45 else "0.0"


if __name__ == "__main__":
    print("// SPDX-License-Identifier: MIT\n")
    print("// Printed by oscillators.py, 30 digits. Parameters and times are doubles.\n")
    print("extension OscillatorTests {")
    print("  /// Problem, parameters, t, and the derivatives of each unknown in turn.")
    print('  static let truths = """')
    for name, parameters, t in cases():
        exact = truth(name, parameters, t)
        if name != "harmonic-oscillator":
            for a, b in zip(exact, truth(name, parameters, t, parts=97)):
                assert abs(a - b) < mpf(10) ** -40, (name, parameters, t)
        print("    " + " ".join([name, ",".join(map(repr, parameters)) or "-", repr(t)] + [digits(x) for x in exact]))
    print('    """')
    print("}")
