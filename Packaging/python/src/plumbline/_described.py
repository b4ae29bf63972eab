# SPDX-License-Identifier: MIT
"""What a problem says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ._description import Condition, Description, Equation, Parameter, Source


class Described:
    """The attributes of a problem, which never change."""

    __slots__ = ("_about",)

    _about: Description

    @property
    def name(self) -> str:
        """As in ``burgers``."""
        return self._about.name

    @property
    def summary(self) -> str:
        """A line about it."""
        return self._about.summary

    @property
    def kind(self) -> str:
        """As in ``evolution equation of order 2``."""
        return self._about.kind

    @property
    def equation(self) -> Equation:
        """The equations, a line each."""
        return self._about.equation

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Initial and boundary conditions."""
        return self._about.conditions

    @property
    def coordinates(self) -> tuple[str, ...]:
        """The names of the coordinates, in the order of arguments and of arrays' axes."""
        return self._about.coordinates

    @property
    def domain(self) -> dict[str, tuple[float, float]]:
        """The interval of each coordinate; dimensionless, as all numbers of a problem."""
        return dict(self._about.domain)

    @property
    def cut(self) -> dict[str, tuple[float, float]] | None:
        """The box that is cut out of the domain; None where nothing is."""
        return None if self._about.cut is None else dict(self._about.cut)

    @property
    def unknowns(self) -> tuple[str, ...]:
        """The names of the unknowns, in the order of the last axis of values."""
        return self._about.unknowns

    @property
    def parameters(self) -> Mapping[str, float]:
        """The value of each parameter."""
        return MappingProxyType({name: p.value for name, p in self._about.parameters.items()})

    @property
    def parameter_info(self) -> Mapping[str, Parameter]:
        """Each parameter with its standard value, its range and a line about it."""
        return MappingProxyType(self._about.parameters)

    @property
    def derivatives(self) -> tuple[str, ...]:
        """The derivatives that come with bars, as in ``xx``."""
        return self._about.derivatives

    @property
    def method(self) -> str:
        """How the reference is computed."""
        return self._about.method

    @property
    def bar_kind(self) -> str:
        """What stands behind the bars: ``enclosure``, ``rounding`` or ``estimate``."""
        return self._about.bar_kind

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the problem, or its solution, is published."""
        return self._about.sources

    def cite(self) -> str:
        """The sources as BibTeX."""
        return self._about.bibtex

    def __str__(self) -> str:
        return str(self._about)
