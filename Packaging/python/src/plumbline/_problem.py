# SPDX-License-Identifier: MIT
"""Problems of the catalogue: their true solutions, and how far others are from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Callable, overload

from . import _grid, _reference
from ._arrays import FloatArray
from ._described import Described
from ._description import Description
from ._errors import ArgumentError, ClosedError
from ._handle import Handle, names
from ._points import points_of
from ._reference import Values

if TYPE_CHECKING:
    from typing import Literal

    import xarray
    from matplotlib.figure import Figure

    from ._score import Score


def problems() -> list[str]:
    """The names of all problems.

    Raises
    ------
    ImportError
        The package's library cannot be loaded.
    """
    return list(names())


def problem(name: str, /, **parameters: float) -> Problem:
    """A problem of the catalogue.

    Parameters
    ----------
    name
        One of `problems()`.
    **parameters
        Values of its parameters; the others have their standard values.

    Raises
    ------
    UnknownNameError
        There is no such problem; `UnknownKeywordError`, no such parameter.
    ParameterError
        A parameter cannot take that value.
    ImportError
        The package's library cannot be loaded.
    """
    return Problem(name, **parameters)


class Problem(Described):
    """A differential equation with its domain, its conditions and its true solution.

    Its parameters never change. It is a context manager; problems are equal where name and parameters are. It is
    pickled and copied by these, and may be used by several threads at once.

    Parameters
    ----------
    name
        One of `problems()`.
    **parameters
        Values of its parameters; the others have their standard values.
    """

    __slots__ = ("_handle",)

    _handle: Handle | None

    def __init__(self, name: str, /, **parameters: float) -> None:
        self._handle = Handle(name, parameters)
        self._about = Description(self._handle.document())

    @overload
    def reference(
        self,
        *coordinates: Any,
        points: Any = None,
        derivative: str = "",
        bars: Literal[True] = True,
        threads: int | None = None,
        **named: Any,
    ) -> Values: ...

    @overload
    def reference(
        self,
        *coordinates: Any,
        points: Any = None,
        derivative: str = "",
        bars: Literal[False],
        threads: int | None = None,
        **named: Any,
    ) -> FloatArray: ...

    @overload
    def reference(
        self,
        *coordinates: Any,
        points: Any = None,
        derivative: list[str] | tuple[str, ...],
        bars: Literal[True] = True,
        threads: int | None = None,
        **named: Any,
    ) -> dict[str, Values]: ...

    @overload
    def reference(
        self,
        *coordinates: Any,
        points: Any = None,
        derivative: list[str] | tuple[str, ...],
        bars: Literal[False],
        threads: int | None = None,
        **named: Any,
    ) -> dict[str, FloatArray]: ...

    def reference(
        self,
        *coordinates: Any,
        points: Any = None,
        derivative: str | list[str] | tuple[str, ...] = "",
        bars: bool = True,
        threads: int | None = None,
        **named: Any,
    ) -> Values | FloatArray | dict[str, Values] | dict[str, FloatArray]:
        """The true solution, or derivatives of it, with error bars.

        The first call for a computed reference solves the problem, which may take seconds.

        Parameters
        ----------
        *coordinates, **named
            One array per coordinate, by position in the order of `coordinates` or by name. They broadcast; integers
            and floats of any width are taken, from any array library.
        points
            In their place one array of rows, of shape ``(..., d)``.
        derivative
            A name as in ``"x"`` or ``"xt"``, ``""`` for the solution itself, or a list of names.
        bars
            Whether to measure the bars; without them only values are returned.
        threads
            At most so many; None for one per core.

        Returns
        -------
        Values
            ``u, bar``, each of the shape that the coordinates broadcast to (that of `points` less its last axis); of
            several unknowns these are the last axis. The truth lies within ``u - bar`` and ``u + bar``. With
            ``bars=False`` the array of ``u`` alone.
        dict
            The same by name, where `derivative` is a list.

        Raises
        ------
        OutsideDomainError
            A point lies outside the domain.
        UndefinedError
            The solution has no value at a point, as where it jumps.
        UnknownNameError
            The reference does not have that derivative.
        ShapeError, DTypeError, NotFiniteError, ArgumentError
            The arrays are none that broadcast, or hold something else than finite real numbers.
        MemoryError
            The result does not fit; nothing was allocated.
        ClosedError
            The problem was closed.
        """
        handle, about = self._open(), self._about
        wanted = [derivative] if isinstance(derivative, str) else list(derivative)
        derivatives = [_reference.canonical(name, about.derivatives) for name in wanted]
        if not wanted:
            raise ArgumentError("derivative is an empty list: name at least one, '' for the solution itself")
        where = points_of(about.coordinates, coordinates, points, named)
        us, es = _reference.measure(handle, about, where, derivatives, bars, threads)
        if not bars:
            return us[0] if isinstance(derivative, str) else dict(zip(wanted, us))
        values = [Values(u, bar, about.bar_kind) for u, bar in zip(us, es)]
        return values[0] if isinstance(derivative, str) else dict(zip(wanted, values))

    def axes(self, *counts: int) -> tuple[FloatArray, ...]:
        """The nodes of a tensor grid, ends included, one array per coordinate.

        Parameters
        ----------
        *counts
            How many nodes each coordinate has; without them those of the grid on which the problem is usually judged.
            A count of 1 takes the lower end.

        Raises
        ------
        ShapeError
            The counts are not one whole number of at least 1 per coordinate.
        """
        return _grid.axes_of(self._about, _grid.counts_of(self._about, counts))

    def grid(self, *counts: int) -> tuple[FloatArray, ...]:
        """The coordinates of all nodes of a tensor grid, one array of its shape per coordinate.

        As `numpy.meshgrid` has them with ``indexing="ij"``: ``x[i, j]`` and ``t[i, j]`` are the place of node i, j.
        Of a domain with a cut the grid is that of the whole box.

        Parameters
        ----------
        *counts
            As `axes` takes them.

        Raises
        ------
        ShapeError
            The counts are not one whole number of at least 1 per coordinate, or those of a grid with too many axes.
        MemoryError
            The grid does not fit.
        """
        return _grid.mesh(self.axes(*counts))

    def dataset(
        self, *counts: int, derivatives: bool | Sequence[str] = False, threads: int | None = None
    ) -> xarray.Dataset:
        """The reference on a grid as an `xarray.Dataset`, with CF's attributes.

        Parameters
        ----------
        *counts
            As `axes` takes them.
        derivatives
            True for all derivatives that have bars, or their names.
        threads
            At most so many; None for one per core.

        Returns
        -------
        xarray.Dataset
            Variables ``u`` and ``u_bar`` (or ``u1``, ``u1_bar`` and so on), derivatives as ``u_x`` and ``u_x_bar``,
            over the coordinates; NaN in the box that is cut out of the domain, and at nodes where the solution jumps:
            the attribute ``gaps`` says so.

        Raises
        ------
        ImportError
            There is no xarray.
        ShapeError, UnknownNameError, UndefinedError, MemoryError, ClosedError
            As `axes` and `reference`.
        """
        from . import _dataset

        return _dataset.dataset(self._open(), self._about, counts, derivatives, threads)

    def score(
        self,
        values: Any,
        *coordinates: Any,
        points: Any = None,
        counts: Sequence[int] | None = None,
        field: str | Sequence[str] | None = None,
        map: Mapping[str, str] | None = None,
        sample: int | None = None,
        threads: int | None = None,
        **named: Any,
    ) -> Score:
        """Holds values against the truth: how far, where, and why.

        Parameters
        ----------
        values
            An array of the shape that the coordinates broadcast to, of several unknowns with these as the last axis,
            or a tuple of one array per unknown; without coordinates, values on the `grid` of the array's own shape.
            A function, which is called with the arrays of a grid and returns the same. Or the path of a file of any
            format that the command line's `score` reads.
        *coordinates, points, **named
            As `reference` takes them; they may lie outside the domain, and are then scored as a mistake.
        counts
            For a function: the grid, as `axes` takes it.
        field
            For a file: which column or array; of several unknowns a list.
        map
            For a file: what it calls coordinates and unknowns, as in ``{"u": "u_pred", "x": "lon"}``.
        sample
            For a file with many runs: which, from 0.
        threads
            At most so many; None for one per core.

        Raises
        ------
        ShapeError, DTypeError, NotFiniteError, ArgumentError
            The arrays do not fit, or hold something else than finite real numbers.
        DataError
            The values cannot be compared; `MissingFileError`, there is no such file.
        MemoryError, ClosedError
            As `reference`.
        """
        from . import _score_file, _scoring

        return _scoring.score(
            self._open(),
            self._about,
            values,
            _scoring.Where(coordinates, points, named),
            _score_file.Choice(field, map, sample),
            counts,
            threads,
        )

    def plot(
        self,
        values: Any = None,
        *coordinates: Any,
        points: Any = None,
        counts: Sequence[int] | None = None,
        unknown: str | None = None,
        derivative: str = "",
        along: str | Sequence[str] | None = None,
        at: Sequence[float] | None = None,
        fixed: Mapping[str, float] | None = None,
        score: Score | None = None,
        figsize: tuple[float, float] | None = None,
        **named: Any,
    ) -> Figure:
        """Draws the truth, your values, and the error between them beside the truth's bar.

        Of one coordinate lines; of two panels of truth, values and signed error, and slices; of more the plane of the
        first two, through the middle of the others. A ring marks the largest error that is drawn.

        Parameters
        ----------
        values
            An array on the `grid` of its own shape, or of the shape that the coordinates broadcast to; or a function
            that is called with the coordinates of the nodes that are drawn, an array each. NaN is hatched. None
            for the truth alone and its bar.
        *coordinates, points, **named
            As `reference` takes them: where the values of an array are. Points that fill no grid are drawn as points.
        counts
            The grid, where `values` is no array.
        unknown
            Which unknown; the first by default.
        derivative
            Which derivative `values` are of.
        along
            The coordinates to draw, as in ``("x", "t")``, or ``"x"`` for a line.
        at
            Values of the last coordinate drawn at which there are slices.
        fixed
            Values of coordinates that are not drawn, as in ``{"t": 0.5}``; of an array the nearest nodes.
        score
            What `score` has said of the values: the places that its diagnosis names are marked, and the title says
            what it is.
        figsize
            Width and height in inches.

        Returns
        -------
        matplotlib.figure.Figure
            Not known to `pyplot`: save it by `savefig`, or let a notebook show it.

        Raises
        ------
        ImportError
            There is no matplotlib.
        ArgumentError, ShapeError, DTypeError, UnknownNameError, OutsideDomainError, UndefinedError, MemoryError
            As `axes` and `reference`; and what is chosen cannot be drawn together.
        ClosedError
            The problem was closed.
        """
        from . import _plot
        from ._scoring import Where

        handle, about = self._open(), self._about
        is_placed = Where(coordinates, points, named).is_given
        where = points_of(about.coordinates, coordinates, points, named) if is_placed else None
        choice = _plot.Choice(counts, unknown, derivative, along, at, fixed, score, figsize)
        return _plot.plot(handle, about, values, where, choice)

    def close(self) -> None:
        """Ends its use; calls that have begun in other threads go on to their end."""
        self._handle = None

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        return self._handle is None

    def _score_on(self, axes: Sequence[FloatArray], values: Any, what: str, threads: int | None) -> Score:
        """The score of values on a grid."""
        from . import _scoring

        return _scoring.score_grid(self._open(), self._about, axes, values, what, threads)

    def _open(self) -> Handle:
        if self._handle is None:
            raise ClosedError(f"the problem {self.name} was closed: open it again by plumbline.problem({self.name!r})")
        return self._handle

    def __enter__(self) -> Problem:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[Callable[..., Problem], tuple[str, dict[str, float]]]:
        self._open()
        return _opened, (self.name, dict(self.parameters))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Problem):
            return NotImplemented
        return self.name == other.name and self.parameters == other.parameters

    def __hash__(self) -> int:
        return hash((self.name, tuple(self.parameters.items())))

    def __repr__(self) -> str:
        parameters = "".join(f", {name}={value!r}" for name, value in self.parameters.items())
        return f"plumbline.problem({self.name!r}{parameters})" + (", closed" if self.is_closed else "")


def _opened(name: str, parameters: Mapping[str, float]) -> Problem:
    return Problem(name, **parameters)
