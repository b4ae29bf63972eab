# SPDX-License-Identifier: MIT
"""The questions of the gradient suite."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ._arrays import FloatArray
from ._calls import given


@dataclass(frozen=True)
class Unsupported:
    """An answer that says that there can be none, and why: never confused with a wrong one."""

    reason: str


class Question:
    """A loss of a network that solves a differential equation, and its gradient.

    Attributes
    ----------
    name : str
        As in ``second-order``.
    residual : str
        The equation's left side, as in ``u_t + u*u_x - nu*u_xx``.
    coordinates : tuple of str
        The network's inputs.
    hidden : tuple of int
        The widths of its hidden layers.
    activation : str
        As in ``tanh``.
    shared : dict of int to int
        Layers that use the parameters of another, from 0.
    parameters : ndarray, shape (n,)
        Of the network layer by layer, and of the equation; exact in single precision.
    collocation : ndarray, shape (p, d)
        Where the residual is taken.
    boundary_points, boundary_values : ndarray, shapes (q, d) and (q,)
        Where u is known, and what it is there.
    loss : float
        The right loss.
    gradient : ndarray, shape (n,)
        The right gradient, rounded to double precision.
    raw : dict
        The whole entry, numbers with 21 digits and their bars.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self.raw = document
        self.name: str = document["name"]
        self.residual: str = document["residual"]
        self.coordinates: tuple[str, ...] = tuple(document["coordinates"])
        self.hidden: tuple[int, ...] = tuple(document["hidden"])
        self.activation: str = document["activation"]
        self.shared = {int(layer): other for layer, other in document["shared"].items()}
        self.parameters = _numbers(document["parameters"])
        self.collocation = _numbers(document["collocation"])
        self.boundary_points = _numbers([condition["point"] for condition in document["boundary"]])
        self.boundary_values = _numbers([condition["value"] for condition in document["boundary"]])
        self.loss = float(document["loss"]["value"])
        self.gradient = _numbers([float(component["value"]) for component in document["gradient"]])

    def __repr__(self) -> str:
        return f"Question({self.name!r}: {self.residual}, {len(self.parameters)} parameters)"


def _numbers(values: Any) -> FloatArray:
    return np.array(values, dtype=np.float64)


def documents() -> Mapping[str, Any]:
    """The table as the library has it: schema, description and questions."""
    document: dict[str, Any] = json.loads(_text())
    return document


@functools.cache
def _text() -> str:
    return given("gradient_questions")
