# SPDX-License-Identifier: MIT
"""Numbers of any library as NumPy arrays of 64-bit floats, by protocol and without importing the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._errors import DTypeError, NotFiniteError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
else:
    # numpy.typing takes as long to import as this package.
    FloatArray = np.ndarray


def floats(value: Any, what: str) -> FloatArray:
    """The array with native, aligned 64-bit floats; the same memory where it has these already.

    Takes numbers, sequences and arrays of NumPy, and whatever has `__array__` or `__dlpack__`: tensors of PyTorch and
    arrays of JAX and CuPy, on any device, whether they require gradients or not.

    Parameters
    ----------
    value
        Real numbers.
    what
        What an error calls it.

    Raises
    ------
    DTypeError
        It holds no real numbers.
    NotFiniteError
        Elements of it are masked.
    """
    array = _array(value, what)
    kind = array.dtype.kind
    cure = _CURES.get(kind)
    if cure is not None:
        raise DTypeError(f"{what} holds {array.dtype}, and real numbers are needed: {cure}")
    if isinstance(array, np.ma.MaskedArray):
        array = _unmasked(array, what)
    array = np.asarray(array)
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            result = core(array).astype(np.float64, copy=False)
    except (TypeError, ValueError):
        raise DTypeError(f"{what} holds {array.dtype}, and real numbers are needed: convert it to float") from None
    if not result.flags.aligned:
        # Memory that starts anywhere, as numpy.frombuffer has it.
        result = result.copy()
    return result if result.shape == array.shape else np.broadcast_to(result, array.shape)


#: By NumPy's kind of dtype.
_CURES = {
    "b": "where numbers are meant, use .astype(float)",
    "c": "take .real and .imag, which are two unknowns",
    "O": "build the array with dtype=float; rows of different lengths, and None, cannot be",
    "S": "read them by numpy.asarray(..., dtype=float)",
    "U": "read them by numpy.asarray(..., dtype=float)",
    "M": "take the time since a start, divided by the problem's unit",
    "m": "divide by the problem's unit of time",
}


def _array(value: Any, what: str) -> NDArray[Any]:
    """An array of any dtype; masks are kept."""
    if value is None:
        raise DTypeError(f"{what} is None: give numbers (has a function no return?)")
    if isinstance(value, np.ndarray):
        return value
    value = _on_host(value)
    faults: list[str] = []
    for convert in (_by_numpy, _by_dlpack, _by_copy):
        try:
            array = convert(value)
        except Exception as error:  # Libraries raise what they like.
            faults.append(str(error).split("\n")[0])
            continue
        if array is not None:
            return array
    raise DTypeError(
        f"{what}, of {type(value).__module__}.{type(value).__qualname__}, cannot be read as an array of numbers "
        f"({'; '.join(dict.fromkeys(faults))}): convert it to a NumPy array of floats, outside of compiled functions"
    )


def _on_host(value: Any) -> Any:
    """A tensor of PyTorch's kind, without its graph and in the memory of the CPU."""
    if not (hasattr(value, "__array__") or hasattr(value, "__dlpack__")):
        return value
    for step in ("detach", "cpu", "resolve_neg", "resolve_conj"):
        move = getattr(value, step, None)
        if callable(move):
            value = move()
    return value


def _by_numpy(value: Any) -> NDArray[Any] | None:
    has_protocol = hasattr(value, "__array__") or hasattr(value, "__array_interface__")
    if hasattr(value, "__dlpack__") and not has_protocol:
        return None
    return np.asarray(value)


def _by_dlpack(value: Any) -> NDArray[Any] | None:
    if not hasattr(value, "__dlpack__") or not hasattr(np, "from_dlpack"):
        return None
    array: NDArray[Any] = np.from_dlpack(value)
    return array


def _by_copy(value: Any) -> NDArray[Any] | None:
    """What NumPy has no dtype for, as PyTorch's bfloat16; what is on a device, as CuPy's arrays."""
    for step in ("double", "get"):
        copy = getattr(value, step, None)
        is_complex = getattr(value, "is_complex", None)
        if callable(copy) and not (callable(is_complex) and is_complex()):
            return np.asarray(copy())
    return None


def _unmasked(array: np.ma.MaskedArray[Any, Any], what: str) -> NDArray[Any]:
    mask = np.ma.getmaskarray(array)
    if mask.any():
        index = first(mask)
        raise NotFiniteError(
            f"{what} is masked at {place(index)}, {int(mask.sum())} elements in all: leave these points out, as by "
            ".compressed(), or fill them",
            index,
        )
    return np.asarray(array.data)


def core(array: NDArray[Any]) -> NDArray[Any]:
    """The array with one element along axes that repeat it, as numpy.broadcast_to has them.

    An index of it is one of the array.
    """
    repeats = tuple(
        slice(0, 1) if step == 0 and size > 1 else slice(None) for step, size in zip(array.strides, array.shape)
    )
    return array[repeats] if slice(0, 1) in repeats else array


def first(mask: NDArray[np.bool_]) -> tuple[int, ...]:
    """The index of the first true element."""
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(mask)), mask.shape))


def place(index: tuple[int, ...]) -> str:
    """As in "[3, 0]"; nothing for an array without axes."""
    return f"[{', '.join(map(str, index))}]" if index else ""


def require_finite(array: FloatArray, what: str) -> None:
    """Passes where all elements are numbers.

    Raises
    ------
    NotFiniteError
        The first that is not, and how many.
    """
    array = core(array)
    # Two reductions need no memory of the array's size.
    if array.size and not (np.isfinite(array.min()) and np.isfinite(array.max())):
        mask = ~np.isfinite(array)
        index = first(mask)
        raise NotFiniteError(
            f"{what}{place(index)} is {array[index]}, {int(mask.sum())} of {array.size} elements are not finite: leave "
            "these points out, or repair them",
            index,
        )
