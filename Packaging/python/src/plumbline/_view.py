# SPDX-License-Identifier: MIT
"""What a plot shows: truth, bar and values along a line or over a plane of the domain."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ._arrays import FloatArray
from ._description import Description
from ._errors import ArgumentError, OutsideDomainError, ShapeError, UnknownKeywordError
from ._fields import fields
from ._grid import axes_of, counts_of
from ._handle import Handle, real
from ._names import named
from ._reference import canonical
from ._values import grid_counts, values_of


class Choice(NamedTuple):
    """What a caller wants to see."""

    counts: Sequence[int] | None
    unknown: str | None
    derivative: str
    at: Sequence[float] | None
    fixed: Mapping[str, float] | None
    figsize: tuple[float, float] | None


@dataclass(frozen=True)
class View:
    """Fields of one or two coordinates.

    Attributes
    ----------
    free : tuple of str
        The coordinates that are drawn.
    axes : list of ndarray
        Their nodes.
    fixed : dict of str to float
        Where the others are.
    truth, bar, mine : ndarray
        Of the axes' shape; `mine` is None where there is the truth alone.
    label : str
        What is drawn, as in ``u_x``.
    """

    free: tuple[str, ...]
    axes: list[FloatArray]
    fixed: dict[str, float]
    truth: FloatArray
    bar: FloatArray
    mine: FloatArray | None
    label: str


def view(handle: Handle, about: Description, values: Any, choice: Choice) -> View:
    """Measures the truth, and takes the values, where they are drawn."""
    number = 0 if choice.unknown is None else about.unknowns.index(named("unknown", choice.unknown, about.unknowns))
    derivative = canonical(choice.derivative, about.derivatives)
    is_array = values is not None and not callable(values)
    if is_array and choice.counts is not None:
        raise ArgumentError("counts is the grid for a function: leave it out; an array's shape is its grid")
    counts = grid_counts(values, about) if is_array else counts_of(about, choice.counts)
    if 0 in counts:
        raise ShapeError(f"values has shape {counts}, and there is nothing to draw: give at least one value")
    axes = axes_of(about, counts)
    free, places = _plane(about, axes, choice.fixed or {}, nearest=is_array)
    shown = [axis if name in free else np.array([places[name]]) for name, axis in zip(about.coordinates, axes)]
    shape = tuple(len(axis) for axis in shown)
    found = fields(handle, about, shown, [derivative], None)
    mine = None
    if callable(values):
        result = values(*np.meshgrid(*shown, indexing="ij"))
        mine = values_of(result, about, shape, "the function's result")
    elif is_array:
        whole = values_of(values, about, counts, "values")
        index = tuple(
            slice(None) if name in free else slice(at, at + 1)
            for name, at in zip(about.coordinates, (int(np.argmin(abs(a - s[0]))) for a, s in zip(axes, shown)))
        )
        mine = whole[index]
    plane = tuple(len(axis) for name, axis in zip(about.coordinates, shown) if name in free)

    def part(field: FloatArray) -> FloatArray:
        return field[..., number].reshape(plane)

    name = about.unknowns[number]
    return View(
        free,
        [axis for coordinate, axis in zip(about.coordinates, shown) if coordinate in free],
        {name: at for name, at in places.items() if name not in free},
        part(found.us[0]),
        part(found.bars[0]),
        None if mine is None else part(mine),
        f"{name}_{derivative}" if derivative else name,
    )


def _plane(
    about: Description, axes: Sequence[FloatArray], fixed: Mapping[str, float], nearest: bool
) -> tuple[tuple[str, ...], dict[str, float]]:
    """The coordinates that are drawn, at most two, and the place of the others."""
    for name, value in fixed.items():
        named("coordinate", name, about.coordinates, UnknownKeywordError)
        (lower, upper), at = about.domain[name], real(value, f"fixed {name}")
        if not (math.isfinite(at) and lower <= at <= upper):
            raise OutsideDomainError(
                f"fixed {name} = {at!r} lies outside the domain: it must be in [{lower!r}, {upper!r}]", (), {name: at}
            )
    # What has one node has no extent to draw.
    extended = [name for name, axis in zip(about.coordinates, axes) if len(axis) > 1 and name not in fixed]
    free = tuple(extended[:2]) or tuple(name for name in about.coordinates if name not in fixed)[:1]
    if not free:
        raise ArgumentError("all coordinates are fixed: leave one or two to draw")
    places = {}
    for name, axis in zip(about.coordinates, axes):
        lower, upper = about.domain[name]
        at = float(fixed.get(name, (lower + upper) / 2 if len(axis) > 1 else axis[0]))
        places[name] = float(axis[np.argmin(abs(axis - at))]) if nearest else at
    return free, places
