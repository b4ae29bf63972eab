"""What a problem is, said by its mathematics alone, and how its solution is differentiated: by series in balls.

A value is an Arb ball: a midpoint and a radius that holds all rounding. Nothing here knows the program's formulas.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from math import factorial, prod
from types import SimpleNamespace
from typing import Callable

from flint import arb, arb_series, ctx, fmpq, fmpq_mat, fmpz_mat

PI = float.fromhex("0x1.921fb54442d18p+1")  # the double next to π, as domains and parameters have it


@dataclass
class Statement:
    """A problem: where it is posed, its parameters, its solution.

    ranges      coordinate -> (lower, upper), or a function of the parameters that gives that
    parameters  name -> (standard, lowest, highest)
    whole       names of parameters that are whole numbers
    solution    parameters -> (point, indices) -> one ball an unknown and index, unknown by unknown
    undefined   whether the solution, or a derivative of it, has no value at a point of the closed domain
    outside     whether a point of the box is cut out of the domain
    nearest     how near to a corner points are drawn, in lengths of the domain
    share       parameters -> the part of the points asked for that this problem gets: less where the program is slow
    """

    ranges: dict | Callable
    solution: Callable
    parameters: dict = field(default_factory=dict)
    whole: tuple = ()
    undefined: Callable = lambda point: False
    outside: Callable = lambda point: False
    nearest: float = 2.0**-30
    share: Callable = lambda parameters: 1

    def box(self, parameters):
        return self.ranges(parameters) if callable(self.ranges) else self.ranges

    def standard(self):
        return {name: values[0] for name, values in self.parameters.items()}


def index_of(column, coordinates):
    """`u2_xxy` -> the orders of differentiation, one a coordinate."""
    letters = re.findall(r"[a-z]\d*", column.partition("_")[2])
    return tuple(letters.count(c) for c in coordinates)


def balls(parameters):
    return SimpleNamespace(**{name: arb(value) for name, value in parameters.items()})


def formula(function):
    """The solution that a formula `function(parameters, *coordinates)` gives, a list of the unknowns."""

    def solution(parameters):
        given = balls(parameters)

        def evaluate(point, indices):
            point = [arb(v) for v in point]
            return derivatives(lambda d, order: along(lambda *p: function(given, *p), point, d, order), indices)

        return evaluate

    return solution


def along(function, point, direction, order):
    """The Taylor series of each unknown in a direction."""
    ctx.cap = order + 1
    moving = [arb_series([v, d]) if d else v for v, d in zip(point, direction)]
    return [v if isinstance(v, arb_series) else arb_series([v]) for v in function(*moving)]


def derivatives(series, indices):
    """Every derivative of every unknown, unknown by unknown, from Taylor series in a few directions.

    series  (direction, order) -> one series an unknown
    """
    plan = directions(tuple(indices))
    expansions = {d: series(d, order) for d, order in plan.orders.items()}
    first = next(iter(expansions.values()))
    return [
        combined([(weight, expansions[d][unknown][order]) for weight, d in plan.weights[index]])
        for unknown in range(len(first))
        for index in indices
        for order in [sum(index)]
    ]


def combined(terms):
    if len(terms) == 1:
        (weight, value), = terms
        return value if weight == 1 else weight * value
    return sum((weight * value for weight, value in terms), arb(0))


@lru_cache(maxsize=None)
def directions(indices):
    """Which directions are needed to which order, and with which weights their coefficients give each derivative.

    The n-th coefficient along d is the sum over all |i| = n of d^i/i! times the derivative i: as many directions as there
    are derivatives of that order, and a system of whole numbers, solved exactly. Pure derivatives need one direction.
    """
    dimensions = len(indices[0])
    orders, weights = {}, {}

    def use(direction, order):
        orders[direction] = max(order, orders.get(direction, 0))

    for index in indices:
        axes = [k for k, n in enumerate(index) if n]
        order = sum(index)
        if len(axes) <= 1:
            axis = axes[0] if axes else next((i for j in indices for i, n in enumerate(j) if n), 0)
            unit = tuple(int(k == axis) for k in range(dimensions))
            use(unit, order)
            weights[index] = [(arb(order).fac(), unit)]
            continue
        # Within the axes that move: one direction for every derivative of that order in them.
        others = [i for i in product(range(order + 1), repeat=len(axes)) if sum(i) == order]
        chosen = spread(len(axes), order, len(others))
        system = fmpq_mat([
            [fmpq(prod(v**n for v, n in zip(d, i)), prod(factorial(n) for n in i)) for d in chosen] for i in others
        ])
        right = fmpq_mat([[int(i == tuple(index[k] for k in axes))] for i in others])
        solved = system.solve(right)
        weights[index] = []
        for d, weight in zip(chosen, solved.entries()):
            if weight:
                whole = [0] * dimensions
                for k, v in zip(axes, d):
                    whole[k] = v
                use(tuple(whole), order)
                weights[index].append((arb(weight), tuple(whole)))
    return SimpleNamespace(orders=orders, weights=weights)


def spread(dimensions, order, count):
    """`count` small directions for which the system of that order can be solved."""
    steps = sorted(range(-order, order + 1), key=lambda v: (abs(v), -v))
    candidates = sorted(
        (d for d in product(steps, repeat=dimensions) if next((v for v in d if v), 0) == 1),
        key=lambda d: sum(map(abs, d)))
    chosen, rows, powers = [], [], [i for i in product(range(order + 1), repeat=dimensions) if sum(i) == order]
    for d in candidates:
        row = [prod(v**n for v, n in zip(d, i)) for i in powers]
        if fmpz_mat(rows + [row]).rank() > len(rows):
            chosen.append(d)
            rows.append(row)
        if len(chosen) == count:
            return chosen
    raise ValueError("no directions")
