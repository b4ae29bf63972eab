# SPDX-License-Identifier: MIT
"""What a plot shows: truth, bar and values along a line, over a plane of the domain, or at points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ._arrays import FloatArray
from ._description import Description
from ._errors import ArgumentError, ShapeError
from ._fields import fields
from ._grid import axes_of, counts_of
from ._handle import Handle
from ._layout import Layout, layout_of
from ._names import named
from ._plane import Plane, plane_of
from ._points import Points
from ._reference import canonical
from ._score import Score
from ._values import grid_counts, values_of

#: Nodes along a coordinate, where the problem has no usual grid.
_COUNT = 65


class Choice(NamedTuple):
    """What a caller wants to see."""

    counts: Sequence[int] | None = None
    unknown: str | None = None
    derivative: str = ""
    along: str | Sequence[str] | None = None
    at: Sequence[float] | None = None
    fixed: Mapping[str, float] | None = None
    score: Score | None = None
    figsize: tuple[float, float] | None = None
    #: What the values are called, as a file.
    source: str = ""


@dataclass(frozen=True)
class View:
    """Fields of one or two coordinates.

    Attributes
    ----------
    free : tuple of str
        The coordinates that are drawn.
    axes : list of ndarray
        Their nodes; of points that are no grid, where each point is.
    is_grid : bool
        Whether the fields are on the nodes of a grid, in place of one value per point.
    fixed : dict of str to float
        Where the others are; empty of points, which are drawn wherever they are.
    truth, bar, mine : ndarray
        Of the axes' shape; `mine` is None where there is the truth alone.
    label : str
        What is drawn, as in ``u_x``.
    unknown : str
        Of which unknown.
    missing : int
        How many of the values that are drawn are no numbers, where the truth is one.
    """

    free: tuple[str, ...]
    axes: list[FloatArray]
    is_grid: bool
    fixed: dict[str, float]
    truth: FloatArray
    bar: FloatArray
    mine: FloatArray | None
    label: str
    unknown: str
    missing: int


def view(handle: Handle, about: Description, values: Any, where: Points | None, choice: Choice) -> View:
    """Measures the truth, and takes the values, where they are drawn."""
    number = 0 if choice.unknown is None else about.unknowns.index(named("unknown", choice.unknown, about.unknowns))
    derivative = canonical(choice.derivative, about.derivatives)
    layout = _layout(about, values, where, choice, number)
    if layout.rows is not None:
        plane, points = _all_points(about, layout.rows, choice)
        mine = layout.values
    else:
        plane = plane_of(about, layout.axes, choice.along, choice.fixed or {}, nearest=layout.values is not None)
        points = plane.points(about)
        mine = None if layout.values is None else plane.cut(about, layout.axes, layout.values)
    found = fields(handle, about, points, [derivative], None)
    if callable(values):
        result = values(*(np.array(np.broadcast_to(array, points.shape)) for array in points.arrays))
        mine = values_of(result, about, points.shape, "the function's result")[..., number]
    truth, bar = found.us[0][..., number], found.bars[0][..., number]
    name = about.unknowns[number]
    return View(
        plane.free,
        plane.axes,
        layout.rows is None,
        plane.fixed,
        truth,
        bar,
        mine,
        f"{name}_{derivative}" if derivative else name,
        name,
        0 if mine is None else int((~np.isfinite(mine) & np.isfinite(truth)).sum()),
    )


def _layout(about: Description, values: Any, where: Points | None, choice: Choice, number: int) -> Layout:
    """Where the values are, and those of the one unknown."""
    is_array = values is not None and not callable(values)
    if where is not None:
        if not is_array:
            raise ArgumentError("coordinates go with an array: a function is given them, as is the truth alone")
        if choice.counts is not None:
            raise ArgumentError("counts is the grid for a function: leave it out beside coordinates")
        if where.count == 0:
            raise ShapeError("there are no points, and there is nothing to draw: give at least one")
        where.require_inside(about.domain)
        return layout_of(where, values_of(values, about, where.shape, "values")[..., number])
    if not is_array:
        usual = about.grid if choice.counts is None else None
        return Layout(axes_of(about, usual or _counts(about, choice.counts)), None, None)
    if choice.counts is not None:
        raise ArgumentError("counts is the grid for a function: leave it out; an array's shape is its grid")
    counts = grid_counts(values, about)
    if 0 in counts:
        raise ShapeError(f"values has shape {counts}, and there is nothing to draw: give at least one value")
    return Layout(axes_of(about, counts), None, values_of(values, about, counts, "values")[..., number])


def _counts(about: Description, counts: Sequence[int] | None) -> tuple[int, ...]:
    return (_COUNT,) * len(about.coordinates) if counts is None else counts_of(about, counts)


def _all_points(about: Description, rows: FloatArray, choice: Choice) -> tuple[Plane, Points]:
    """Points that are no grid, seen along all coordinates but two."""
    if choice.fixed:
        raise ArgumentError("fixed chooses among the nodes of a grid, and these points are none: leave it out")
    if choice.at is not None:
        raise ArgumentError("at chooses among the nodes of a grid, and these points are none: leave it out")
    axes = [np.unique(column) for column in rows.T]
    free = plane_of(about, axes, choice.along, {}, nearest=False).free
    shown = [rows[:, about.coordinates.index(name)] for name in free]
    return Plane(free, shown, {}), Points(about.coordinates, list(rows.T), about.coordinates)
