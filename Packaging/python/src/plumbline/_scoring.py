# SPDX-License-Identifier: MIT
"""Values of any origin on their way to the scorer."""

from __future__ import annotations

import json
import operator
import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from . import _memory
from ._arrays import FloatArray, floats, require_finite
from ._calls import given
from ._description import Description
from ._errors import ArgumentError, MissingFileError, ParameterError, ShapeError
from ._grid import axes_of, counts_of, mesh
from ._handle import Handle
from ._jobs import Job, interruptible
from ._names import encoded, some
from ._points import Points, points_of
from ._reference import is_cut
from ._score import Score, score_of

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


class Choice(NamedTuple):
    """What to read of a file."""

    field: str | Sequence[str] | None
    map: Mapping[str, str] | None
    sample: int | None

    @property
    def is_given(self) -> bool:
        return any(part is not None for part in self)


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


def values_of(values: Any, about: Description, shape: tuple[int, ...], what: str) -> FloatArray:
    """Values of the points' shape, and an axis of unknowns.

    Parameters
    ----------
    values
        An array, where one unknown needs no axis, or of several unknowns a tuple of one array each.

    Raises
    ------
    ShapeError
        They have another shape.
    """
    m = len(about.unknowns)
    if isinstance(values, tuple) and len(values) == m > 1:
        parts = [floats(part, f"{name} in {what}") for name, part in zip(about.unknowns, values)]
        if all(part.shape == shape for part in parts):
            return np.stack(parts, axis=-1)
        shapes = ", ".join(str(part.shape) for part in parts)
        raise ShapeError(f"{what} has arrays of shapes {shapes}, and the points have {shape}: give one value per point")
    array = floats(values, what)
    if array.shape == (*shape, m):
        return array
    if m == 1 and array.shape == shape:
        return array[..., None]
    wanted = f"{shape}" if m == 1 else f"{(*shape, m)}, the unknowns {', '.join(about.unknowns)} last"
    raise ShapeError(
        f"{what} has shape {array.shape}, and the points need {wanted}: give one value per point, and where they are"
    )


def grid_counts(values: Any, about: Description) -> tuple[int, ...]:
    """The grid that an array is on by its shape."""
    d, m = len(about.coordinates), len(about.unknowns)
    if isinstance(values, tuple) and len(values) == m > 1:
        values = values[0]
        m = 0
    shape = floats(values, "values").shape
    if len(shape) == d and m <= 1:
        return shape
    if len(shape) == d + 1 and shape[-1] == m:
        return shape[:-1]
    names = some(about.coordinates)
    last = f", and {m} unknowns last" if m > 1 else ""
    raise ShapeError(
        f"values has shape {shape}, which is no grid of {names}{last}: give the points, as in score(values, {names})"
    )


def score_grid(
    handle: Handle, about: Description, axes: Sequence[FloatArray], values: Any, what: str, threads: int | None
) -> Score:
    """The score of values on a tensor grid; those in the box that is cut out of the domain are passed over."""
    points = Points(about.coordinates, np.meshgrid(*axes, indexing="ij", sparse=True), about.coordinates)
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


def score_file(
    handle: Handle,
    about: Description,
    path: str | os.PathLike[str],
    choice: Choice,
    threads: int | None,
) -> Score:
    """The score of a file of any format that `verify score` reads.

    Raises
    ------
    MissingFileError
        There is no such file.
    DataError
        It cannot be read, or does not hold what it should.
    """
    file = os.fsdecode(path)
    if "\0" in file or not os.path.exists(file):
        raise MissingFileError(f"there is no file {file!r}: give the path of one, or an array")
    field, names = choice.field, choice.map
    fields = None if field is None else _list([field] if isinstance(field, str) else field, "field")
    pairs = None if names is None else _list([f"{key}={value}" for key, value in names.items()], "map")
    run, job = _run(choice.sample), Job(threads)

    def work() -> str:
        return given("score_file", handle, os.fsencode(file), fields, pairs, run, job)

    return score_of(json.loads(interruptible(work, job)), about.coordinates)


def _run(sample: int | None) -> int:
    """The number of the run for C: -1 for the first."""
    if sample is None:
        return -1
    try:
        number = operator.index(sample)
    except TypeError:
        number = -1
    if not 0 <= number < 2**63:
        raise ParameterError(f"sample is {sample!r}: runs are whole numbers, counted from 0")
    return number


def _list(items: Sequence[str], what: str) -> bytes:
    """Names with commas between them, as the command line takes them."""
    if not items or not all(isinstance(item, str) for item in items):
        raise ArgumentError(f"{what} is {items!r}: leave it out, or name what to read")
    if len(items) > 1 and any("," in item for item in items):
        raise ArgumentError(f"{what} is {items!r}: a name cannot have a comma; rename it in the file")
    return encoded(",".join(items), what)
