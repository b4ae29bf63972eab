# SPDX-License-Identifier: MIT
"""What a problem is, said by its mathematics alone.

A value is an Arb ball: a midpoint and a radius that holds all rounding. Nothing here knows the program.
"""

import re
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Callable

from flint import arb

PI = float.fromhex("0x1.921fb54442d18p+1")  # the double next to π


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
    together    the coordinate that many points share, where the solution comes for all points at once:
                (points, indices) -> an iterator over their values, in the same order
    nodes       parameters -> coordinate -> values at which the program may have nodes or edges
    share       parameters -> the part of the points that this problem gets: less where the program is slow
    """

    ranges: dict | Callable
    solution: Callable
    parameters: dict = field(default_factory=dict)
    whole: tuple = ()
    undefined: Callable = lambda point: False
    outside: Callable = lambda point: False
    nearest: float = 2.0**-30
    together: str | None = None
    nodes: Callable = lambda parameters: {}
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
