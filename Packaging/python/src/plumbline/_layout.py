# SPDX-License-Identifier: MIT
"""Points with values, as a grid where they are one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ._arrays import FloatArray
from ._grid import AXES
from ._points import Points

#: Of the nodes of a grid at least such a part has values: what is cut out of a domain has none.
_FILLED = 0.5


class Layout(NamedTuple):
    """Where values are.

    Attributes
    ----------
    axes : sequence of ndarray
        The nodes of each coordinate; none of points that are no grid.
    rows : ndarray or None
        These points, `(n, d)`.
    values : ndarray or None
        One per node, or per point; NaN at nodes without one. None where there are none.
    """

    axes: Sequence[FloatArray]
    rows: FloatArray | None
    values: FloatArray | None


def layout_of(points: Points, values: FloatArray) -> Layout:
    """The grid that the points fill, each node once and most of them, in any order; or the points as they are."""
    rows, flat = points.columns(0, points.count), np.reshape(values, -1)
    if rows.shape[1] == 1:
        order = np.argsort(rows[:, 0], kind="stable")
        return Layout([rows[order, 0]], None, flat[order])
    if rows.shape[1] > AXES:
        return Layout([], rows, flat)
    axes: list[FloatArray] = []
    places = []
    for column in rows.T:
        axis, place = np.unique(column, return_inverse=True)
        axes.append(axis)
        places.append(place.reshape(-1))
        # Stops before the grid grows beyond any array.
        if math.prod(map(len, axes)) * _FILLED > points.count:
            return Layout([], rows, flat)
    shape = tuple(map(len, axes))
    nodes = np.ravel_multi_index(tuple(places), shape)
    if len(np.unique(nodes)) < points.count:
        return Layout([], rows, flat)
    whole = np.full(math.prod(shape), np.nan)
    whole[nodes] = flat
    return Layout(axes, None, whole.reshape(shape))
