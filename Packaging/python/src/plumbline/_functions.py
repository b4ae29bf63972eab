# SPDX-License-Identifier: MIT
"""The functions of plumbline.h with their types."""

from __future__ import annotations

from ctypes import CDLL, POINTER, c_char_p, c_double, c_int32, c_int64, c_void_p

#: Room for an error's text; no text is much longer than 1024 bytes.
TEXT = 4096

_HANDLE = c_void_p
_NUMBERS = c_void_p
# Texts that belong to the caller: as addresses, so that they can be freed.
_GIVEN = POINTER(c_void_p)
_ERROR = [c_char_p, c_int64]

_FUNCTIONS: dict[str, tuple[object, list[object]]] = {
    "version": (c_int32, [c_char_p, c_int64]),
    "abi": (c_int32, []),
    "build": (c_int32, [c_char_p, c_int64]),
    "free": (None, [c_void_p]),
    "job_create": (_HANDLE, []),
    "job_set_threads": (None, [_HANDLE, c_int32]),
    "job_cancel": (None, [_HANDLE]),
    "job_free": (None, [_HANDLE]),
    "problem_count": (c_int32, []),
    "problem_name": (c_int32, [c_int32, c_char_p, c_int64]),
    "open": (c_int32, [c_char_p, POINTER(_HANDLE), *_ERROR]),
    "close": (None, [_HANDLE]),
    "set": (c_int32, [_HANDLE, c_char_p, c_double, *_ERROR]),
    "describe": (c_int32, [_HANDLE, _GIVEN, *_ERROR]),
    "evaluate": (
        c_int32,
        [
            _HANDLE,
            POINTER(c_char_p),
            c_int64,
            _NUMBERS,
            c_int64,
            c_int64,
            _NUMBERS,
            _NUMBERS,
            c_int64,
            _HANDLE,
            *_ERROR,
        ],
    ),
    "score": (c_int32, [_HANDLE, _NUMBERS, c_int64, c_int64, _NUMBERS, c_int64, _HANDLE, _GIVEN, *_ERROR]),
    "score_file": (c_int32, [_HANDLE, c_char_p, c_char_p, c_char_p, c_int64, _HANDLE, _GIVEN, *_ERROR]),
    "gradient_questions": (c_int32, [_GIVEN, *_ERROR]),
    "score_gradients": (c_int32, [c_char_p, c_int64, _HANDLE, _GIVEN, *_ERROR]),
    "main": (c_int32, [c_int32, POINTER(c_char_p)]),
}


def declare(library: CDLL) -> None:
    """Gives each function its types.

    Raises
    ------
    AttributeError
        The library lacks one.
    """
    for name, (result, arguments) in _FUNCTIONS.items():
        function = getattr(library, f"plumbline_{name}")
        function.restype, function.argtypes = result, arguments
