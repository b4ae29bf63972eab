# SPDX-License-Identifier: MIT
"""Panels: a field over a plane or at points, and lines with their bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ._arrays import FloatArray
from ._marks import Mark
from ._ticks import linear_part, lowest, set_ticks
from ._view import View

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

#: Colours that are told apart without red, green or blue, by Okabe and Ito.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_FACE = "#E69F00"


class Curve(NamedTuple):
    """Fields along a line: the truth, its bar, values, and what the line is."""

    truth: FloatArray
    bar: FloatArray
    mine: FloatArray | None
    name: str


def value_panel(figure: FigureBase, axes: Axes, shown: View, field: FloatArray, title: str) -> None:
    """A field on the truth's scale of colours."""
    finite = shown.truth[np.isfinite(shown.truth)]
    ends = {"vmin": finite.min(), "vmax": finite.max()} if finite.size else {}
    image = _image(axes, shown, field, cmap="viridis", **ends)
    figure.colorbar(image, ax=axes, label=label(shown.label), extend="neither" if title == "truth" else "both")
    axes.set_title(title)


def error_panel(figure: FigureBase, axes: Axes, shown: View, marks: Sequence[Mark]) -> None:
    """The signed error, linear up to the largest bar and logarithmic beyond."""
    from matplotlib.colors import SymLogNorm

    error = shown.mine - shown.truth if shown.mine is not None else shown.truth
    most, bar = largest(error), largest(shown.bar)
    end = max(most, bar) or 1.0
    linear = linear_part(most, bar)
    norm = SymLogNorm(linear, vmin=-end, vmax=end, base=10)
    image = _image(axes, shown, error, cmap="RdBu_r", norm=norm)
    scale = figure.colorbar(image, ax=axes, label="yours - truth [dimensionless]")
    set_ticks(scale.ax.yaxis, linear, end)
    axes.set_title(f"error, bar up to {bar:.1e}")
    _mark(axes, shown.free, marks)


def bar_panel(figure: FigureBase, axes: Axes, shown: View) -> None:
    """The bar, logarithmic; where it is zero it is left white."""
    from matplotlib.colors import LogNorm

    positive = np.where(shown.bar > 0, shown.bar, np.nan)
    known = positive[np.isfinite(positive)]
    least = max(known.min(), lowest(known.max())) if known.size else None
    norm = LogNorm(least, known.max()) if known.size else None
    extend = "min" if known.size and known.min() < least else "neither"
    image = _image(axes, shown, positive, has_gaps=not np.isfinite(shown.bar).all(), cmap="cividis", norm=norm)
    figure.colorbar(image, ax=axes, label=f"bar of {label(shown.label)}", extend=extend)
    axes.set_title("error bar")


def line_panels(upper: Axes, lower: Axes, nodes: FloatArray, curves: Sequence[Curve], name: str) -> None:
    """Truth with its bar and values; and the signed error beside the bar, or the bar alone."""
    for number, curve in enumerate(curves):
        color, part = COLORS[number % len(COLORS)], f", {curve.name}" if curve.name else ""
        upper.plot(nodes, curve.truth, color=color, label=f"truth{part}")
        upper.fill_between(nodes, curve.truth - curve.bar, curve.truth + curve.bar, color=color, alpha=0.3, linewidth=0)
        if curve.mine is None:
            lower.plot(nodes, curve.bar, color=color, label=curve.name or "bar")
        else:
            upper.plot(nodes, curve.mine, color=color, linestyle="--", label=f"yours{part}")
            lower.plot(nodes, curve.mine - curve.truth, color=color, label=curve.name or "error")
            lower.fill_between(nodes, -curve.bar, curve.bar, color=color, alpha=0.3, linewidth=0)
    upper.set_ylabel(label(name))
    most = max((largest(c.mine - c.truth) for c in curves if c.mine is not None), default=None)
    bar = max(largest(curve.bar) for curve in curves)
    if most is None:
        lower.set_ylabel(f"bar of {label(name)}")
        if bar > 0:
            lower.set_yscale("log")
            lower.set_ylim(bottom=max(lower.get_ylim()[0], lowest(bar)))
    else:
        error_scale(lower, most, bar)
    for axes in (upper, lower):
        axes.legend(fontsize="small")


