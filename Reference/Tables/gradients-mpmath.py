#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A third opinion on the golden vectors, by mpmath at 40 digits with none of this package's code: u's derivatives by
mpmath.diff, the loss, and every component of its gradient by central differences. Prints the largest |difference|/bar
of each question; the exit code is 1 if one exceeds 1.

    python3 gradients-mpmath.py gradients.json
"""
import argparse, json, sys
from mpmath import mp, mpf

mp.dps = 40
STEP = mpf(10) ** -13  # L''' h^2/6 and the last digit over h both lie far below the bars.

ACTIVATIONS = {
    "tanh": mp.tanh,
    "sin": mp.sin,
    "cos": mp.cos,
    "sigmoid": lambda z: 1 / (1 + mp.exp(-z)),
    "softplus": lambda z: mp.log(1 + mp.exp(z)),
    "gelu": lambda z: z * mp.ncdf(z),
    "swish": lambda z: z / (1 + mp.exp(-z)),
}
RESIDUALS = {
    "u + u_x - cos(x)": lambda u, x, nu: u("") + u("x") - mp.cos(x),
    "u_xx + u*u_x - 1/7": lambda u, x, nu: u("xx") + u("") * u("x") - mpf(1) / 7,
    "u_t + u*u_x - nu*u_xx": lambda u, x, nu: u("t") + u("") * u("x") - nu * u("xx"),
    "u_xt + u*u_xx - u_t/2": lambda u, x, nu: u("xt") + u("") * u("xx") - u("t") / 2,
    "u_xxx + u*u_x": lambda u, x, nu: u("xxx") + u("") * u("x"),
    "u_xxxx + u_xx + u": lambda u, x, nu: u("xxxx") + u("xx") + u(""),
    "u_xxtt + u_xt": lambda u, x, nu: u("xxtt") + u("xt"),
}


def network(question, theta):
    """u as a function of the coordinates."""
    activation = ACTIVATIONS[question["activation"]]
    widths, rest, layers = [question["inputs"], *question["hidden"], 1], iter(theta), []
    for j, (columns, rows) in enumerate(zip(widths, widths[1:])):
        if str(j) in question["shared"]:
            layers.append(layers[question["shared"][str(j)]])
        else:
            W = [[next(rest) for _ in range(columns)] for _ in range(rows)]
            layers.append((W, [next(rest) for _ in range(rows)]))

    def u(*a):
        for j, (W, b) in enumerate(layers):
            z = [mp.fdot(row, a) + b_i for row, b_i in zip(W, b)]
            a = [activation(z_i) for z_i in z] if j < len(layers) - 1 else z
        return a[0]

    return u


def derivatives(question, u, point):
    """The derivatives of u at a point, by name."""
    x = tuple(map(mpf, point))

    def derivative(index):
        orders = tuple(index.count(c) for c in question["coordinates"])
        return mp.diff(u, x, orders) if index else u(*x)

    return derivative


def loss(question, theta):
    u, residual = network(question, theta), RESIDUALS[question["residual"]]
    squares = [residual(derivatives(question, u, x), mpf(x[0]), theta[-1]) ** 2 for x in question["collocation"]]
    misses = [(u(*map(mpf, known["point"])) - mpf(known["value"])) ** 2 for known in question["boundary"]]
    return sum(squares) / len(squares) + sum(misses)


def component(question, theta, i):
    ahead, behind = (loss(question, theta[:i] + [theta[i] + h] + theta[i + 1 :]) for h in (STEP, -STEP))
    return (ahead - behind) / (2 * STEP)


def differences(question):
    """|difference|/bar of all that the table says of a question, and what it is."""
    theta = list(map(mpf, question["parameters"]))
    excess = lambda found, stated: abs(found - mpf(stated["value"])) / stated["bar"]
    for stated in question["derivatives"]:
        found = derivatives(question, network(question, theta), stated["point"])(stated["index"])
        yield excess(found, stated), f"derivative \"{stated['index']}\""
    yield excess(loss(question, theta), question["loss"]), "loss"
    for i, stated in enumerate(question["gradient"]):
        yield excess(component(question, theta, i), stated), f"gradient[{i}]"


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("table")
path, worst = parser.parse_args().table, 0
try:
    questions = json.load(open(path))["questions"]
except (OSError, ValueError, KeyError, TypeError) as error:
    parser.error(f"{path}: {error!r}: give a table as `verify gradients --table` prints it")
for question in questions:
    try:
        found = list(differences(question))
    except (KeyError, StopIteration) as error:
        cure = "correct the table, or add it to ACTIVATIONS or RESIDUALS"
        parser.error(f"{path}: question {question.get('name')}: {error!r} is lacking or not known: {cure}")
    largest, what = max(found)
    print(f"{question['name']:20}  {len(found):3} numbers  {float(largest):8.2g}  {what}")
    worst = max(worst, largest)
print(f"largest |difference|/bar: {float(worst):.2g}" + ("" if worst <= 1 else ": the table is wrong"))
sys.exit(not worst <= 1)
