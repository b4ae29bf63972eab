# SPDX-License-Identifier: MIT
"""Derivatives by Taylor series: of a formula in balls, along as many directions as mixed derivatives need."""

from functools import lru_cache
from itertools import product
from math import factorial, prod
from types import SimpleNamespace

from flint import arb, arb_series, ctx, fmpq, fmpq_mat, fmpz_mat

from statement import balls


def formula(function):
    """The solution that a formula `function(parameters, *coordinates)` gives, a list of the unknowns."""

    def solution(parameters):
        given = balls(parameters)

        def evaluate(point, indices):
            point = [arb(v) for v in point]
            line = lambda *p: function(given, *p)
            return derivatives(lambda d, order: along(line, point, d, order), indices)

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
    """Which directions are needed to which order, and the weights by which their coefficients give derivatives.

    The n-th coefficient along d is the sum over all |i| = n of d^i/i! times the derivative i: as many
    directions as there are derivatives of that order, and a rational system. Pure ones need one direction.
    """
    orders, weights = {}, {}
    for index in indices:
        order = sum(index)
        parts = mixed(index) if len(moving(index)) > 1 else pure(index, indices)
        weights[index] = [(arb(weight), direction) for weight, direction in parts]
        for _, direction in weights[index]:
            orders[direction] = max(order, orders.get(direction, 0))
    return SimpleNamespace(orders=orders, weights=weights)


def moving(index):
    return [axis for axis, n in enumerate(index) if n]


def pure(index, indices):
    # The value comes with any direction that is needed anyhow.
    (axis,) = moving(index) or next((moving(i)[:1] for i in indices if any(i)), [0])
    return [(factorial(sum(index)), tuple(int(k == axis) for k in range(len(index))))]


def mixed(index):
    """Within the axes that move: one direction for every derivative of that order in them."""
    axes, order = moving(index), sum(index)
    others = [i for i in product(range(order + 1), repeat=len(axes)) if sum(i) == order]
    chosen = spread(others)
    rows = [[fmpq(prod(map(pow, d, i)), prod(map(factorial, i))) for d in chosen] for i in others]
    wanted = [[int(i == tuple(index[k] for k in axes))] for i in others]
    solved = fmpq_mat(rows).solve(fmpq_mat(wanted)).entries()
    for direction, weight in zip(chosen, solved):
        if weight:
            steps = dict(zip(axes, direction))
            yield weight, tuple(steps.get(k, 0) for k in range(len(index)))


def spread(powers):
    """Small directions, as many as there are powers, whose powers are linearly independent."""
    order, dimensions = sum(powers[0]), len(powers[0])
    steps = sorted(range(-order, order + 1), key=lambda v: (abs(v), -v))
    candidates = (d for d in product(steps, repeat=dimensions) if next((v for v in d if v), 0) == 1)
    chosen, rows = [], []
    for d in sorted(candidates, key=lambda d: sum(map(abs, d))):
        row = [prod(map(pow, d, i)) for i in powers]
        if fmpz_mat(rows + [row]).rank() > len(rows):
            chosen.append(d)
            rows.append(row)
    return chosen
