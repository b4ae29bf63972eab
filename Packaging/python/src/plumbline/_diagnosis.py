# SPDX-License-Identifier: MIT
"""Usual mistakes, as the scorer recognises them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ._score_parts import number


@dataclass(frozen=True)
class Place:
    """Where a mistake shows: a face of the domain, or one value.

    Attributes
    ----------
    name, unknown : str
        The face or point, as in ``x = 1``, and the unknown that is off there.
    error : float
        By how much, in the unknown's units: of a face the root mean square.
    is_flat : bool or None
        Whether the slope across the face is zero; None where that was not looked at.
    """

    name: str
    unknown: str
    error: float
    is_flat: bool | None = None


@dataclass(frozen=True)
class Diagnosis:
    """A usual mistake that was recognised.

    Attributes
    ----------
    code : str
        A short name for programs, as in ``shifted-axis``.
    certainty : str
        ``stated`` or ``possible``.
    message : str
        A sentence for people: what, by how much, and the cure.
    subject : str or None
        The parameter, coordinate, unknown, term, face or equation that it is about.
    value, given : float or None
        The number that was found, and what it should be.
    leaves : float or None
        The relative L2 error that it leaves.
    places : tuple of Place
        Where it shows; empty where everywhere.
    """

    code: str
    certainty: str
    message: str
    subject: str | None = None
    value: float | None = None
    given: float | None = None
    leaves: float | None = None
    places: tuple[Place, ...] = ()

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def diagnosis_of(d: Mapping[str, Any]) -> Diagnosis:
    places = tuple(Place(p["name"], p["unknown"], float(p["error"]), p.get("is_flat")) for p in d.get("places", ()))
    return Diagnosis(
        code=d["code"],
        certainty=d["certainty"],
        message=d["message"],
        subject=d.get("subject"),
        value=number(d.get("value")),
        given=number(d.get("given")),
        leaves=number(d.get("leaves")),
        places=places,
    )
