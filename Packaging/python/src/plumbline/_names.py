# SPDX-License-Identifier: MIT
"""Names: the nearest to a mistyped one, and their way to C."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ._errors import ArgumentError, UnknownNameError


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name with the fewest changed letters; None where none comes close."""
    ranked = sorted((distance(name.lower(), other.lower()), other) for other in known)
    return ranked[0][1] if ranked and ranked[0][0] <= max(2, len(name) // 2) else None


def distance(a: str, b: str) -> int:
    """Levenshtein's edit distance."""
    row = list(range(len(b) + 1))
    for i, c in enumerate(a):
        diagonal, row[0] = row[0], i + 1
        for j, d in enumerate(b):
            diagonal, row[j + 1] = row[j + 1], min(row[j + 1] + 1, row[j] + 1, diagonal + (c != d))
    return row[-1]


def named(kind: str, name: object, known: Iterable[str], error: type[UnknownNameError] = UnknownNameError) -> str:
    """The name, if it is known.

    Raises
    ------
    UnknownNameError
        There is none of that name; says which there are, and which may have been meant.
    ArgumentError
        It is not a text.
    """
    names = tuple(known)
    if not isinstance(name, str):
        raise ArgumentError(f"a {kind} is named by a text, not {type(name).__name__}: give one of {', '.join(names)}")
    if name in names:
        return name
    # A whole book is not compared with every name.
    near = nearest(name, names) if len(name) <= 100 else None
    shown = name if len(name) <= 100 else name[:97] + "..."
    hint = f"; did you mean {near!r}?" if near is not None else "."
    raise error(f"there is no {kind} {shown!r}{hint} Known: {', '.join(names)}", name, names, near)


def some(names: Sequence[str]) -> str:
    """The names, or the first and the last of many."""
    return ", ".join(names) if len(names) <= 6 else f"{names[0]}, {names[1]}, ... {names[-1]}"


def encoded(text: str, what: str) -> bytes:
    """The text for C, which ends it at the first zero.

    Raises
    ------
    UnknownNameError
        It holds a zero, or half a character.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError:
        raise UnknownNameError(f"{what} {text!r} is not Unicode: write it in letters", text) from None
    if b"\0" in data:
        raise UnknownNameError(f"{what} {text!r} has a zero character: leave it out", text)
    return data
