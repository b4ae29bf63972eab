# SPDX-License-Identifier: MIT
"""The parts of a score: errors of one unknown, of a part of the points, of a band of wavelengths."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UnknownError:
    """The error of one unknown; ``beyond`` counts its values beyond their bars."""

    name: str
    relative_l2: float | None
    max_error: float
    rmse: float
    beyond: int


@dataclass(frozen=True)
class Beyond:
    """The values beyond the bar of their own point: ``count`` of ``of``.

    The worst is ``worst`` bars off, in ``unknown`` at ``at``.
    """

    count: int
    of: int
    worst: float
    unknown: str
    at: dict[str, float]


@dataclass(frozen=True)
class Coverage:
    """How much of a coordinate's interval the points span; where ``is_partial``, the score is of that part."""

    coordinate: str
    start: float
    stop: float
    fraction: float
    is_partial: bool


@dataclass(frozen=True)
class Part:
    """The error over some of the points."""

    points: int
    rmse: float
    max_error: float


@dataclass(frozen=True)
class Bands:
    """Relative L2 errors by wavelength along the first coordinate: long, middle and short."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True)
class Slope:
    """The steepest slope along a coordinate: the values', the truth's on the same grid, and the truth's own."""

    coordinate: str
    largest: float
    true_on_grid: float
    true: float | None
    at: dict[str, float]


def number(value: float | None) -> float | None:
    """JSON writes 1.0 as 1."""
    return None if value is None else float(value)
