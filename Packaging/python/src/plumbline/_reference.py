# SPDX-License-Identifier: MIT
"""The true solution and its derivatives at points, with their error bars."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence

import numpy as np

from . import _memory
from ._arrays import FloatArray
from ._calls import call
from ._description import Description
from ._errors import OutsideDomainError, PlumblineError, UndefinedError
from ._handle import Handle
from ._jobs import Job, interruptible
from ._names import encoded, named
from ._points import Points

#: Numbers that one call of the library takes and gives; more points are done in parts.
_PART = 2**20
#: Values that come at once, so that no thread is needed to stay interruptible.
_SHORT = 256


class Values(tuple[FloatArray, FloatArray]):
    """Values with their error bars, which unpack as two: ``u, bar = values``.

    The true value lies within ``u - bar`` and ``u + bar``. Both are absolute and have the shape of the points; with
    several unknowns these are the last axis.

    Attributes
    ----------
    u, bar : ndarray
        The values and their bars.
    kind : str
        What stands behind the bars: ``enclosure`` (proven), ``rounding`` (a formula's rounding to first order, and a
        bound of what was cut off) or ``estimate`` (from the difference of two computations).
    """

    kind: str

    def __new__(cls, u: FloatArray, bar: FloatArray, kind: str) -> Values:
        values = super().__new__(cls, (u, bar))
        values.kind = kind
        return values

    def __getnewargs__(self) -> tuple[FloatArray, FloatArray, str]:
        return (self.u, self.bar, self.kind)

    @property
    def u(self) -> FloatArray:
        return self[0]

    @property
    def bar(self) -> FloatArray:
        return self[1]

    def __repr__(self) -> str:
        return f"Values(u={self.u!r}, bar={self.bar!r}, kind={self.kind!r})"


def canonical(derivative: object, known: Sequence[str]) -> str:
    """The derivative as the problem writes it; coordinates may come in any order.

    Raises
    ------
    UnknownNameError
        The reference does not have it.
    """
    if derivative == "":
        return ""
    if isinstance(derivative, str):
        letters = sorted(re.findall(r"[^\W\d]\d*", derivative))
        if sum(map(len, letters)) == len(derivative):
            for name in known:
                if sorted(re.findall(r"[^\W\d]\d*", name)) == letters:
                    return name
    return named("derivative", derivative, known)


def measure(
    handle: Handle, about: Description, points: Points, derivatives: Sequence[str], bars: bool, threads: int | None
) -> tuple[list[FloatArray], list[FloatArray]]:
    """Values and bars of each derivative, of the points' shape and, of several unknowns, an axis of these.

    Raises
    ------
    OutsideDomainError
        A point lies outside the domain.
    UndefinedError
        The solution has no value at a point.
    MemoryError
        What is asked for does not fit; nothing was allocated.
    """
    n, k, m = points.count, len(derivatives), len(about.unknowns)
    tables = k * (2 if bars else 1)
    part = max(1, min(n, _PART // (len(about.coordinates) + 2 * k * m)))
    _memory.require(8 * (n * m * tables + part * (len(about.coordinates) + m * tables)), f"{n} points")
    points.require_inside(about.domain)
    job = Job(threads) if threads is not None or n * k > _SHORT or not handle.is_solved else None
    names = (ctypes.c_char_p * k)(*(encoded(name, "a derivative's name") for name in derivatives))
    us = [np.empty((n, m)) for _ in derivatives]
    es = [np.empty((n, m)) for _ in derivatives if bars]
    for start in range(0, n, part):
        stop = min(n, start + part)
        rows = points.columns(start, stop)
        _require_kept(about, points, rows, start)
        # Tables of one derivative are filled in place.
        values = us[0][None, start:stop] if k == 1 else np.empty((k, stop - start, m))
        errors = (es[0][None, start:stop] if k == 1 else np.empty((k, stop - start, m))) if bars else None
        try:
            _evaluate(handle, names, rows, values, errors, job)
        except (UndefinedError, OutsideDomainError) as error:
            raise _placed(error, points, start) from None
        for i in range(k if k > 1 else 0):
            us[i][start:stop] = values[i]
            if errors is not None:
                es[i][start:stop] = errors[i]
    shape = points.shape if m == 1 else (*points.shape, m)
    # As of NumPy's functions, what has no axes comes as a number.
    return [u.reshape(shape)[()] for u in us], [e.reshape(shape)[()] for e in es]


def _evaluate(
    handle: Handle,
    names: ctypes.Array[ctypes.c_char_p],
    rows: FloatArray,
    values: FloatArray,
    errors: FloatArray | None,
    job: Job | None,
) -> None:
    (n, d), m = rows.shape, values.shape[-1]

    def work() -> None:
        bars = None if errors is None else errors.ctypes
        call("evaluate", handle, names, len(names), rows.ctypes, n, d, values.ctypes, bars, m, job)
        handle.is_solved = True

    if job is None or (n * len(names) <= _SHORT and handle.is_solved):
        work()
    else:
        interruptible(work, job)


def _require_kept(about: Description, points: Points, rows: FloatArray, start: int) -> None:
    """Passes where no row lies in the box that is cut out of the domain."""
    mask = is_cut(about, rows)
    if mask is not None and mask.any():
        row = int(np.argmax(mask))
        point = {name: float(value) for name, value in zip(about.coordinates, rows[row])}
        box = " and ".join(f"{name} in [{low!r}, {high!r}]" for name, (low, high) in (about.cut or {}).items())
        at = ", ".join(f"{name} = {value!r}" for name, value in point.items())
        index = points.index(start + row)
        raise OutsideDomainError(
            f"point {list(index)}, {at}, lies outside the domain: {box} is cut out of it: leave it out", index, point
        )


def is_cut(about: Description, rows: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]] | None:
    """Which rows lie in what is cut out of the domain; None where nothing is.

    The faces of the cut belong to the domain, save those on the faces of the box that it is cut from.
    """
    if about.cut is None:
        return None
    mask = np.ones(len(rows), dtype=np.bool_)
    for name, column in zip(about.coordinates, rows.T):
        (lower, upper), (first, last) = about.cut[name], about.domain[name]
        mask &= (column > lower) | (lower == first)
        mask &= (column < upper) | (upper == last)
    return mask


def _placed(error: PlumblineError, points: Points, start: int) -> PlumblineError:
    """The error with the point's index in the caller's arrays, where it names one of the part."""
    found = re.match(r"point (\d+)", str(error))
    if not found or not isinstance(error, (UndefinedError, OutsideDomainError)):
        return error
    index = points.index(start + int(found.group(1)))
    return type(error)(f"point {list(index)}{str(error)[found.end() :]}", index)
