# SPDX-License-Identifier: MIT
"""Where a problem is judged: corners, edges, beside them, a lattice where a program may have nodes, anywhere."""

import random
from itertools import product

from statement import Statement


def sets(statement: Statement, rng: random.Random, drawn=0):
    """The standard parameters, both ends of every range with the others standard, and some at random."""
    standard = statement.standard()
    yield standard
    for name, (usual, *ends) in statement.parameters.items():
        for end in ends:
            if end != usual:
                yield standard | {name: end}
    for _ in range(drawn if statement.parameters else 0):
        ranges = statement.parameters.items()
        yield {name: draw(rng, low, high, name in statement.whole) for name, (_, low, high) in ranges}


def draw(rng, low, high, whole):
    if whole:
        return rng.randint(low, high)
    # Evenly in the logarithm where a range spans decades.
    return low * (high / low) ** rng.random() if low > 0 and high / low > 20 else rng.uniform(low, high)


# Where a coordinate is shared, so many points have each of its values.
SHARED = 100


def points(statement: Statement, parameters, count, rng: random.Random):
    """`count` points of the closed domain at which everything has a value."""
    if not statement.together or count < 2 * SHARED:
        return scattered(statement, parameters, count, rng)
    axis = list(statement.box(parameters)).index(statement.together)
    found = []
    for base in scattered(statement, parameters, -(-count // SHARED), rng):
        moved = (
            p[:axis] + base[axis : axis + 1] + p[axis + 1 :]
            for p in scattered(statement, parameters, SHARED, rng))
        found += [p for p in moved if not statement.undefined(p) and not statement.outside(p)]
    return found[:count]


def scattered(statement: Statement, parameters, count, rng: random.Random):
    """Each of a kind of its own."""
    ranges = list(statement.box(parameters).values())
    nodes = [statement.nodes(parameters).get(name, []) for name in statement.box(parameters)]
    found = []
    corners = product(*ranges) if len(ranges) <= 3 else [[r[k] for r in ranges] for k in (0, 1)]
    found += [tuple(map(float, c)) for c in corners]
    while len(found) < count + 8:
        kind = rng.random()
        point = [rng.uniform(*r) for r in ranges]
        axis = rng.randrange(len(ranges))
        low, high = ranges[axis]
        if kind < 0.25:
            point[axis] = rng.choice((low, high))
        elif kind < 0.4:
            near = (high - low) * 2.0 ** -rng.uniform(1, 40)
            point[axis] = rng.choice((low + near, high - near))
        elif kind < 0.55:
            point = [a + (b - a) * rng.randint(0, 64) / 64 for a, b in ranges]
        elif kind < 0.58 and nodes[axis]:
            point[axis] = rng.choice(nodes[axis])
        elif kind < 0.63:
            # Beside a corner.
            point = [rng.choice((a, b)) for a, b in ranges]
            near = max(2.0 ** -rng.uniform(1, 30), statement.nearest)
            step = [(b - a) * near * rng.uniform(0.5, 1) for a, b in ranges]
            point = [v + s if v == a else v - s for v, s, (a, b) in zip(point, step, ranges)]
        found.append(tuple(min(max(float(v), a), b) for v, (a, b) in zip(point, ranges)))
    kept = [p for p in found if not statement.undefined(p) and not statement.outside(p)]
    if len(kept) < count:
        kept += scattered(statement, parameters, count - len(kept), rng)
    return kept[:count]
