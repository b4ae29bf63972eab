# SPDX-License-Identifier: MIT
"""Trained networks from files that `verify run --save` has written, evaluated by NumPy alone."""

from __future__ import annotations

import ast
import json
import os
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any, Union

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._errors import ArgumentError, DataError, DTypeError, MissingFileError, NotFiniteError, ShapeError
from ._expression import ACTIVATIONS, ExpressionError, Value, parsed, value

FORMAT = "plumbline-network"
FORMAT_VERSION = 1

FloatArray = NDArray[np.float64]
PathLike = Union[str, "os.PathLike[str]"]
_CURE = "give a file that `verify run --save` has written"


class Network:
    """A trained network with its problem's hard constraint.

    ``network(x, t)`` is u in double precision: arrays that broadcast, in the order of ``coordinates``. Several unknowns
    are the last axis.

    Attributes
    ----------
    problem : str
        The problem that it solves.
    parameters : dict of str to float
        The problem's parameters.
    coordinates, unknowns : tuple of str
        The inputs and outputs, in their order.
    layers : list of (ndarray, ndarray)
        Weights, ``[output, input]``, and biases of each layer, in the precision of the training.
    activation : str
        Of the hidden layers: tanh, sin, cos, sigmoid, softplus, gelu or swish.
    hard_constraint : dict or None
        Expressions ``g`` and ``d`` for each unknown, u = g + d*N for the network's outputs N; None where u = N.
    metadata : dict
        All that the file says: versions, training, scores with their bounds and verdict.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], metadata: Mapping[str, Any]) -> None:
        self.metadata = dict(metadata)
        problem, network = self.metadata["problem"], self.metadata["network"]
        self.problem: str = problem["name"]
        self.parameters: dict[str, float] = dict(problem["parameters"])
        self.coordinates: tuple[str, ...] = tuple(problem["coordinates"])
        self.unknowns: tuple[str, ...] = tuple(problem["unknowns"])
        self.activation: str = network["activation"]
        self.hard_constraint: dict[str, Any] | None = self.metadata["hard_constraint"]
        widths = network["layers"]
        if self.activation not in ACTIVATIONS:
            raise DataError(f"its activation {self.activation!r} is unknown")
        if [widths[0], widths[-1]] != [len(self.coordinates), len(self.unknowns)]:
            raise DataError(f"its layers {widths} belong to other coordinates or unknowns")
        self.layers = [
            (_array(arrays, f"weights_{i}", (m, n)), _array(arrays, f"biases_{i}", (m,)))
            for i, (n, m) in enumerate(zip(widths, widths[1:]))
        ]
        self._g, self._d = self._constraint("g"), self._constraint("d")

    def _constraint(self, key: str) -> list[ast.expr] | None:
        """Parsed expressions, one for each unknown; None where there are none."""
        texts = None if self.hard_constraint is None else self.hard_constraint[key]
        if texts is None:
            return None
        if len(texts) != len(self.unknowns):
            raise DataError(f"its hard constraint has {len(texts)} of {key}, and {len(self.unknowns)} unknowns")
        return [parsed(text, {*self.coordinates, *self.parameters}) for text in texts]

    def output(self, *coordinates: ArrayLike) -> FloatArray:
        """N, the network without the hard constraint; unknowns are the last axis, of one too."""
        a = np.stack(self._points(coordinates), axis=-1)
        activation = ACTIVATIONS[self.activation]
        for i, (weights, biases) in enumerate(self.layers):
            a = (activation(a) if i else a) @ weights.astype(np.float64).T + biases.astype(np.float64)
        return a

    def __call__(self, *coordinates: ArrayLike) -> FloatArray:
        """u at points.

        Raises
        ------
        ArgumentError, DTypeError, NotFiniteError, ShapeError
            What is given is no array of points.
        DataError
            The file has no text of the hard constraint.
        """
        points = self._points(coordinates)
        if self.hard_constraint is None:
            u = self.output(*points)
        elif self._g is None or self._d is None:
            reason = self.hard_constraint.get("reason")
            raise DataError(f"the hard constraint is no text ({reason}): ask `verify export --network`, or .output() for N")
        else:
            names: dict[str, Value] = {**self.parameters, **dict(zip(self.coordinates, points))}
            shape = points[0].shape
            g, d = ([np.broadcast_to(value(e, names), shape) for e in all] for all in (self._g, self._d))
            u = np.stack(g, axis=-1) + np.stack(d, axis=-1) * self.output(*points)
        return u[..., 0] if len(self.unknowns) == 1 else u

    def _points(self, given: tuple[ArrayLike, ...]) -> list[FloatArray]:
        names = ", ".join(self.coordinates)
        if len(given) != len(self.coordinates):
            raise ArgumentError(f"{len(given)} arrays for {len(self.coordinates)} coordinates: give {names}")
        arrays = []
        for name, array in zip(self.coordinates, given):
            array = np.asarray(array)
            if array.dtype.kind not in "fiu":
                raise DTypeError(f"{name} is an array of {array.dtype}: give real numbers")
            array = array.astype(np.float64)
            if not np.isfinite(array).all():
                index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
                raise NotFiniteError(f"{name}[{', '.join(map(str, index))}] is not finite: leave that point out", index)
            arrays.append(array)
        try:
            return list(np.broadcast_arrays(*arrays))
        except ValueError:
            shapes = ", ".join(str(a.shape) for a in arrays)
            raise ShapeError(f"the shapes {shapes} of {names} do not broadcast: give arrays that do") from None

    def __repr__(self) -> str:
        layers = "-".join(map(str, self.metadata["network"]["layers"]))
        return f"<plumbline.Network {self.metadata['cell']}: {layers} {self.activation}>"


def load_network(path: PathLike) -> Network:
    """The network of a file that ``verify run --save`` has written.

    Raises
    ------
    MissingFileError
        There is no such file.
    DataError
        It cannot be read, is no network, is damaged, or is of a format that is unknown here.
    """
    try:
        with open(path, "rb") as file:
            loaded = np.load(file, allow_pickle=False)
            arrays = {name: loaded[name] for name in loaded.files}
    except FileNotFoundError:
        raise MissingFileError(f"there is no file {path}: {_CURE}") from None
    except OSError as e:
        raise DataError(f"{path} cannot be read ({e.strerror or e}): {_CURE}") from e
    except AttributeError:
        raise DataError(f"{path} is one array, not an archive of arrays: {_CURE}") from None
    except (ValueError, EOFError, RuntimeError, MemoryError, zipfile.BadZipFile, zlib.error) as e:
        raise DataError(f"{path} is damaged, or no archive of arrays ({e}): {_CURE}") from e
    try:
        metadata = json.loads(str(arrays.get("meta")))
    except ValueError:
        metadata = None
    if not isinstance(metadata, dict) or metadata.get("format") != FORMAT:
        raise DataError(f"{path} is no network: it has no text 'meta' that says {FORMAT}: {_CURE}")
    found = metadata.get("format_version")
    if found != FORMAT_VERSION:
        raise DataError(f"{path} is of format {found}, and this plumbline reads {FORMAT_VERSION}: update one of both")
    try:
        return Network(arrays, metadata)
    except (DataError, ExpressionError) as e:
        raise DataError(f"{path}: {e}: {_CURE}") from None
    except (KeyError, TypeError, AttributeError, IndexError) as e:
        raise DataError(f"{path}: its 'meta' lacks something, or has it in another form ({e!r}): {_CURE}") from None


def _array(arrays: Mapping[str, NDArray[Any]], name: str, shape: tuple[int, ...]) -> NDArray[Any]:
    array = arrays.get(name)
    if array is None:
        raise DataError(f"it has no array {name!r}")
    if array.shape != shape or array.dtype.kind != "f" or not np.isfinite(array).all():
        raise DataError(f"its array {name!r} should be finite numbers of the shape {shape}, not {array.shape}")
    return array
