# SPDX-License-Identifier: MIT
"""Tables as data sets of xarray and as NetCDF files, by the conventions CF-1.11."""

from __future__ import annotations

import json
import os
import re
import uuid
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ._store import TableError
from ._table import PathLike, Table

if TYPE_CHECKING:
    import xarray

_LICENCES = {"CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/"}
#: What writes NetCDF-4, by the names that xarray has for it, and the modules that it needs.
_ENGINES: dict[Literal["netcdf4", "h5netcdf"], tuple[str, ...]] = {
    "netcdf4": ("netCDF4",),
    "h5netcdf": ("h5netcdf", "h5py"),
}


def dataset(table: Table) -> xarray.Dataset:
    """Every column is a variable that names its bar; points without a grid are a feature of the type `point`.

    Raises
    ------
    ImportError
        xarray is not installed.
    """
    try:
        import xarray
    except ImportError as e:
        raise ImportError("xarray is not installed: pip install xarray") from e
    dims = table.coordinates if table.is_grid else ("points",)
    coordinates = {
        name: xarray.Variable((name,) if table.is_grid else dims, axis, _attributes(table, name))
        for name, axis in table.axes.items()
    }
    fields = {
        name: xarray.Variable(dims, array, _attributes(table, name))
        for name, array in table.items()
        if name not in table.coordinates
    }
    result = xarray.Dataset(fields, coordinates, _global(table))
    for name in result.variables:
        # No value is missing, and of coordinates none may be.
        result[name].encoding["_FillValue"] = None
    return result


def write(table: Table, path: PathLike) -> None:
    """The file appears under its name complete or not at all.

    Raises
    ------
    ImportError
        xarray, or a library that writes NetCDF-4, is not installed.
    TableError
        The file cannot be written.
    """
    data = dataset(table)
    engine = next((name for name, modules in _ENGINES.items() if all(map(find_spec, modules))), None)
    if engine is None:
        raise ImportError("no library that writes NetCDF-4 is installed: pip install netCDF4, or h5netcdf and h5py")
    target = Path(path)
    part = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        data.to_netcdf(part, format="NETCDF4", engine=engine)
        os.replace(part, target)
    except OSError as e:
        raise TableError(f"{target} cannot be written ({e.strerror or e}): choose another folder") from e
    finally:
        part.unlink(missing_ok=True)


def _attributes(table: Table, name: str) -> dict[str, Any]:
    """Of a variable. All are without dimension."""
    attributes = {"long_name": _long_name(table, name), "units": "1"}
    if name + "_bar" in table:
        attributes["ancillary_variables"] = name + "_bar"
    return attributes


def _long_name(table: Table, name: str) -> str:
    if name in table.coordinates:
        return f"coordinate {name}"
    if name.endswith("_bar"):
        return f"error bar, absolute, of the {_long_name(table, name[:-4])}"
    unknown, _, index = name.partition("_")
    # "x1x12" is x1 and x12: the longer names first.
    by = re.findall("|".join(sorted(map(re.escape, table.coordinates), key=len, reverse=True)), index)
    return f"derivative of {unknown} by {', '.join(by)}" if by else f"solution {unknown}"


def _global(table: Table) -> dict[str, Any]:
    meta = table.metadata
    attributes = {
        "Conventions": "CF-1.11",
        "title": f"{table.name}: {meta.get('summary', '')}".rstrip(": "),
        "source": f"Plumbline {meta.get('version', '')}: {meta.get('method', '')}",
        "references": "; ".join(map(_reference, table.sources)),
        "comment": "; ".join(meta.get("equation", {}).get("ascii", [])),
        "license": f"{table.licence} {_LICENCES.get(table.licence, '')}".rstrip(),
        "parameters": " ".join(f"{name}={value!r}" for name, value in meta["parameters"].items()),
        "bar_kind": str(meta.get("barKind", "")),
        "plumbline_metadata": json.dumps(meta, sort_keys=True),
    }
    if not table.is_grid:
        attributes["featureType"] = "point"
    return {name: value for name, value in attributes.items() if value}


def _reference(source: dict[str, Any]) -> str:
    number = f", doi:{source['doi']}" if "doi" in source else f", arXiv:{source['arxiv']}" if "arxiv" in source else ""
    return f"{', '.join(source['authors'])}: {source['title']}, {source['published']} ({source['year']}){number}"
