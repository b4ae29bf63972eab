# SPDX-License-Identifier: MIT
"""Figures of the truth, of values, and of the error between them beside the bar."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ._description import Description
from ._diagnosis import Diagnosis
from ._errors import ArgumentError, OutsideDomainError
from ._handle import Handle, real
from ._marks import Mark, marks
from ._panels import Curve, bar_panel, error_panel, label, line_panels, mark_lines, point_panel, value_panel
from ._points import Points
from ._score import Score
from ._view import Choice, View, view

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Choice", "plot"]

#: Letters of a title per inch.
_LETTERS = 9


def plot(handle: Handle, about: Description, values: Any, where: Points | None, choice: Choice) -> Figure:
    """The figure of a problem, of one or two coordinates."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ImportError("a plot needs matplotlib: pip install matplotlib") from error
    shown = view(handle, about, values, where, choice)
    faults = marks(about, shown, choice.score)
    is_plane = len(shown.free) == 2
    size = choice.figsize or ((13, 7.5) if is_plane else (7, 6))
    figure = Figure(figsize=size, constrained_layout={"w_pad": 0.12})
    figure.suptitle(_title(about, shown, choice, width=max(20, int(_LETTERS * size[0]))))
    if is_plane:
        slices = _slices(about, shown, choice.at) if shown.is_grid else []
        _plane(figure, shown, slices, faults)
    else:
        upper, lower = figure.subplots(2, 1, sharex=True)
        line_panels(upper, lower, shown.axes[0], [Curve(shown.truth, shown.bar, shown.mine, "")], shown.label)
        if shown.mine is not None:
            mark_lines(lower, shown.free[0], faults, shown.axes[0], shown.mine - shown.truth)
        lower.set_xlabel(label(shown.free[0]))
    return figure


def _plane(figure: Figure, shown: View, slices: Sequence[int], faults: Sequence[Mark]) -> None:
    """Panels over the plane, and below them slices, or of points the error along each coordinate."""
    above, below = figure.subfigures(2, 1, squeeze=False).flat
    if shown.mine is None:
        first, second = above.subplots(1, 2)
        value_panel(above, first, shown, shown.truth, "truth")
        bar_panel(above, second, shown)
    else:
        first, second, third = above.subplots(1, 3)
        value_panel(above, first, shown, shown.truth, "truth")
        value_panel(above, second, shown, shown.mine, "yours")
        error_panel(above, third, shown, faults)
    left, right = below.subplots(1, 2)
    if not shown.is_grid:
        point_panel(left, shown, 0)
        point_panel(right, shown, 1)
        return
    name, nodes = shown.free[1], shown.axes[1]
    curves = [
        Curve(
            shown.truth[:, j],
            shown.bar[:, j],
            None if shown.mine is None else shown.mine[:, j],
            f"{name} = {nodes[j]:.4g}",
        )
        for j in slices
    ]
    line_panels(left, right, shown.axes[0], curves, shown.label)
    for axes in (left, right):
        axes.set_xlabel(label(shown.free[0]))


def _slices(about: Description, shown: View, at: Sequence[float] | None) -> list[int]:
    """The nodes of the last coordinate nearest to where slices are wanted; without a wish three."""
    name, nodes = shown.free[1], shown.axes[1]
    lower, upper = about.domain[name]
    if at is not None and len(at) == 0:
        raise ArgumentError(f"at is empty: give values of {name}, or leave it out")
    # Of space the ends are often where the solution is given.
    parts = (0.0, 0.5, 1.0) if name == "t" else (0.25, 0.5, 0.75)
    wanted = [real(value, "at") for value in at] if at is not None else [lower + p * (upper - lower) for p in parts]
    for value in wanted:
        if not lower <= value <= upper:
            raise OutsideDomainError(
                f"at {name} = {value!r} lies outside the domain: it must be in [{lower!r}, {upper!r}]",
                (),
                {name: value},
            )
    return list(dict.fromkeys(int(np.argmin(abs(nodes - value))) for value in wanted))


def _title(about: Description, shown: View, choice: Choice, width: int) -> str:
    """The problem, what is drawn and where; and of values what they are, and what is wrong with them.

    Parameters
    ----------
    width
        How many letters a line has at most.
    """
    values = [f"{name} = {p.value:.4g}" for name, p in about.parameters.items()]
    first = ", ".join([f"{about.name}: {shown.label}", *values, *_places(shown)])
    second = [choice.source] if choice.source else []
    if choice.score is not None:
        error = choice.score.relative_l2
        of = " of all unknowns" if len(about.unknowns) > 1 else ""
        second.append("the truth is zero here" if error is None else f"relative L2 error{of} {error:.2e}")
        second += [_diagnosed(choice.score, d) for d in choice.score.diagnosis]
    if shown.missing and shown.mine is not None:
        known = int(np.isfinite(shown.truth).sum())
        second.append(f"{shown.missing} of {known} values are no numbers")
    return "\n".join(line for text in (first, ", ".join(second)) for line in textwrap.wrap(text, width))


def _diagnosed(score: Score, diagnosis: Diagnosis) -> str:
    if diagnosis == score.correction:
        return f"after a correction: {diagnosis.code}"
    return f"diagnosis: {'' if diagnosis.certainty == 'stated' else 'may be '}{diagnosis.code}"


def _places(shown: View) -> list[str]:
    """Where the coordinates are that are not drawn: of many with one value, that once."""
    if not shown.is_grid:
        return ["at all points"]
    groups: dict[str, list[str]] = {}
    for name, value in shown.fixed.items():
        groups.setdefault(f"{value:.4g}", []).append(name)
    texts = []
    for at, names in groups.items():
        texts += [f"{names[0]}, … {names[-1]} = {at}"] if len(names) > 3 else [f"{name} = {at}" for name in names]
    return texts
