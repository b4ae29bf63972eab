# SPDX-License-Identifier: MIT
"""Figures of the truth, of values, and of the error between them beside the bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ._arrays import FloatArray
from ._description import Description
from ._errors import ArgumentError, OutsideDomainError
from ._handle import Handle, real
from ._view import Choice, View, view

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

__all__ = ["Choice", "plot"]

#: Decades of the error that its symmetric logarithmic scale shows at most.
_DECADES = 6
_TICKS = 9


def plot(handle: Handle, about: Description, values: Any, choice: Choice) -> Figure:
    """The figure of a problem, of one or two coordinates."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ImportError("a plot needs matplotlib: pip install matplotlib") from error
    shown = view(handle, about, values, choice)
    is_plane = len(shown.free) == 2
    figure = Figure(figsize=choice.figsize or ((12, 7) if is_plane else (7, 6)), constrained_layout=True)
    figure.suptitle(_title(about, shown))
    if is_plane:
        slices = _slices(about, shown, choice.at)
        _plane(figure, shown, slices)
    else:
        upper, lower = figure.subplots(2, 1, sharex=True)
        _lines(upper, lower, shown.axes[0], [(shown.truth, shown.bar, shown.mine, "C0", "")], shown.label)
        lower.set_xlabel(_label(shown.free[0]))
    return figure


def _plane(figure: Figure, shown: View, slices: Sequence[int]) -> None:
    """Panels over the plane, and below them slices."""
    above, below = figure.subfigures(2, 1, squeeze=False).flat
    if shown.mine is None:
        first, second = above.subplots(1, 2)
        _panel(above, first, shown, shown.truth, "truth")
        _bar_panel(above, second, shown)
    else:
        first, second, third = above.subplots(1, 3)
        _panel(above, first, shown, shown.truth, "truth")
        _panel(above, second, shown, shown.mine, "yours")
        _error_panel(above, third, shown)
    left, right = below.subplots(1, 2)
    name, nodes = shown.free[1], shown.axes[1]
    curves = [
        (
            shown.truth[:, j],
            shown.bar[:, j],
            None if shown.mine is None else shown.mine[:, j],
            f"C{color}",
            f"{name} = {nodes[j]:.4g}",
        )
        for color, j in enumerate(slices)
    ]
    _lines(left, right, shown.axes[0], curves, shown.label)
    for axes in (left, right):
        axes.set_xlabel(_label(shown.free[0]))


def _panel(figure: FigureBase, axes: Axes, shown: View, field: FloatArray, title: str) -> None:
    """A field on the truth's scale of colours."""
    image = _mesh(axes, shown, field, cmap="viridis", vmin=np.nanmin(shown.truth), vmax=np.nanmax(shown.truth))
    figure.colorbar(image, ax=axes, label=_label(shown.label), extend="neither" if title == "truth" else "both")
    axes.set_title(title)


def _error_panel(figure: FigureBase, axes: Axes, shown: View) -> None:
    """The signed error, linear up to the largest bar and logarithmic beyond."""
    from matplotlib.colors import SymLogNorm

    error = shown.mine - shown.truth if shown.mine is not None else shown.truth
    most, bar = _largest(error), _largest(shown.bar)
    norm = SymLogNorm(_linear(most, bar), vmin=-max(most, bar), vmax=max(most, bar), base=10)
    image = _mesh(axes, shown, error, cmap="RdBu_r", norm=norm)
    scale = figure.colorbar(image, ax=axes, label="yours - truth [dimensionless]")
    _few_ticks(scale.ax.yaxis)
    axes.set_title(f"error, bar up to {bar:.1e}")


def _bar_panel(figure: FigureBase, axes: Axes, shown: View) -> None:
    """The bar, logarithmic; where it is zero it is left white."""
    from matplotlib.colors import LogNorm

    positive = np.where(shown.bar > 0, shown.bar, np.nan)
    has_any = bool(np.isfinite(positive).any())
    norm = LogNorm(np.nanmin(positive), np.nanmax(positive)) if has_any else None
    image = _mesh(axes, shown, positive, cmap="cividis", norm=norm)
    figure.colorbar(image, ax=axes, label=f"bar of {_label(shown.label)}")
    axes.set_title("error bar")


def _mesh(axes: Axes, shown: View, field: FloatArray, **options: Any) -> Any:
    axes.set_xlabel(_label(shown.free[0]))
    axes.set_ylabel(_label(shown.free[1]))
    return axes.pcolormesh(
        shown.axes[0], shown.axes[1], np.ma.masked_invalid(field.T), shading="nearest", rasterized=True, **options
    )


def _lines(
    upper: Axes,
    lower: Axes,
    nodes: FloatArray,
    curves: Sequence[tuple[FloatArray, FloatArray, FloatArray | None, str, str]],
    label: str,
) -> None:
    """Truth with its bar and values; and the signed error beside the bar, or the bar alone."""
    most = max((_largest(mine - truth) for truth, _, mine, _, _ in curves if mine is not None), default=0.0)
    largest = max(_largest(bar) for _, bar, _, _, _ in curves)
    for truth, bar, mine, color, name in curves:
        upper.plot(nodes, truth, color=color, label=f"truth, {name}" if name else "truth")
        upper.fill_between(nodes, truth - bar, truth + bar, color=color, alpha=0.3, linewidth=0)
        if mine is None:
            lower.plot(nodes, bar, color=color, label=name or "bar")
        else:
            upper.plot(nodes, mine, color=color, linestyle="--", label=f"yours, {name}" if name else "yours")
            lower.plot(nodes, mine - truth, color=color, label=name or "error")
            lower.fill_between(nodes, -bar, bar, color=color, alpha=0.3, linewidth=0)
    upper.set_ylabel(_label(label))
    has_mine = any(mine is not None for _, _, mine, _, _ in curves)
    if has_mine:
        lower.axhline(0, color="black", linewidth=0.5)
        lower.set_yscale("symlog", linthresh=_linear(most, largest))
        _few_ticks(lower.yaxis)
        lower.set_ylabel("yours - truth, ± bar [dimensionless]")
    else:
        lower.set_ylabel(f"bar of {_label(label)}")
        lower.set_yscale("log" if largest > 0 else "linear")
    for axes in (upper, lower):
        axes.legend(fontsize="small")


def _few_ticks(axis: Any) -> None:
    """No more decades on a symmetric logarithmic axis than have room."""
    axis.get_major_locator().set_params(numticks=_TICKS)


def _linear(most: float, bar: float) -> float:
    """Up to where the scale of an error is linear: the bar, unless the error is many decades larger."""
    return max(bar, most * 10.0**-_DECADES) or 1.0


def _largest(field: FloatArray) -> float:
    finite = np.abs(field[np.isfinite(field)])
    return float(finite.max()) if finite.size else 0.0


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


def _title(about: Description, shown: View) -> str:
    values = [f"{name} = {p.value:.4g}" for name, p in about.parameters.items()]
    places = [f"{name} = {value:.4g}" for name, value in shown.fixed.items()]
    return f"{about.name}: {shown.label}" + "".join(f", {text}" for text in [*values, *places])


def _label(name: str) -> str:
    return f"{name} [dimensionless]"
