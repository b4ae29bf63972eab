# SPDX-License-Identifier: MIT
"""The frozen tables: reference values of every problem at its standard parameters, with error bars, as data.

>>> import numpy as np
>>> heat = plumbline.datasets.load("heat")
>>> x, t, u, bar = heat["x"], heat["t"], heat["u"], heat["u_bar"]     # u[i, j] is u at x[i], t[j]
>>> np.abs(my_solver(x, t) - u) <= bar
>>> plumbline.datasets.load("heat", format="xarray").u.sel(t=0.5)

No native library is needed. The numbers are CC0; each table names its sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from ._archive import read
from ._store import TableError, UnknownTableError, fetch, registry, unknown
from ._table import PathLike, Table

if TYPE_CHECKING:
    import xarray

__all__ = [
    "Table", "TableError", "UnknownTableError", "fetch", "load", "names", "read", "registry", "to_netcdf",
]


def names() -> list[str]:
    """The names of the tables, which are those of the problems, in the order of the catalogue."""
    return [file[: -len(".npz")] for file in registry() if file.endswith(".npz")]


@overload
def load(name: str, format: Literal["numpy"] = ...) -> Table: ...
@overload
def load(name: str, format: Literal["xarray"]) -> xarray.Dataset: ...
def load(name: str, format: str = "numpy") -> Any:
    """The table of a problem.

    Parameters
    ----------
    name : str
        The problem, one of `names()`.
    format : {"numpy", "xarray"}
        A `Table` of arrays, or a data set of xarray.

    Raises
    ------
    UnknownTableError
        There is no such table, or format.
    TableError
        The file is damaged, or can be neither found nor downloaded.
    ImportError
        xarray is asked for and not installed.
    """
    known = names()
    if name not in known:
        raise unknown("table", name, known)
    if format not in ("numpy", "xarray"):
        raise unknown("format", format, ["numpy", "xarray"])
    table = read(fetch(f"{name}.npz"))
    return table.to_xarray() if format == "xarray" else table


def to_netcdf(name: str, path: PathLike) -> None:
    """Writes the table of a problem as a NetCDF-4 file that follows the CF conventions.

    Raises
    ------
    UnknownTableError, TableError
        As `load`; or the file cannot be written.
    ImportError
        xarray, or a library that writes NetCDF-4, is not installed.
    """
    load(name).to_netcdf(path)
