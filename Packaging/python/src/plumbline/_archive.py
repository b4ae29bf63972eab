# SPDX-License-Identifier: MIT
"""Tables from NPZ files."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from ._store import TableError
from ._table import PathLike, Table

_CURE = "give an NPZ file that `verify export` or `verify tables` has written"


def read(path: PathLike) -> Table:
    """The table of an NPZ file that ``verify export`` or ``verify tables`` has written.

    Raises
    ------
    TableError
        It cannot be read, or is no such file.
    """
    try:
        with open(path, "rb") as file:
            loaded = np.load(file, allow_pickle=False)
            arrays = {name: loaded[name] for name in loaded.files}
    except OSError as e:
        raise TableError(f"{path} cannot be read ({e.strerror or e}): {_CURE}") from e
    except AttributeError:
        raise TableError(f"{path} is one array, not an archive of arrays: {_CURE}") from None
    except (ValueError, EOFError, RuntimeError, MemoryError, zipfile.BadZipFile, zlib.error) as e:
        raise TableError(f"{path} is damaged, or no archive of arrays ({e}): {_CURE}") from e
    metadata = _metadata(arrays.pop("meta", None))
    fault = _fault_of_metadata(metadata) or _fault(arrays, metadata["coordinates"])
    if fault:
        raise TableError(f"{path}: {fault}: {_CURE}")
    return Table({name: np.asarray(array, dtype=np.float64) for name, array in arrays.items()}, metadata)


def _metadata(text: Any) -> Any:
    """What the file says of itself; None where it says nothing."""
    try:
        return json.loads(str(text))
    except ValueError:
        return None


def _fault_of_metadata(metadata: Any) -> str | None:
    if not isinstance(metadata, dict):
        return "it has no array 'meta' that holds JSON"
    if metadata.get("network"):
        return "it holds a network's values, which have no error bars, and `numpy.load` reads it"
    kinds = {"problem": str, "coordinates": list, "parameters": dict, "licence": str}
    wrong = [key for key, kind in kinds.items() if not isinstance(metadata.get(key), kind)]
    return f"its 'meta' lacks {wrong[0]!r}" if wrong else None


def _fault(arrays: Mapping[str, Any], coordinates: list[Any]) -> str | None:
    """What is wrong with the arrays."""
    fields = [name for name in arrays if name not in coordinates]
    values = [name for name in fields if not name.endswith("_bar")]
    unknowns = [name for name in values if "_" not in name]
    ends = dict.fromkeys(name[len(name.partition("_")[0]):] for name in values)
    wanted = [unknown + end + bar for unknown in unknowns for end in ends for bar in ("", "_bar")]
    if not coordinates or not unknowns:
        return "it has no coordinates, or no unknown"
    for name in [*coordinates, *wanted]:
        if name not in arrays:
            return f"it has no array {name!r}"
    for name, array in arrays.items():
        if name not in coordinates and name not in wanted:
            return f"its array {name!r} belongs to no unknown"
        if array.dtype.kind not in "fiu" or not np.isfinite(array).all():
            return f"its array {name!r} holds something other than finite numbers"
        if name.endswith("_bar") and (array < 0).any():
            return f"its array {name!r} holds negative bars"
    shape, axes = arrays[unknowns[0]].shape, [arrays[c].shape for c in coordinates]
    for name in fields:
        if arrays[name].shape != shape:
            return f"its array {name!r} has the shape {arrays[name].shape}, {unknowns[0]!r} {shape}"
    if any(len(axis) != 1 for axis in axes) or (sum(axes, ()) != shape and set(axes) != {shape}):
        return f"its array {unknowns[0]!r} has the shape {shape}, the coordinates {', '.join(map(str, axes))}"
    return None
