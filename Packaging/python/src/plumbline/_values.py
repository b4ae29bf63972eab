# SPDX-License-Identifier: MIT
"""Values of a solution as callers write them: one array, or one per unknown."""

from __future__ import annotations

from typing import Any

import numpy as np

from ._arrays import FloatArray, floats
from ._description import Description
from ._errors import ShapeError
from ._names import some


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
