# SPDX-License-Identifier: MIT
"""The reference on a tensor grid, whatever is cut out of its box."""

from __future__ import annotations

import math
from typing import Sequence

import numpy as np

from . import _memory
from ._arrays import FloatArray
from ._description import Description
from ._handle import Handle
from ._points import Points
from ._reference import is_cut, measure


def fields(
    handle: Handle, about: Description, axes: Sequence[FloatArray], derivatives: Sequence[str], threads: int | None
) -> tuple[list[FloatArray], list[FloatArray]]:
    """Values and bars of each derivative, of the grid's shape and an axis of unknowns; NaN in what is cut out.

    Raises
    ------
    OutsideDomainError, UndefinedError, MemoryError
        As `measure`.
    """
    shape = (*(len(axis) for axis in axes), len(about.unknowns))
    points = Points(about.coordinates, np.meshgrid(*axes, indexing="ij", sparse=True), about.coordinates)
    if about.cut is None:
        us, es = measure(handle, about, points, derivatives, True, threads)
        return [np.reshape(u, shape) for u in us], [np.reshape(e, shape) for e in es]
    _memory.require(8 * math.prod(shape) * (4 * len(derivatives) + len(axes)), f"{points.count} points")
    rows = points.columns(0, points.count)
    mask = is_cut(about, rows)
    kept = Points(about.coordinates, list(rows[~np.asarray(mask)].T), about.coordinates)
    us, es = measure(handle, about, kept, derivatives, True, threads)

    def whole(part: FloatArray) -> FloatArray:
        full = np.full(math.prod(shape), np.nan).reshape(len(rows), -1)
        full[~np.asarray(mask)] = np.reshape(part, (kept.count, -1))
        return full.reshape(shape)

    return [whole(u) for u in us], [whole(e) for e in es]
