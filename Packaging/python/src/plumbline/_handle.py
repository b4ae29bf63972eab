# SPDX-License-Identifier: MIT
"""Problems as the library holds them."""

from __future__ import annotations

import ctypes
import functools
import json
from collections.abc import Mapping
from typing import Any

from ._calls import call, given, written
from ._errors import ParameterError, UnknownKeywordError, UnknownNameError
from ._library import library
from ._names import encoded, named


class Handle:
    """An open problem. Every call in progress holds it, and it is closed after the last one lets go.

    Attributes
    ----------
    is_solved : bool
        Whether a call has had values of it: a later one need not solve it first.
    """

    def __init__(self, name: str, parameters: Mapping[str, Any]) -> None:
        self._close = library().plumbline_close
        self._as_parameter_ = ctypes.c_void_p()
        self.is_solved = False
        call("open", encoded(named("problem", name, names()), "a problem's name"), ctypes.byref(self._as_parameter_))
        for parameter, value in parameters.items():
            self._set(parameter, value)

    def _set(self, name: str, value: Any) -> None:
        number = real(value, f"parameter {name}")
        try:
            call("set", self, encoded(name, "a parameter's name"), number)
        except UnknownNameError:
            known = [p["name"] for p in self.document()["parameters"]]
            named("parameter", name, known, UnknownKeywordError)
            raise

    def document(self) -> dict[str, Any]:
        """All that is known of it before it is solved."""
        document: dict[str, Any] = json.loads(given("describe", self))
        return document

    def __del__(self) -> None:
        if getattr(self, "_as_parameter_", None):
            self._close(self)


@functools.cache
def names() -> tuple[str, ...]:
    """The problems of the catalogue."""
    return tuple(written("problem_name", number) for number in range(library().plumbline_problem_count()))


def real(value: Any, what: str) -> float:
    """The value as a number.

    Raises
    ------
    ParameterError
        It is none, or more than one.
    """
    is_number = hasattr(value, "__float__") or hasattr(value, "__index__")
    # NumPy makes numbers of its booleans, and of complex numbers their real parts.
    kind = getattr(getattr(value, "dtype", None), "kind", "f")
    is_real = not isinstance(value, (bool, complex)) and kind in "fiu"
    if is_number and is_real and getattr(value, "ndim", 0) == 0:
        try:
            return float(value)
        except (TypeError, ValueError, OverflowError) as error:
            raise ParameterError(f"{what} is {value!r}, which is no real number ({error}): give one") from None
    raise ParameterError(f"{what} is {value!r}: give one real number")
