#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Answers the golden vectors with none of this package's code: power series in all coordinates at once, every
coefficient with its derivatives by all parameters, and activations as solutions of differential equations. --fault
answers wrongly, in a way that has been seen in tools. Needs numpy.

    python3 answers.py gradients.json [--fault NAME] [--precision float64|float32] > answers.json
    verify gradients --score answers.json
"""
import argparse, itertools, json, math, sys
import numpy as np

ORDER = 4
FAULTS = ["tanh-second-order-dropped", "inner-detached", "boundary-detached", "factorial-missing", "factor-two-missing"]

# A number is an array [value, derivatives by the parameters...], a series [..., monomial, number].


def times(a, b):
    """The product of numbers."""
    c = a[..., :1] * b + a * b[..., :1]
    c[..., 0] = a[..., 0] * b[..., 0]
    return c


def constant(value, like):
    """A number that no parameter moves."""
    return np.array([value] + [0] * (len(like) - 1), like.dtype)


class Series:
    """Power series in the coordinates, up to a degree."""

    def __init__(self, coordinates):
        powers = itertools.product(range(ORDER + 1), repeat=coordinates)
        self.monomials = sorted((p for p in powers if sum(p) <= ORDER), key=sum)
        self.place = {p: i for i, p in enumerate(self.monomials)}
        self.degree = np.array([sum(p) for p in self.monomials])[:, None]
        self.pairs = [self._pairs(p) for p in self.monomials]

    def _pairs(self, p):
        """Where the factors that make a monomial stand."""
        factors = list(itertools.product(*(range(n + 1) for n in p)))
        return [self.place[q] for q in factors], [self.place[tuple(np.subtract(p, q))] for q in factors]

    def times(self, a, b):
        return np.stack([times(a[..., i, :], b[..., j, :]).sum(-2) for i, j in self.pairs], axis=-2)

    def solve(self, z, starts, slopes):
        """The series y with dy_i/dz = slopes(y)_i that have the values starts_i. Each round settles one degree more:
        x . grad y = y' (x . grad z), and x . grad multiplies a monomial by its degree."""
        degree = self.degree.astype(z.dtype)
        y = [np.zeros_like(z) for _ in starts]
        for y_i, start in zip(y, starts):
            y_i[..., 0, 0] = start
        for _ in range(ORDER + 1):
            for y_i, slope in zip(y, slopes(*y)):
                y_i[..., 0, 1:] = slope[..., 0, :1] * z[..., 0, 1:]
                y_i[..., 1:, :] = self.times(slope, degree * z)[..., 1:, :] / degree[1:]
        return y

    def activation(self, name, z, fault):
        v, product = z[..., 0, 0], self.times
        if name == "tanh":
            # s = tanh'. With the fault it keeps its value and its derivatives by the parameters.
            kept = (self.degree == 0) | (fault != "tanh-second-order-dropped")
            return self.solve(z, (np.tanh(v), 1 / np.cosh(v) ** 2), lambda y, s: (kept * s, -2 * product(y, s)))[0]
        if name in ("sin", "cos"):
            return self.solve(z, (np.sin(v), np.cos(v)), lambda s, c: (c, -s))[name == "cos"]
        if name == "gelu":
            half = np.array([math.erfc(-x / math.sqrt(2)) for x in v], v.dtype) / 2
            density = np.exp(-v * v / 2) / math.sqrt(2 * math.pi)
            return product(z, self.solve(z, (half, density), lambda y, p: (p, -product(z, p)))[0])
        if name in ("sigmoid", "softplus", "swish"):
            # c = 1 - s, without its cancellation.
            starts = 1 / (1 + np.exp(-v)), 1 / (1 + np.exp(v)), np.logaddexp(0, v)
            s, _, plus = self.solve(z, starts, lambda s, c, _: (product(s, c), -product(s, c), s))
            return product(z, s) if name == "swish" else s if name == "sigmoid" else plus
        sys.exit(f"activation {name}: it is not known here: add its differential equation to Series.activation")


