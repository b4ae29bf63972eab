# SPDX-License-Identifier: MIT
"""A table of reference values with their error bars."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Union

import numpy as np
from numpy.typing import NDArray

from ._store import unknown

if TYPE_CHECKING:
    import xarray

FloatArray = NDArray[np.float64]
PathLike = Union[str, "os.PathLike[str]"]


class Table(Mapping[str, FloatArray]):
    """The solution of a problem and derivatives of it at many places, each value with its error bar.

    The true value lies within ``u - bar`` and ``u + bar``. Columns go by their names in the file: ``table["x"]``,
    ``table["u"]``, ``table["u_xx"]``, ``table["u_xx_bar"]``.

    Attributes
    ----------
    name : str
        The problem.
    metadata : dict
        What the file says of itself: equation, domain, parameters, sources, method, version.
    coordinates, unknowns : tuple of str
        Their names, in the order of the arrays' axes, and of the last axis of values.
    is_grid : bool
        Whether the places are a grid, ``u[i, j]`` belonging to ``x[i]``, ``t[j]``. Else they are points, one to a row.
    axes : dict of str to ndarray
        The coordinates: of the grid's lines, or of each point.
    u, bar : ndarray
        The solution and its bars. Several unknowns are the last axis.
    derivatives, derivative_bars : dict of str to ndarray
        The same of derivatives, as in ``derivatives["xx"]``.
    """

    def __init__(self, arrays: Mapping[str, FloatArray], metadata: Mapping[str, Any]) -> None:
        self._arrays, self.metadata = dict(arrays), dict(metadata)
        self.name: str = self.metadata["problem"]
        self.coordinates: tuple[str, ...] = tuple(self.metadata["coordinates"])
        fields = [k for k in self._arrays if k not in self.coordinates and not k.endswith("_bar")]
        split = [field.partition("_")[::2] for field in fields]
        self.unknowns = tuple(dict.fromkeys(unknown for unknown, _ in split))
        self._indices = tuple(dict.fromkeys(index for _, index in split))
        self.axes = {c: self._arrays[c] for c in self.coordinates}
        self.shape = self._arrays[fields[0]].shape
        self.is_grid = self.shape == tuple(len(axis) for axis in self.axes.values())

    def __getitem__(self, column: str) -> FloatArray:
        try:
            return self._arrays[column]
        except KeyError:
            raise unknown(f"column of {self.name}", column, list(self)) from None

    def __contains__(self, column: object) -> bool:
        return column in self._arrays

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def __repr__(self) -> str:
        places = " x ".join(map(str, self.shape)) + (" grid" if self.is_grid else " points")
        return f"Table({self.name!r}, {places}: {', '.join(self)})"

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        same = self.metadata == other.metadata and list(self) == list(other)
        return same and all(np.array_equal(self[k], other[k]) for k in self)

    @property
    def u(self) -> FloatArray:
        return self._stacked("", "")

    @property
    def bar(self) -> FloatArray:
        return self._stacked("", "_bar")

    @property
    def derivatives(self) -> dict[str, FloatArray]:
        return {index: self._stacked(index, "") for index in self._indices if index}

    @property
    def derivative_bars(self) -> dict[str, FloatArray]:
        return {index: self._stacked(index, "_bar") for index in self._indices if index}

    @property
    def points(self) -> FloatArray:
        """The places, one to a row, in the order of ``u.reshape(-1)``."""
        axes = list(self.axes.values())
        lines = np.meshgrid(*axes, indexing="ij") if self.is_grid else axes
        return np.stack([line.reshape(-1) for line in lines], axis=-1)

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Where the problem, or its solution, is published."""
        return list(self.metadata.get("sources") or [])

    @property
    def licence(self) -> str:
        """Of the numbers: an SPDX identifier."""
        return str(self.metadata["licence"])

    def to_xarray(self) -> xarray.Dataset:
        """As a data set of xarray that follows the CF conventions."""
        from ._netcdf import dataset

        return dataset(self)

    def to_netcdf(self, path: PathLike) -> None:
        """Writes a NetCDF-4 file that follows the CF conventions."""
        from ._netcdf import write

        write(self, path)

    def _stacked(self, index: str, suffix: str) -> FloatArray:
        names = [(f"{u}_{index}" if index else u) + suffix for u in self.unknowns]
        arrays = [self._arrays[name] for name in names]
        return arrays[0] if len(arrays) == 1 else np.stack(arrays, axis=-1)
