# SPDX-License-Identifier: MIT
"""Points as callers write them: one array per coordinate, or one array of rows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ._arrays import FloatArray, core, first, floats, place, require_finite
from ._errors import ArgumentError, OutsideDomainError, ShapeError, UnknownKeywordError
from ._names import named, some


class Points:
    """Points in C's order of a shape, as one array per coordinate that broadcasts to it.

    Attributes
    ----------
    names : tuple of str
        The coordinates.
    arrays : list of ndarray
        One per coordinate, as broadcast.
    shape : tuple of int
        The shape of what is measured at them.
    labels : list of str
        What errors call the arrays.
    """

    def __init__(self, names: Sequence[str], arrays: Sequence[FloatArray], labels: Sequence[str]) -> None:
        self.names = tuple(names)
        self.labels = list(labels)
        self.arrays = list(arrays)
        self.shape = _broadcast_shape(self.labels, self.arrays)
        self.count = math.prod(self.shape)

    def columns(self, start: int, stop: int) -> FloatArray:
        """Rows of coordinates, `(stop - start, d)`, contiguous."""
        rows = np.empty((stop - start, len(self.names)))
        for column, array in enumerate(self.arrays):
            if array.shape == self.shape and array.flags.c_contiguous:
                rows[:, column] = array.reshape(-1)[start:stop]
            else:
                rows[:, column] = np.broadcast_to(array, self.shape).flat[start:stop]
        return rows

    def index(self, number: int) -> tuple[int, ...]:
        """The index of a point in the shape."""
        return tuple(int(i) for i in np.unravel_index(number, self.shape))

    def require_finite(self) -> None:
        """Passes where all coordinates are numbers.

        Raises
        ------
        NotFiniteError
            The first that is not.
        """
        for label, array in zip(self.labels, self.arrays):
            require_finite(array, label)

    def require_inside(self, domain: Mapping[str, tuple[float, float]]) -> None:
        """Passes where all coordinates lie within their intervals.

        Raises
        ------
        NotFiniteError
            A coordinate is no number.
        OutsideDomainError
            The first point that does not, by how much, and how many.
        """
        for name, label, array in zip(self.names, self.labels, self.arrays):
            (lower, upper), array = domain[name], core(array)
            # Of what is not a number neither holds.
            if array.size == 0 or (array.min() >= lower and array.max() <= upper):
                continue
            require_finite(array, label)
            mask = (array < lower) | (array > upper)
            index = first(mask)
            value = float(array[index])
            by = max(lower - value, value - upper)
            raise OutsideDomainError(
                f"{label}{place(index)} = {value!r} lies outside the domain, by {by:.2g}: {name} must be in "
                f"[{lower!r}, {upper!r}]; {int(mask.sum())} of {array.size} elements are outside: leave them out, or "
                "clip what rounding moved",
                index,
                {name: value},
            )


def points_of(
    names: Sequence[str], coordinates: Sequence[Any], points: Any | None, keywords: Mapping[str, Any]
) -> Points:
    """Points from the arguments of a call.

    Parameters
    ----------
    names
        The problem's coordinates.
    coordinates
        Arrays by position, in that order.
    points
        One array of rows, `(..., d)`, in place of all others.
    keywords
        Arrays by the coordinate's name.

    Raises
    ------
    ArgumentError, UnknownKeywordError, ShapeError, DTypeError, NotFiniteError
        They do not name every coordinate once, or their shapes do not fit.
    """
    for keyword in keywords:
        named("coordinate", keyword, names, UnknownKeywordError)
    if points is not None:
        if coordinates or keywords:
            raise ArgumentError("points= has all coordinates in its rows: give it alone, or one array per coordinate")
        return _rows(names, points)
    if len(coordinates) > len(names):
        raise ArgumentError(
            f"{len(coordinates)} coordinates are given, and the problem has {len(names)}: {some(names)}"
        )
    given = dict(zip(names, coordinates))
    for keyword, value in keywords.items():
        if keyword in given:
            raise ArgumentError(f"coordinate {keyword} is given twice, by position and by name: leave one")
        given[keyword] = value
    missing = [name for name in names if name not in given]
    if missing:
        raise ArgumentError(
            f"coordinate {some(missing)} is missing: give {some(names)} in that order or by name, or rows of "
            f"them as points=, of shape (..., {len(names)})"
        )
    return Points(names, [floats(given[name], name) for name in names], names)


def _rows(names: Sequence[str], points: Any) -> Points:
    array = floats(points, "points")
    if array.ndim == 0 or array.shape[-1] != len(names):
        raise ShapeError(
            f"points has shape {array.shape}, and its last axis must be {len(names)}: {some(names)} in that order"
        )
    columns = [array[..., i] for i in range(len(names))]
    return Points(names, columns, [f"{name} in points" for name in names])


def _broadcast_shape(labels: Sequence[str], arrays: Sequence[FloatArray]) -> tuple[int, ...]:
    """The shape that arrays broadcast to, however many points that are."""
    rank = max(array.ndim for array in arrays)
    shape = [1] * rank
    for array in arrays:
        for axis, size in enumerate(array.shape, rank - array.ndim):
            if shape[axis] == 1:
                shape[axis] = size
            elif size not in (1, shape[axis]):
                shapes = ", ".join(f"{label} {array.shape}" for label, array in zip(labels, arrays))
                raise ShapeError(
                    f"the shapes do not broadcast: {shapes}; for a grid give {labels[0]}[:, None] and so on, or what "
                    'numpy.meshgrid(..., indexing="ij") makes'
                )
    return tuple(shape)
