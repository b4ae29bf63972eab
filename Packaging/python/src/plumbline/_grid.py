# SPDX-License-Identifier: MIT
"""Tensor grids over a domain, ends included."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from . import _memory
from ._arrays import FloatArray
from ._description import Description
from ._errors import ShapeError
from ._names import some
from ._points import Points

#: The most axes that an array of this NumPy can have.
AXES = 64 if int(np.__version__.split(".")[0]) >= 2 else 32


def counts_of(about: Description, counts: Sequence[Any] | None) -> tuple[int, ...]:
    """The counts, or those on which the problem is usually judged.

    Raises
    ------
    ShapeError
        They are not one whole number of at least 1 per coordinate.
    """
    names = some(about.coordinates)
    if not counts:
        if about.grid is None:
            raise ShapeError(f"{about.name} has no usual grid: give points, or a count for each of {names}")
        return about.grid
    try:
        numbers = tuple(operator.index(count) for count in counts)
    except TypeError:
        numbers = ()
    if len(numbers) != len(about.coordinates) or any(number < 1 for number in numbers):
        given = "x".join(map(str, counts))
        raise ShapeError(
            f"the grid {given} does not fit: give {len(about.coordinates)} counts ({names}), each at least 1"
        )
    return numbers


def axes_of(about: Description, counts: Sequence[int]) -> tuple[FloatArray, ...]:
    """The nodes of each coordinate; a count of 1 takes the lower end."""
    _memory.require(8 * sum(counts), f"axes of {', '.join(map(str, counts))} nodes")
    axes = []
    for (lower, upper), count in zip(about.domain.values(), counts):
        # The upper end exactly, whatever the rounding of the steps.
        fraction = np.arange(count) / max(1, count - 1)
        axes.append(lower * (1 - fraction) + upper * fraction)
    return tuple(axes)


def nodes(about: Description, axes: Sequence[FloatArray]) -> Points:
    """All nodes as points of the grid's shape."""
    return Points(about.coordinates, np.meshgrid(*axes, indexing="ij", sparse=True), about.coordinates)


def mesh(axes: Sequence[FloatArray]) -> tuple[FloatArray, ...]:
    """The coordinates of all nodes, each of the grid's shape, the first coordinate's axis first."""
    shape = tuple(len(axis) for axis in axes)
    if len(shape) > AXES:
        raise ShapeError(f"an array has at most {AXES} axes, and this grid would have {len(shape)}: give points")
    _memory.require(8 * len(shape) * math.prod(shape), f"the arrays of the grid {'x'.join(map(str, shape))}")
    return tuple(np.meshgrid(*axes, indexing="ij"))
