# SPDX-License-Identifier: MIT
"""Where the faults are: the largest error that is drawn, and the places that a diagnosis names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ._description import Description
from ._score import Score
from ._view import View

#: How near to a plane a point must be to show in it, in parts of the domain: its place is rounded for people.
_NEAR = 1e-4


class Mark(NamedTuple):
    """A point, or a line where one coordinate has a value.

    Attributes
    ----------
    at : dict of str to float
        Of both drawn coordinates, or of one.
    text : str
        What is there.
    """

    at: dict[str, float]
    text: str


def marks(about: Description, shown: View, score: Score | None) -> list[Mark]:
    """The marks of a picture, the largest error first."""
    found = _largest(shown)
    if score is None:
        return found
    for diagnosis in score.diagnosis:
        places = [place for place in diagnosis.places if place.unknown == _called(about, shown.unknown)]
        wanted = [_place(place.name) for place in places]
        if diagnosis.code == "initial-state" and "t" in about.domain:
            wanted.append({"t": about.domain["t"][0]})
        if diagnosis.code == "numerical-diffusion" and score.slope is not None:
            wanted.append({score.slope.coordinate: score.slope.at[score.slope.coordinate]})
        seen = [_seen(about, shown, at) for at in wanted]
        found += [Mark(at, diagnosis.code) for at in seen if at]
    return found


def _called(about: Description, unknown: str) -> str:
    """What a score calls an unknown: of several u, v and p."""
    number = about.unknowns.index(unknown)
    return ("u", "v", "p")[number] if number < 3 else f"u{number + 1}"


def _largest(shown: View) -> list[Mark]:
    if shown.mine is None:
        return []
    error = np.abs(shown.mine - shown.truth)
    if not np.isfinite(error).any() or np.nanmax(error) == 0:
        return []
    index = np.unravel_index(int(np.nanargmax(error)), error.shape)
    places = index if shown.is_grid else index * len(shown.free)
    at = {name: float(axis[i]) for name, axis, i in zip(shown.free, shown.axes, places)}
    return [Mark(at, f"largest, {error[index]:.2e}")]


def _place(name: str) -> dict[str, float]:
    """What a diagnosis calls a face or a point, as in ``x = 1, t = 0.5``."""
    number = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
    return {c: float(value) for c, value in re.findall(rf"(\w+) = ({number})(?=,|$)", name)}


def _seen(about: Description, shown: View, at: Mapping[str, float]) -> dict[str, float]:
    """The part of a place that is drawn; nothing where it lies off the plane."""
    for name, value in shown.fixed.items():
        lower, upper = about.domain[name]
        if name in at and abs(at[name] - value) > _NEAR * (upper - lower):
            return {}
    return {name: value for name, value in at.items() if name in shown.free}
