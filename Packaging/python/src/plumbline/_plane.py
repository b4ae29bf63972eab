# SPDX-License-Identifier: MIT
"""The one or two coordinates of a domain that are drawn, and where the others are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ._arrays import FloatArray
from ._description import Description
from ._errors import ArgumentError, OutsideDomainError, UnknownKeywordError
from ._handle import real
from ._names import named
from ._points import Points


class Plane(NamedTuple):
    """A line or a plane through the domain.

    Attributes
    ----------
    free : tuple of str
        The coordinates that are drawn.
    axes : list of ndarray
        Their nodes.
    fixed : dict of str to float
        The values of the others.
    """

    free: tuple[str, ...]
    axes: list[FloatArray]
    fixed: dict[str, float]

    def points(self, about: Description) -> Points:
        """Its nodes, of the axes' shape: of many coordinates an array has not an axis for each."""
        drawn = dict(zip(self.free, np.meshgrid(*self.axes, indexing="ij")))
        arrays = [drawn[name] if name in drawn else np.array(self.fixed[name]) for name in about.coordinates]
        return Points(about.coordinates, arrays, about.coordinates)

    def cut(self, about: Description, axes: Sequence[FloatArray], field: FloatArray) -> FloatArray:
        """The part of a field on the whole grid that lies in it."""
        index = tuple(
            slice(None) if name in self.free else int(np.argmin(abs(axis - self.fixed[name])))
            for name, axis in zip(about.coordinates, axes)
        )
        return field[index]


def plane_of(
    about: Description,
    axes: Sequence[FloatArray],
    along: str | Sequence[str] | None,
    fixed: Mapping[str, float],
    nearest: bool,
) -> Plane:
    """The plane that is asked for, or that of the first two coordinates, through the middle of the others.

    Parameters
    ----------
    axes
        The nodes of all coordinates.
    along
        The coordinates to draw.
    fixed
        Values of coordinates that are not drawn.
    nearest
        Whether what is fixed is at a node.
    """
    for name, value in fixed.items():
        named("coordinate", name, about.coordinates, UnknownKeywordError)
        (lower, upper), at = about.domain[name], real(value, f"fixed {name}")
        if not (math.isfinite(at) and lower <= at <= upper):
            raise OutsideDomainError(
                f"fixed {name} = {at!r} lies outside the domain: it must be in [{lower!r}, {upper!r}]", (), {name: at}
            )
    free = _extended(about, axes, fixed) if along is None else _asked(about, along, fixed)
    places = {}
    for name, axis in zip(about.coordinates, axes):
        if name not in free:
            lower, upper = about.domain[name]
            at = float(fixed.get(name, (lower + upper) / 2 if len(axis) > 1 else axis[0]))
            places[name] = float(axis[np.argmin(abs(axis - at))]) if nearest else at
    return Plane(free, [axis for name, axis in zip(about.coordinates, axes) if name in free], places)


def _extended(about: Description, axes: Sequence[FloatArray], fixed: Mapping[str, float]) -> tuple[str, ...]:
    # What has one node has no extent to draw.
    extended = [name for name, axis in zip(about.coordinates, axes) if len(axis) > 1 and name not in fixed]
    free = tuple(extended[:2]) or tuple(name for name in about.coordinates if name not in fixed)[:1]
    if not free:
        raise ArgumentError("all coordinates are fixed: leave one or two to draw")
    return free


def _asked(about: Description, along: str | Sequence[str], fixed: Mapping[str, float]) -> tuple[str, ...]:
    wanted = [along] if isinstance(along, str) else list(along)
    for name in wanted:
        named("coordinate", name, about.coordinates)
        if name in fixed:
            raise ArgumentError(f"coordinate {name} is to be drawn and is fixed: leave it out of one of these")
    if not 1 <= len(wanted) <= 2 or len(set(wanted)) < len(wanted):
        raise ArgumentError(f"along is {along!r}: name one coordinate, or two different ones")
    return tuple(name for name in about.coordinates if name in wanted)
