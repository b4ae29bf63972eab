# SPDX-License-Identifier: MIT
"""Evolutions that no formula solves, to 30 digits: by another method and another number type than the program's.

Taylor series in t on Fourier sums, in double-double arithmetic of 32 digits (Evolutions/evolutions.c); while the solution
of allen-cahn remembers its kink, where no Fourier sum converges, series about the kink in balls of 320 bits
(Evolutions/kink_layer.py). Needs gcc. The whole time is stepped through, however few the points: they come all at once.
"""

import os
import subprocess
import sys
import tempfile
from functools import lru_cache

from flint import arb

from statement import PI, Statement

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Evolutions")
COLUMNS = {(0, 0): 0, (1, 0): 1, (2, 0): 2, (3, 0): 3, (0, 1): 4}
# Solutions with a tenth more waves and half the steps differ by less in u, u_x, u_xx, u_xxx and u_t.
OWN = [arb(0, 10.0**-n) for n in (29, 27, 25, 23, 27)]


@lru_cache(maxsize=1)
def program():
    """The compiled program, in a folder that goes with this process."""
    folder = tempfile.TemporaryDirectory(prefix="judge-")
    path = os.path.join(folder.name, "evolutions")
    flags = ["-O3", "-march=native", "-ffp-contract=off"]
    source = os.path.join(FOLDER, "evolutions.c")
    subprocess.run(["gcc", *flags, "-o", path, source, "-lquadmath", "-lm"], check=True)
    return folder, path


def answers(command, points):
    """The values at points: (x, t) -> words."""
    text = "".join(f"{x.hex()} {t.hex()}\n" for x, t in sorted(points, key=lambda p: p[1]))
    command = [str(word) for word in command]
    answer = subprocess.run(command, input=text, stdout=subprocess.PIPE, text=True, check=True).stdout
    rows = (line.split() for line in answer.splitlines())
    return {(float.fromhex(x), float.fromhex(t)): values for x, t, *values in rows}


def evolution(compute):
    """The solution that `compute(parameters, points)` gives, as many points as are asked for together."""

    def solution(parameters):
        def evaluate(points, indices):
            words = compute(parameters, set(points))
            for point in points:
                parts = [words[point][k : k + 5] for k in range(0, len(words[point]), 5)]
                yield [arb(part[COLUMNS[i]]) + OWN[COLUMNS[i]] for part in parts for i in indices]

        return evaluate

    return solution


def kdv(p, points):
    # Solitons are as wide as the root of the dispersion.
    waves = max(85, int(150 * (0.0025 / p["delta"]) ** 0.5))
    return answers([program()[1], "kdv", repr(p["delta"]), waves], points)


def nls(p, points):
    return answers([program()[1], "nls", 320], points)


def kink_ends(d):
    """When Fourier sums are taken up: the smoother the kink has become by then, the fewer waves."""
    return min(0.05, 1e-4 / d)


def allen_cahn(p, points):
    d = p["d"]
    first = kink_ends(d)
    with tempfile.TemporaryDirectory(prefix="judge-") as folder:
        start = os.path.join(folder, "start")
        layer = [sys.executable, os.path.join(FOLDER, "kink_layer.py"), repr(d), repr(first), start]
        early = answers(layer, [point for point in points if point[1] < first])
        # Dk²t is 80 at the last wave.
        waves = int((80 / (d * first)) ** 0.5 / PI)
        late = answers(
            [program()[1], "allen-cahn", repr(d), start, waves],
            [point for point in points if point[1] >= first])
    return early | late


def kinked(parameters):
    """Where the program's spans of time may begin: from the kink's end on, each half as long again."""
    first = kink_ends(parameters["d"])
    return {"t": [first * 1.5**k for k in range(12) if first * 1.5**k < 1]}


PROBLEMS = {
    "kdv": Statement(
        {"x": (-1, 1), "t": (0, 1)}, evolution(kdv), {"delta": (0.0025, 0.0025, 0.01)}, together="t"),
    "nls-periodic": Statement({"x": (-5, 5), "t": (0, PI / 2)}, evolution(nls), together="t"),
    "allen-cahn": Statement(
        {"x": (-1, 1), "t": (0, 1)}, evolution(allen_cahn), {"d": (1e-4, 1e-4, 1e-2)},
        undefined=lambda p: p[1] == 0 and abs(p[0]) == 1, together="t", nodes=kinked),
}
