# SPDX-License-Identifier: MIT
"""How far values are from the truth, where, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ._diagnosis import Diagnosis, diagnosis_of
from ._errors import ParameterError
from ._handle import real
from ._score_parts import Bands, Beyond, Coverage, Part, Slope, UnknownError, number


@dataclass(frozen=True)
class Score:
    """How far values are from the truth, where, and why.

    Attributes
    ----------
    relative_l2 : float or None
        ``norm(u - truth) / norm(truth)`` over all points and unknowns; None where the truth is zero at all points.
    relative_l2_as_it_stands : float or None
        The same without the correction; None where it cannot be compared without.
    max_error, rmse : float
        The largest ``abs(u - truth)``, and its root mean square, in the units of u.
    max_error_at : dict of str to float
        Where the largest is.
    points : int
        How many points were compared.
    bar : float
        The largest bar of the reference, divided by the largest ``abs(truth)``.
    bar_l2 : float or None
        ``norm(bar) / norm(truth)``, with which ``relative_l2`` is to be compared.
    bar_kind : str
        ``enclosure``, ``rounding`` or ``estimate``.
    beyond : Beyond
        The values beyond the bar of their own point.
    unknowns : tuple of UnknownError
        The error of each unknown.
    coverage : tuple of Coverage
        How much of each coordinate's interval the points span.
    verdict : str
        ``scored``; ``indistinguishable`` where every value lies within its own bar; ``corrected`` where the figures are
        those after ``correction``.
    correction : Diagnosis or None
        What was corrected first.
    diagnosis : list of Diagnosis
        What explains the error; empty where nothing usual does.
    bands : Bands or None
        The error by wavelength, on an even grid.
    boundary, initial : Part or None
        The error on the faces of space, and at the first time.
    slope : Slope or None
        The steepest slope, on a grid.
    notes : tuple of str
        What else is to be known.
    scored, truths : tuple of str
        Of a file, the columns that were scored, and those that are the truth by their names.
    gap : str or None
        Of a file, why it is not whole.
    raw : dict
        The whole document, as `verify score --json` prints it.
    """

    relative_l2: float | None
    relative_l2_as_it_stands: float | None
    max_error: float
    max_error_at: dict[str, float]
    rmse: float
    points: int
    bar: float
    bar_l2: float | None
    bar_kind: str
    beyond: Beyond
    unknowns: tuple[UnknownError, ...]
    coverage: tuple[Coverage, ...]
    verdict: str
    correction: Diagnosis | None
    diagnosis: list[Diagnosis]
    bands: Bands | None
    boundary: Part | None
    initial: Part | None
    slope: Slope | None
    notes: tuple[str, ...]
    scored: tuple[str, ...]
    truths: tuple[str, ...]
    gap: str | None
    raw: dict[str, Any] = field(repr=False)

    def is_within(self, limit: float) -> bool:
        """Whether the values, as they stand, are no farther from the truth than that.

        Parameters
        ----------
        limit
            The largest relative L2 error. Values within their own bars are within any limit, and values with gaps, or
            with any error where the truth is zero, within none.

        Raises
        ------
        ParameterError
            The limit is negative, or no number.
        """
        most = real(limit, "limit")
        if not (0 <= most < math.inf):
            raise ParameterError(f"limit is {limit!r}: give a number that is not negative, as in 1e-3")
        if self.gap is not None:
            return False
        if self.verdict == "indistinguishable":
            return True
        error = self.relative_l2_as_it_stands
        return error is not None and error <= most

    def __str__(self) -> str:
        from ._summary import summary

        return summary(self)


def score_of(raw: dict[str, Any], coordinates: Sequence[str]) -> Score:
    """The score in a document of the library."""

    def at(values: Sequence[float]) -> dict[str, float]:
        return dict(zip(coordinates, map(float, values)))

    beyond, bands, slope = raw["beyond"], raw["bands"], raw["slope"]
    return Score(
        relative_l2=number(raw["relative_l2"]),
        relative_l2_as_it_stands=number(raw["relative_l2_as_it_stands"]),
        max_error=float(raw["max_error"]),
        max_error_at=at(raw["max_error_at"]),
        rmse=float(raw["rmse"]),
        points=raw["points"],
        bar=float(raw["bar"]),
        bar_l2=number(raw["bar_l2"]),
        bar_kind=raw["bar_kind"],
        beyond=Beyond(beyond["count"], beyond["of"], float(beyond["worst"]), beyond["unknown"], at(beyond["at"])),
        unknowns=tuple(
            UnknownError(u["name"], number(u.get("relative_l2")), float(u["max_error"]), float(u["rmse"]), u["beyond"])
            for u in raw["unknowns"]
        ),
        coverage=tuple(
            Coverage(c["coordinate"], float(c["from"]), float(c["to"]), float(c["fraction"]), c["is_partial"])
            for c in raw["coverage"]
        ),
        verdict=raw["verdict"],
        correction=diagnosis_of(raw["correction"]) if raw["correction"] else None,
        diagnosis=[diagnosis_of(d) for d in raw["diagnosis"]],
        bands=Bands(float(bands["low"]), float(bands["mid"]), float(bands["high"])) if bands else None,
        boundary=_part(raw["boundary"]),
        initial=_part(raw["initial"]),
        slope=Slope(
            slope["coordinate"],
            float(slope["largest"]),
            float(slope["true_on_grid"]),
            number(slope.get("true")),
            at(slope["at"]),
        )
        if slope
        else None,
        notes=tuple(raw["notes"]),
        scored=tuple(raw["scored"]),
        truths=tuple(raw["truths"]),
        gap=raw["gap"],
        raw=raw,
    )


def _part(part: Mapping[str, Any] | None) -> Part | None:
    return Part(part["points"], float(part["rmse"]), float(part["max_error"])) if part else None
