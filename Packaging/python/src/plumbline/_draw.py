# SPDX-License-Identifier: MIT
"""The picture that `verify plot` asks for: a request on standard input, the file's bytes on standard output.

The request is a line of JSON; after it come, where there are values, the coordinates and the unknowns, one array of
64-bit floats each. What is wrong is said in place of the bytes, and the exit code is sysexits(3)'s.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np

from ._errors import DataError, PlumblineError
from ._picture import require_matplotlib, saved
from ._plot import Choice, plot
from ._points import Points, points_of
from ._problem import Problem
from ._score import score_of

_USAGE, _DATA, _UNAVAILABLE, _SOFTWARE = 64, 65, 69, 70


def main(stream: BinaryIO, out: BinaryIO) -> int:
    """Draws; returns the exit code."""
    try:
        code, data = 0, drawn(json.loads(stream.readline()), stream.read())
    except ImportError as error:
        code, data = _UNAVAILABLE, str(error).encode()
    except MemoryError as error:
        code, data = _SOFTWARE, (str(error) or "there is not enough memory: draw fewer points").encode()
    except DataError as error:
        code, data = _DATA, str(error).encode()
    except PlumblineError as error:
        code, data = _USAGE, str(error).encode()
    out.write(data)
    out.flush()
    return code


def drawn(request: Mapping[str, Any], numbers: bytes) -> bytes:
    """The bytes of the picture's file."""
    require_matplotlib()
    import matplotlib

    # The same for everybody, whatever a matplotlibrc says.
    matplotlib.rcdefaults()
    problem = Problem(request["problem"], **request["settings"])
    values, where = _values(problem, numbers) if request["has_values"] else (None, None)
    score = request.get("score")
    choice = Choice(
        counts=request.get("counts"),
        unknown=request.get("unknown"),
        derivative=request.get("derivative") or "",
        along=request.get("along"),
        at=request.get("slices"),
        fixed=request.get("fixed"),
        score=score_of(score, problem.coordinates) if score else None,
        figsize=tuple(request["size"]) if request.get("size") else None,
        source=request.get("source") or "",
    )
    figure = plot(problem._open(), problem._about, values, where, choice)
    lines = figure.texts[0].get_text()
    return saved(figure, request["format"], re.sub(r"(?<!,)\n", "; ", lines).replace("\n", " "))


def _values(problem: Problem, numbers: bytes) -> tuple[Any, Points]:
    d, m = len(problem.coordinates), len(problem.unknowns)
    columns = np.frombuffer(numbers, dtype=np.float64).reshape(d + m, -1)
    points = points_of(problem.coordinates, [np.array(column) for column in columns[:d]], None, {})
    return np.array(columns[d:].T), points