RESIDUALS = {
    "u + u_x - cos(x)": lambda u, x, nu: u("") + u("x") - constant(np.cos(x), nu),
    "u_xx + u*u_x - 1/7": lambda u, x, nu: u("xx") + times(u(""), u("x")) - constant(1 / 7, nu),
    "u_t + u*u_x - nu*u_xx": lambda u, x, nu: u("t") + times(u(""), u("x")) - times(nu, u("xx")),
    "u_xt + u*u_xx - u_t/2": lambda u, x, nu: u("xt") + times(u(""), u("xx")) - u("t") / 2,
    "u_xxx + u*u_x": lambda u, x, nu: u("xxx") + times(u(""), u("x")),
    "u_xxxx + u_xx + u": lambda u, x, nu: u("xxxx") + u("xx") + u(""),
    "u_xxtt + u_xt": lambda u, x, nu: u("xxtt") + u("xt"),
}


def layers(question, theta):
    """W and b of every layer; a shared layer's are those of an earlier one."""
    widths, offset, found = [question["inputs"], *question["hidden"], 1], 0, []
    for j, (columns, rows) in enumerate(zip(widths, widths[1:])):
        if str(j) in question["shared"]:
            found.append(found[question["shared"][str(j)]])
            continue
        end = offset + rows * columns
        found.append((theta[offset:end].reshape(rows, columns, -1), theta[end : end + rows]))
        offset = end + rows
    return found


def gradient(question, dtype, fault):
    if question["residual"] not in RESIDUALS:
        sys.exit(f"question {question['name']}: its residual {question['residual']} is not known: add it to RESIDUALS")
    n, residual = len(question["parameters"]), RESIDUALS[question["residual"]]
    theta = np.column_stack([np.array(question["parameters"], dtype), np.eye(n, dtype=dtype)])
    *hidden, output = layers(question, theta)
    series = Series(question["inputs"])

    def affine(layer, a):
        z = times(layer[0][:, :, None, :], a).sum(1)
        z[:, 0, :] += layer[1]
        return z

    def field(x):
        """u's derivatives at a point, by name."""
        a = np.zeros((len(x), len(series.monomials), 1 + n), dtype)
        for i, row in enumerate(np.eye(len(x), dtype=int)):
            a[i, 0, 0], a[i, series.place[tuple(row)], 0] = x[i], 1
        for layer in hidden:
            a = series.activation(question["activation"], affine(layer, a), fault)
        u = affine(output, a)[0]

        def derivative(index):
            p = tuple(index.count(c) for c in question["coordinates"])
            factor = 1 if fault == "factorial-missing" else math.prod(map(math.factorial, p))
            d = u[series.place[p]] * factor
            return constant(d[0], d) if index and fault == "inner-detached" else d

        return derivative

    square = lambda r: r[0] * r[1:] * (1 if fault == "factor-two-missing" else 2)
    points = np.array(question["collocation"], dtype)
    total = sum(square(residual(field(x), x[0], theta[-1])) for x in points) / len(points)
    for known in [] if fault == "boundary-detached" else question["boundary"]:
        u = field(np.array(known["point"], dtype))("")
        total = total + square(u - constant(known["value"], u))
    return total.tolist()


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("table")
parser.add_argument("--fault", choices=FAULTS)
parser.add_argument("--precision", choices=["float64", "float32"], default="float64")
asked = parser.parse_args()
try:
    table = json.load(open(asked.table))
    schema, questions = table["schema"], table["questions"]
except (OSError, ValueError, KeyError, TypeError) as error:
    parser.error(f"{asked.table}: {error!r}: give a table as `verify gradients --table` prints it")
if schema != 1:
    parser.error(f'{asked.table}: "schema" is {schema}, and 1 is read here: use the script that came with the table')
dtype = np.dtype(asked.precision)
answers = [{"question": q["name"], "gradient": gradient(q, dtype, asked.fault)} for q in questions]
json.dump({"schema": 1, "precision": asked.precision, "answers": answers}, sys.stdout)
