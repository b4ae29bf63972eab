# SPDX-License-Identifier: MIT
"""What is known of a problem before it is solved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Equation:
    """Equations, or conditions, a line each: the left side and `= 0`.

    Attributes
    ----------
    ascii : list of str
        As in ``u_t + u*u_x - nu*u_xx = 0``.
    latex : list of str
        The same for LaTeX's mathematics mode.
    """

    ascii: list[str]
    latex: list[str]

    def __str__(self) -> str:
        return "\n".join(self.ascii)

    def _repr_latex_(self) -> str:
        return "$$\\begin{gathered}" + " \\\\ ".join(self.latex) + "\\end{gathered}$$"


@dataclass(frozen=True)
class Condition:
    """An initial or boundary condition, or a symmetry.

    Attributes
    ----------
    name : str
        What it is called.
    kind : str
        As in ``boundary, value (Dirichlet)``.
    is_hard : bool
        Whether an ansatz of the problem fulfils it whatever the network.
    ascii, latex : str
        What holds, and where.
    """

    name: str
    kind: str
    is_hard: bool
    ascii: str
    latex: str

    def __str__(self) -> str:
        return self.ascii

    def _repr_latex_(self) -> str:
        return f"$${self.latex}$$"


@dataclass(frozen=True)
class Parameter:
    """A parameter with what it can be.

    Attributes
    ----------
    name, summary : str
        What it is called, and what it is.
    value, standard : float
        What it is in this problem, and where nothing is said.
    range : tuple of float
        The least and the greatest value.
    is_whole : bool
        Whether only whole numbers are meant.
    """

    name: str
    summary: str
    value: float
    standard: float
    range: tuple[float, float]
    is_whole: bool


@dataclass(frozen=True)
class Source:
    """Where a problem, or its solution, is published."""

    authors: tuple[str, ...]
    title: str
    published: str
    year: int
    doi: str | None = None
    arxiv: str | None = None

    def __str__(self) -> str:
        place = f", doi:{self.doi}" if self.doi else f", arXiv:{self.arxiv}" if self.arxiv else ""
        return f"{', '.join(self.authors)}: {self.title}. {self.published} ({self.year}){place}"


Box = Mapping[str, "tuple[float, float]"]


class Description:
    """The document of plumbline_describe."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        d = document
        self.name: str = d["name"]
        self.summary: str = d["summary"]
        self.kind: str = d["kind"]
        self.equation = Equation(list(d["equations"]["ascii"]), list(d["equations"]["latex"]))
        self.coordinates: tuple[str, ...] = tuple(d["coordinates"])
        self.unknowns: tuple[str, ...] = tuple(d["unknowns"])
        self.domain = _box(self.coordinates, d["domain"])
        self.cut = _box(self.coordinates, d["cut"]) if d.get("cut") else None
        self.parameters = {p["name"]: _parameter(p) for p in d["parameters"]}
        self.conditions = tuple(
            Condition(c["name"], c["kind"], bool(c["isHard"]), c["ascii"], c["latex"]) for c in d["conditions"]
        )
        reference = d["reference"]
        self.method: str = reference["method"]
        self.bar_kind: str = reference["barKind"]
        self.derivatives: tuple[str, ...] = tuple(name for name in reference["derivatives"] if name)
        self.sources = tuple(_source(s) for s in d["sources"])
        self.bibtex: str = d["bibtex"]
        self.grid: tuple[int, ...] | None = tuple(d["grid"]) if d.get("grid") else None

    def __str__(self) -> str:
        intervals = ", ".join(f"{name} in [{low!r}, {high!r}]" for name, (low, high) in self.domain.items())
        lines = [f"{self.name}: {self.summary}", *(f"  {line}" for line in self.equation.ascii)]
        lines += [f"  {condition}" for condition in self.conditions]
        lines.append(f"  {intervals}")
        if self.cut is not None:
            box = " and ".join(f"{name} in [{low!r}, {high!r}]" for name, (low, high) in self.cut.items())
            lines.append(f"  less {box}")
        lines += [f"  {p.name} = {p.value!r}, {p.summary}" for p in self.parameters.values()]
        return "\n".join([*lines, f"  reference: {self.method} ({self.bar_kind})"])


def _box(names: Sequence[str], ends: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, float]]:
    return {name: (float(ends[name][0]), float(ends[name][1])) for name in names}


def _parameter(p: Mapping[str, Any]) -> Parameter:
    number = int if p["isWhole"] else float
    low, high = p["range"]
    return Parameter(
        p["name"], p["summary"], number(p["value"]), number(p["standard"]), (number(low), number(high)), p["isWhole"]
    )


def _source(s: Mapping[str, Any]) -> Source:
    return Source(tuple(s["authors"]), s["title"], s["published"], s["year"], s.get("doi"), s.get("arxiv"))
