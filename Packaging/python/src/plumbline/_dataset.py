# SPDX-License-Identifier: MIT
"""The reference as an xarray.Dataset, described as the CF conventions have it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ._description import Description
from ._errors import ArgumentError
from ._fields import fields
from ._grid import axes_of, counts_of, nodes
from ._handle import Handle
from ._reference import canonical
from ._version import __version__

if TYPE_CHECKING:
    import xarray

_BARS = {
    "enclosure": "proven: remainders and rounding are enclosed",
    "rounding": "the rounding of a formula, to first order, and a bound of what was cut off",
    "estimate": "from the difference of two computations, not proven",
}


def dataset(
    handle: Handle, about: Description, counts: Sequence[int], derivatives: bool | Sequence[str], threads: int | None
) -> xarray.Dataset:
    """The reference on the grid with so many nodes per coordinate."""
    try:
        import xarray
    except ImportError as error:
        raise ImportError("a dataset needs xarray: pip install xarray, or take p.reference(*p.grid())") from error
    names = _names(about, derivatives)
    axes = axes_of(about, counts_of(about, counts))
    found = fields(handle, about, nodes(about, axes), names, threads)
    variables: dict[str, tuple[Any, ...]] = {}
    for name, u, e in zip(names, found.us, found.bars):
        for number, unknown in enumerate(about.unknowns):
            variable = f"{unknown}_{name}" if name else unknown
            long = f"derivative of {unknown} by {name}" if name else unknown
            bar = f"{variable}_bar"
            own = {"units": "1", "long_name": long, "ancillary_variables": bar}
            variables[variable] = (about.coordinates, u[..., number], own)
            of_bar = {"units": "1", "long_name": f"error bar of {long}", "comment": _BARS.get(about.bar_kind, "")}
            variables[bar] = (about.coordinates, e[..., number], of_bar)
    coordinates = {
        name: (name, axis, {"units": "1", "long_name": _LONG.get(name, f"coordinate {name}")})
        for name, axis in zip(about.coordinates, axes)
    }
    attributes = _attributes(about)
    if found.gaps:
        attributes["gaps"] = f"NaN at {len(found.gaps)} nodes: {'; '.join(dict.fromkeys(found.gaps))}"
    return xarray.Dataset(variables, coordinates, attributes)


_LONG = {
    "t": "time",
    "x": "first coordinate of space",
    "y": "second coordinate of space",
    "z": "third coordinate of space",
}


def _names(about: Description, derivatives: bool | Sequence[str]) -> list[str]:
    """The solution itself, and the derivatives after it."""
    if isinstance(derivatives, bool):
        return ["", *(about.derivatives if derivatives else ())]
    if isinstance(derivatives, str):
        raise ArgumentError(f"derivatives is {derivatives!r}: give True, or a list of names")
    return list(dict.fromkeys(["", *(canonical(name, about.derivatives) for name in derivatives)]))


def _attributes(about: Description) -> dict[str, str]:
    parameters = {name: parameter.value for name, parameter in about.parameters.items()}
    return {
        "Conventions": "CF-1.11",
        "title": f"{about.name}: {about.summary}",
        "source": f"{about.method}; plumbline {__version__}",
        "references": "\n".join(map(str, about.sources)),
        "license": "CC0-1.0",
        "comment": "Each value lies within its bar of the truth. All numbers are dimensionless.",
        "problem": about.name,
        "parameters": json.dumps(parameters),
        "equation": "\n".join(about.equation.ascii),
        "conditions": "\n".join(condition.ascii for condition in about.conditions),
        "bar_kind": about.bar_kind,
        "plumbline_version": __version__,
    }