def point_panel(axes: Axes, shown: View, along: int) -> None:
    """The signed error at all points beside the bar, along one coordinate."""
    place = shown.axes[along]
    error = shown.mine - shown.truth if shown.mine is not None else shown.truth
    for sign in (-1, 1):
        axes.plot(
            place, sign * shown.bar, ".", color=COLORS[1], markersize=2, label="± bar" if sign > 0 else None,
            rasterized=True,
        )  # fmt: skip
    axes.plot(place, error, ".", color=COLORS[0], markersize=3, label="error", rasterized=True)
    error_scale(axes, largest(error), largest(shown.bar))
    axes.set_xlabel(label(shown.free[along]))
    axes.legend(fontsize="small")


def error_scale(axes: Axes, most: float, bar: float) -> None:
    """The axis of a signed error: linear up to the bar, and logarithmic beyond."""
    axes.axhline(0, color="black", linewidth=0.5)
    linear, end = linear_part(most, bar), max(most, bar) or 1.0
    axes.set_yscale("symlog", linthresh=linear)
    axes.set_ylim(-2 * end, 2 * end)
    set_ticks(axes.yaxis, linear, end)
    axes.set_ylabel("yours - truth, ± bar [dimensionless]")


def mark_lines(axes: Axes, name: str, marks: Sequence[Mark], nodes: FloatArray, error: FloatArray) -> None:
    """Marks along a line: on the error where a point is meant, and across all of it for a face."""
    for number, mark in enumerate(marks):
        if name not in mark.at:
            continue
        if number == 0:
            i = int(np.argmin(abs(nodes - mark.at[name])))
            axes.plot(nodes[i], error[i], **_ring(mark.text))
        else:
            axes.axvline(mark.at[name], color=_FACE, linewidth=3, linestyle=":", label=mark.text)
    if marks:
        axes.legend(fontsize="small", markerscale=0.7)


def largest(field: FloatArray) -> float:
    finite = np.abs(field[np.isfinite(field)])
    return float(finite.max()) if finite.size else 0.0


def label(name: str) -> str:
    """A quantity and its unit: all of the catalogue are dimensionless."""
    return f"{name} [dimensionless]"


def _image(axes: Axes, shown: View, field: FloatArray, has_gaps: bool = True, **options: Any) -> Any:
    axes.set_xlabel(label(shown.free[0]))
    axes.set_ylabel(label(shown.free[1]))
    if shown.is_grid:
        if has_gaps and not np.isfinite(field).all():
            # White is a value of some scales.
            axes.patch.set(facecolor="white", edgecolor="0.6", hatch="////")
        return axes.pcolormesh(
            shown.axes[0], shown.axes[1], np.ma.masked_invalid(field.T), shading="nearest", rasterized=True, **options
        )
    size = float(np.clip(8000 / len(field), 2, 36))
    known = np.isfinite(field)
    x, y = (axis[known] for axis in shown.axes)
    return axes.scatter(x, y, c=field[known], s=size, linewidths=0, rasterized=True, **options)


def _mark(axes: Axes, free: Sequence[str], marks: Sequence[Mark]) -> None:
    """Rings where a point is meant, dotted lines along a face; each text once."""
    texts: set[str] = set()
    for mark in marks:
        text = None if mark.text in texts else mark.text
        texts.add(mark.text)
        if len(mark.at) == 2:
            axes.plot(mark.at[free[0]], mark.at[free[1]], **_ring(text, "o" if mark is marks[0] else "s"))
            continue
        draw = axes.axvline if free[0] in mark.at else axes.axhline
        draw(next(iter(mark.at.values())), color=_FACE, linewidth=4, linestyle=":", clip_on=False, label=text)
    if marks:
        axes.legend(
            fontsize="small", loc="upper center", bbox_to_anchor=(0.5, -0.2), ncol=2, markerscale=0.7, frameon=False
        )


def _ring(text: str | None, marker: str = "o") -> dict[str, Any]:
    return {
        "marker": marker, "markersize": 14, "markerfacecolor": "none", "markeredgecolor": "black",
        "markeredgewidth": 1.8, "linestyle": "none", "clip_on": False, "label": text,
    }  # fmt: skip
