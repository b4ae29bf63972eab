# SPDX-License-Identifier: MIT
"""What can be wrong with what a caller gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class PlumblineError(ValueError):
    """Something is wrong with what was given; the text says what, where, how far off, and the cure."""


class UnknownNameError(PlumblineError, LookupError):
    """There is no problem, derivative, unknown, question or level of that name.

    Attributes
    ----------
    name : str
        The name that was given.
    known : tuple of str
        The names that there are.
    nearest : str or None
        The one that may have been meant.
    """

    def __init__(self, message: str, name: str = "", known: Sequence[str] = (), nearest: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.known = tuple(known)
        self.nearest = nearest


class UnknownKeywordError(UnknownNameError, TypeError):
    """A keyword names no parameter or coordinate of the problem."""


class ArgumentError(PlumblineError, TypeError):
    """Too many, too few or contradictory arguments."""


class DTypeError(PlumblineError, TypeError):
    """An array of something that is not a real number: complex, text, objects, booleans."""


class ShapeError(PlumblineError):
    """Shapes that do not fit together, or a count that cannot be."""


class NotFiniteError(PlumblineError):
    """A NaN, an infinity or a masked element.

    Attributes
    ----------
    index : tuple of int
        Where the first one is, in the array that was given.
    """

    def __init__(self, message: str, index: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.index = index


class OutsideDomainError(PlumblineError):
    """A point outside the domain.

    Attributes
    ----------
    index : tuple of int
        Where the first one is, in the array that was given.
    point : dict of str to float
        The coordinates that are outside.
    """

    def __init__(self, message: str, index: tuple[int, ...] = (), point: Mapping[str, float] | None = None) -> None:
        super().__init__(message)
        self.index = index
        self.point = dict(point or {})


class UndefinedError(PlumblineError):
    """The solution has no value there, as where it jumps, or it could not be computed.

    Attributes
    ----------
    index : tuple of int or None
        Where the first such point is, in the shape of the points; None where it is not one point.
    """

    def __init__(self, message: str, index: tuple[int, ...] | None = None) -> None:
        super().__init__(message)
        self.index = index


class ParameterError(PlumblineError):
    """A parameter, or another number, cannot take that value."""


class ClosedError(PlumblineError):
    """The problem was closed."""


class DataError(PlumblineError):
    """A file, or a text, cannot be read, or does not hold what it should."""


class MissingFileError(DataError, FileNotFoundError):
    """There is no such file."""


class CancelledError(PlumblineError):
    """The call was cancelled."""
