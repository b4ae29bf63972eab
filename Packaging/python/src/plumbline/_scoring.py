# SPDX-License-Identifier: MIT
"""Values of any origin on their way to the scorer."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from . import _memory
from ._arrays import FloatArray, require_finite
from ._calls import given
from ._description import Description
from ._errors import ArgumentError, ShapeError
from ._grid import axes_of, counts_of, mesh, nodes
from ._handle import Handle
from ._jobs import Job, interruptible
from ._points import Points, points_of
from ._reference import is_cut
from ._score import Score, score_of
from ._score_file import Choice, score_file
from ._values import grid_counts, values_of

#: Bytes that scoring takes per number of points and values, the caller's own included.
_WORK = 80


class Where(NamedTuple):
    """The points that a caller gives with values; none for a grid."""

    coordinates: Sequence[Any]
    points: Any
    named: Mapping[str, Any]

    @property
    def is_given(self) -> bool:
        return bool(self.coordinates) or self.points is not None or bool(self.named)


def score(
    handle: Handle,
    about: Description,
    values: Any,
    where: Where,
    choice: Choice,
    counts: Sequence[int] | None,
    threads: int | None,
) -> Score:
    """The score of an array, a function or a file.

    Raises
    ------
    ArgumentError
        Something is given that goes with another of them.
    """
    is_file, is_function = isinstance(values, (str, os.PathLike)), callable(values)
    if choice.is_given and not is_file:
        raise ArgumentError("field, map and sample choose from a file: leave them out, or give a path")
    if counts is not None and not is_function:
        raise ArgumentError("counts is the grid for a function: leave it out; an array's shape is its grid")
    if where.is_given and (is_file or is_function):
        raise ArgumentError("coordinates go with an array; a file has its own, and a function is given them")
    if is_file:
        return score_file(handle, about, values, choice, threads)
    if where.is_given:
        points = points_of(about.coordinates, where.coordinates, where.points, where.named)
        array = values_of(values, about, points.shape, "values")
        return score_values(handle, about, points, array, "values", threads, whole=False)
    if is_function:
        axes = axes_of(about, counts_of(about, counts))
        return score_grid(handle, about, axes, values(*mesh(axes)), "the function's result", threads)
    axes = axes_of(about, grid_counts(values, about))
    return score_grid(handle, about, axes, values, "values", threads)


def score_grid(
    handle: Handle, about: Description, axes: Sequence[FloatArray], values: Any, what: str, threads: int | None
) -> Score:
    """The score of values on a tensor grid; those in the box that is cut out of the domain are passed over."""
    points = nodes(about, axes)
    array = values_of(values, about, points.shape, what)
    return score_values(handle, about, points, array, what, threads, whole=True)


def score_values(
    handle: Handle, about: Description, points: Points, values: FloatArray, what: str, threads: int | None, whole: bool
) -> Score:
    """The score of values as `values_of` has them.

    Parameters
    ----------
    whole
        Whether the points are a grid over the whole box; then what lies in the cut is passed over.

    Raises
    ------
    NotFiniteError
        A value is not finite.
    ShapeError
        There are no points.
    DataError
        The values cannot be compared.
    """
    n, d, m = points.count, len(about.coordinates), len(about.unknowns)
    if n == 0:
        raise ShapeError("there are no points to score: give at least one")
    _memory.require(_WORK * n * (d + m), f"scores of {n} points")
    points.require_finite()
    rows = points.columns(0, n)
    mask = is_cut(about, rows) if whole else None
    if mask is not None:
        values = np.where(mask.reshape(*points.shape, 1), 0.0, values)
    require_finite(values[..., 0] if m == 1 else values, what)
    table = np.ascontiguousarray(values).reshape(n, m)
    if mask is not None:
        rows, table = rows[~mask], table[~mask]
    job, count = Job(threads), len(rows)

    def work() -> str:
        return given("score", handle, rows.ctypes, count, d, table.ctypes, m, job)

    return score_of(json.loads(interruptible(work, job)), about.coordinates)
