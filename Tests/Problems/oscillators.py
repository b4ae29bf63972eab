"""The table of OscillatorTable.swift: solutions of ordinary differential equations to 30 digits, by other means than the
library's. The pendulum by Jacobi's elliptic functions, the harmonic oscillator by its cosine, the others by Taylor's method
at 60 digits, in steps of 1/64 and 1/97, which must agree to 40.

    python3 oscillators.py > OscillatorTable.swift

A judge of any number of points, that reads lines of problem, parameters (in hexadecimal, as all numbers; commas between, or
-), t, and each unknown's derivatives, each followed by its bar:

    python3 oscillators.py --judge < lines
"""
import math
import random
import sys
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


def at(coefficients, h):
    total = mpf(0)
    for c in reversed(coefficients):
        total = total * h + c
    return total


class Flow:
    """A solution from t = 0 on, its series kept for each step."""

    def __init__(self, system, parameter, start, end, parts):
        self.step, self.series, state = mpf(1) / parts, [], start
        for _ in range(int(end * parts) + 1):
            series = system(parameter, *state)
            self.series.append(series)
            state = [at(c, self.step) for c in series]

    def __call__(self, t):
        i = min(int(mpf(t) / self.step), len(self.series) - 1)
        return [at(c, mpf(t) - i * self.step) for c in self.series[i]]


flows = {}


def flow(name, parameter, parts):
    key = (name, parameter, parts)
    if key not in flows:
        flows.clear() if len(flows) > 8 else None
        system, start = (van_der_pol, (2, 0)) if name == "van-der-pol" else (lotka_volterra, (2, 1))
        flows[key] = Flow(system, mpf(parameter), [mpf(x) for x in start], 7, parts)
    return flows[key]


def truth(name, parameters, t, parts=64):
    """The derivatives of each unknown in turn."""
    if name == "harmonic-oscillator":
        w, t = mpf(parameters[0]), mpf(t)
        return [w**k * [cos, lambda x: -sin(x), lambda x: -cos(x), sin][k % 4](w * t) for k in range(5)]
    if name == "pendulum":
        k = sin(mpf(parameters[0]) / 2)
        phase = mpf(t) + ellipk(k * k)
        sn, cn, dn = (ellipfun(f, phase, k=k) for f in ("sn", "cn", "dn"))
        return [2 * mp.asin(k * sn), 2 * k * cn, -2 * k * sn * dn]
    u, v = flow(name, parameters[0] if parameters else 0, parts)(t)
    if name == "van-der-pol":
        return [u, v, mpf(parameters[0]) * (1 - u * u) * v - u]
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


def judge(lines):
    """Counts what lies outside its bar, and prints what the bars are worth."""
    factors, outside, largest = {}, 0, {}
    for line in lines:
        name, parameters, t, *numbers = line.split()
        parameters = [float.fromhex(p) for p in parameters.split(",") if p != "-"]
        numbers = [mpf(float.fromhex(x)) for x in numbers]
        exact_values = truth(name, parameters, float.fromhex(t))[: len(numbers) // 2]
        for k, exact in enumerate(exact_values):
            error, bar = abs(numbers[2 * k] - exact), numbers[2 * k + 1]
            if not error <= bar + mpf(10) ** -40 * (1 + abs(exact)):
                outside += 1
                print(name, parameters, float.fromhex(t), k, nstr(numbers[2 * k], 20), nstr(bar, 3), nstr(exact, 25))
            if error > mpf(10) ** -40:
                factors.setdefault((name, k), []).append(float(bar / error))
                largest[name, k] = max(largest.get((name, k), 0), float(error / bar))
    for key, row in sorted(factors.items()):
        row.sort()
        print(*key, f"{len(row)} values, bar/error in the median {row[len(row) // 2]:.3g}, largest error/bar",
              f"{largest[key]:.3g}")
    print(outside, "outside")


def digits(x):
    return nstr(x, 30) if abs(x) > mpf(10) ** -45 else "0.0"


if __name__ == "__main__":
    if "--judge" in sys.argv:
        mp.dps = 50
        judge(sys.stdin)
        sys.exit()
    print("// Printed by oscillators.py, 30 digits. Parameters and times are doubles.\n")
    print("extension OscillatorTests {")
    print("  /// Problem, parameters, t, and the derivatives of each unknown in turn.")
    print('  static let truths = """')
    for name, parameters, t in cases():
        exact = truth(name, parameters, t)
        if name in ("van-der-pol", "lotka-volterra"):
            for a, b in zip(exact, truth(name, parameters, t, parts=97)):
                assert abs(a - b) < mpf(10) ** -40, (name, parameters, t)
        print("    " + " ".join([name, ",".join(map(repr, parameters)) or "-", repr(t)] + [digits(x) for x in exact]))
    print('    """')
    print("}")
