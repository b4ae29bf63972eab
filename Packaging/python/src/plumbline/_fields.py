# SPDX-License-Identifier: MIT
"""The reference at points, such as a grid's nodes, some of which have none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from . import _memory
from ._arrays import FloatArray
from ._description import Description
from ._errors import UndefinedError
from ._handle import Handle
from ._points import Points
from ._reference import is_cut, measure


class Fields(NamedTuple):
    """Values and bars, an array for each derivative, of the points' shape and an axis of unknowns.

    Attributes
    ----------
    gaps : list of str
        Why there is no value at some points, as where the solution jumps: one text per point. There, and in the box that
        is cut out of the domain, the arrays have NaN.
    """

    us: list[FloatArray]
    bars: list[FloatArray]
    gaps: list[str]


def fields(
    handle: Handle, about: Description, points: Points, derivatives: Sequence[str], threads: int | None
) -> Fields:
    """The reference at all points, such as a grid's nodes, that have a value.

    Raises
    ------
    OutsideDomainError, UndefinedError, MemoryError
        As `measure`.
    """
    shape = (*points.shape, len(about.unknowns))
    if about.cut is None:
        try:
            us, bars = measure(handle, about, points, derivatives, True, threads)
            return Fields([np.reshape(u, shape) for u in us], [np.reshape(bar, shape) for bar in bars], [])
        except UndefinedError as error:
            if error.index is None:
                raise
    _memory.require(8 * math.prod(shape) * (4 * len(derivatives) + len(about.coordinates)), f"{points.count} points")
    rows = points.columns(0, points.count)
    cut = is_cut(about, rows)
    kept = np.arange(points.count) if cut is None else np.flatnonzero(~cut)
    gaps: list[str] = []
    while True:
        places = Points(about.coordinates, list(rows[kept].T), about.coordinates)
        try:
            us, bars = measure(handle, about, places, derivatives, True, threads)
        except UndefinedError as error:
            if error.index is None:
                raise
            gaps.append(str(error).partition(": ")[2])
            kept = np.delete(kept, error.index[0])
            continue
        return Fields([_whole(u, kept, shape) for u in us], [_whole(bar, kept, shape) for bar in bars], gaps)


def _whole(part: FloatArray, kept: Any, shape: tuple[int, ...]) -> FloatArray:
    """The field of all points, from that of some."""
    full = np.full(shape, np.nan).reshape(-1, shape[-1])
    full[kept] = np.reshape(part, (len(kept), shape[-1]))
    return full.reshape(shape)
