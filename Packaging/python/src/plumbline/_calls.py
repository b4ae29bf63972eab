# SPDX-License-Identifier: MIT
"""Calls of the library: their errors as exceptions, their texts freed."""

from __future__ import annotations

import ctypes

from ._errors import (
    CancelledError,
    DataError,
    OutsideDomainError,
    ParameterError,
    PlumblineError,
    ShapeError,
    UndefinedError,
    UnknownNameError,
)
from ._functions import TEXT
from ._library import library

#: By plumbline_status.
_ERRORS: dict[int, type[PlumblineError]] = {
    2: UnknownNameError,
    3: ParameterError,
    4: ShapeError,
    5: OutsideDomainError,
    6: UndefinedError,
    7: DataError,
    8: CancelledError,
}


def call(name: str, *arguments: object) -> None:
    """Calls a function that gives a status and takes a buffer for its error's text last.

    Raises
    ------
    PlumblineError
        The subclass of the status, with the library's text.
    """
    error = ctypes.create_string_buffer(TEXT)
    status = getattr(library(), f"plumbline_{name}")(*arguments, error, TEXT)
    if status:
        raise _ERRORS.get(status, PlumblineError)(error.value.decode("utf-8", "replace"))


def given(name: str, *arguments: object) -> str:
    """The text that such a function gives out."""
    text = ctypes.c_void_p()
    call(name, *arguments, ctypes.byref(text))
    try:
        return ctypes.string_at(text.value or 0).decode()
    finally:
        library().plumbline_free(text)


def written(name: str, *arguments: object) -> str:
    """The text that a function writes, which returns its length."""
    function = getattr(library(), f"plumbline_{name}")
    length = function(*arguments, None, 0)
    if length < 0:
        raise PlumblineError(f"plumbline_{name} has no text for {arguments}")
    text = ctypes.create_string_buffer(length + 1)
    function(*arguments, text, length + 1)
    return text.value.decode()
