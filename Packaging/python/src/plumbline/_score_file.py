# SPDX-License-Identifier: MIT
"""Files on their way to the scorer."""

from __future__ import annotations

import json
import operator
import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ._calls import given
from ._description import Description
from ._errors import ArgumentError, MissingFileError, ParameterError
from ._handle import Handle
from ._jobs import Job, interruptible
from ._names import encoded
from ._score import Score, score_of


class Choice(NamedTuple):
    """What to read of a file."""

    field: str | Sequence[str] | None
    map: Mapping[str, str] | None
    sample: int | None

    @property
    def is_given(self) -> bool:
        return any(part is not None for part in self)


def score_file(
    handle: Handle,
    about: Description,
    path: str | os.PathLike[str],
    choice: Choice,
    threads: int | None,
) -> Score:
    """The score of a file of any format that `verify score` reads.

    Raises
    ------
    MissingFileError
        There is no such file.
    DataError
        It cannot be read, or does not hold what it should.
    """
    file = os.fsdecode(path)
    if "\0" in file or not os.path.exists(file):
        raise MissingFileError(f"there is no file {file!r}: give the path of one, or an array")
    field, names = choice.field, choice.map
    fields = None if field is None else _list([field] if isinstance(field, str) else field, "field")
    pairs = None if names is None else _list([f"{key}={value}" for key, value in names.items()], "map")
    run, job = _run(choice.sample), Job(threads)

    def work() -> str:
        return given("score_file", handle, os.fsencode(file), fields, pairs, run, job)

    return score_of(json.loads(interruptible(work, job)), about.coordinates)


def _run(sample: int | None) -> int:
    """The number of the run for C: -1 for the first."""
    if sample is None:
        return -1
    try:
        number = operator.index(sample)
    except TypeError:
        number = -1
    if not 0 <= number < 2**63:
        raise ParameterError(f"sample is {sample!r}: runs are whole numbers, counted from 0")
    return number


def _list(items: Sequence[str], what: str) -> bytes:
    """Names with commas between them, as the command line takes them."""
    if not items or not all(isinstance(item, str) for item in items):
        raise ArgumentError(f"{what} is {items!r}: leave it out, or name what to read")
    if len(items) > 1 and any("," in item for item in items):
        raise ArgumentError(f"{what} is {items!r}: a name cannot have a comma; rename it in the file")
    return encoded(",".join(items), what)
