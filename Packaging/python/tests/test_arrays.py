# SPDX-License-Identifier: MIT
"""Arrays of any origin."""

import array
import decimal

import numpy as np
import pytest

from plumbline import DTypeError, NotFiniteError
from plumbline._arrays import floats, require_finite

NUMBERS = [[0.5, -1.0, 2.0], [3.0, 4.0, 8.0]]


class OnlyArray:
    """JAX's way: `__array__`."""

    def __array__(self, dtype=None, copy=None):
        return np.array(NUMBERS, dtype=dtype)


class OnlyDLPack:
    """The array API's way."""

    def __dlpack__(self, **options):
        return np.array(NUMBERS).__dlpack__(**options)

    def __dlpack_device__(self):
        return np.array(NUMBERS).__dlpack_device__()


class Tensor:
    """PyTorch's way: `__array__` raises until there is neither a graph nor a device."""

    def __init__(self, values=NUMBERS, requires_grad=True, device="cuda", dtype="float32"):
        self.values, self.requires_grad, self.device, self.dtype = values, requires_grad, device, dtype

    def detach(self):
        return Tensor(self.values, False, self.device, self.dtype)

    def cpu(self):
        return Tensor(self.values, self.requires_grad, "cpu", self.dtype)

    def double(self):
        return Tensor(self.values, self.requires_grad, self.device, "float64")

    def is_complex(self):
        return self.dtype == "complex64"

    def __array__(self, dtype=None, copy=None):
        if self.requires_grad:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad.")
        if self.device != "cpu":
            raise TypeError("can't convert cuda:0 device type tensor to numpy.")
        if self.dtype == "bfloat16":
            raise TypeError("Got unsupported ScalarType BFloat16")
        return np.array(self.values, dtype=self.dtype)

    def __dlpack__(self, **options):
        raise BufferError("Can't export tensors that require gradient")


class OnDevice:
    """CuPy's way: `__array__` refuses, and `get` copies."""

    def __array__(self, dtype=None, copy=None):
        raise TypeError("Implicit conversion to a NumPy array is not allowed.")

    def get(self):
        return np.array(NUMBERS)


class Traced:
    """JAX's array inside of a compiled function."""

    def __array__(self, dtype=None, copy=None):
        raise TypeError("The numpy.ndarray conversion method __array__() was called on a traced array")


def base():
    return np.array(NUMBERS)


READ_ONLY = base()
READ_ONLY.flags.writeable = False
UNALIGNED = np.frombuffer(b"\0" + base().tobytes(), dtype=np.uint8)[1:].view(np.float64).reshape(2, 3)

SAME = {
    "list": NUMBERS,
    "float64": base(),
    "float32": base().astype(np.float32),
    "float16": base().astype(np.float16),
    "longdouble": base().astype(np.longdouble),
    "byte-swapped": base().astype(base().dtype.newbyteorder()),
    "Fortran": np.asfortranarray(base()),
    "strided": np.repeat(base(), 2, axis=1)[:, ::2],
    "backwards": base()[::-1, ::-1].copy()[::-1, ::-1],
    "read-only": READ_ONLY,
    "unaligned": UNALIGNED,
    "unmasked": np.ma.array(base(), mask=False),
    "__array__": OnlyArray(),
    "tensor": Tensor(),
    "tensor on the CPU": Tensor(device="cpu"),
    "tensor without a graph": Tensor(requires_grad=False),
    "bfloat16": Tensor(dtype="bfloat16"),
    "on a device": OnDevice(),
}
if hasattr(np, "from_dlpack"):
    SAME["__dlpack__"] = OnlyDLPack()


@pytest.mark.parametrize("value", SAME.values(), ids=SAME.keys())
def test_numbers_of_any_origin_are_the_same(value):
    result = floats(value, "x")
    assert type(result) is np.ndarray
    assert result.dtype == np.float64
    assert result.dtype.isnative
    assert result.flags.aligned
    np.testing.assert_array_equal(result, NUMBERS)


@pytest.mark.parametrize("dtype", ["i1", "u1", ">i2", "i4", "u4", "i8", "u8"])
def test_integers_are_numbers(dtype):
    np.testing.assert_array_equal(floats(np.array([0, 1, 100], dtype=dtype), "x"), [0.0, 1.0, 100.0])


@pytest.mark.parametrize("value", [1, 0.25, np.float32(0.25), np.int64(3), np.array(2.0), array.array("d", [1, 2])])
def test_scalars_and_buffers_are_numbers(value):
    np.testing.assert_array_equal(floats(value, "x"), np.asarray(value, dtype=float))


def test_what_is_right_already_is_not_copied():
    x = base()
    assert floats(x, "x") is x


OTHERS = {
    "complex": ([1j], "which are two unknowns"),
    "bool": ([True, False], ".astype(float)"),
    "str": (["0.5"], "numpy.asarray(..., dtype=float)"),
    "bytes": ([b"0.5"], "numpy.asarray(..., dtype=float)"),
    "text": ("0.5", "numpy.asarray(..., dtype=float)"),
    "object": (np.array([decimal.Decimal(1), 2], dtype=object), "dtype=float"),
    "dates": (np.array(["2020-01-01"], dtype="M8[D]"), "time since a start"),
    "durations": (np.array([1], dtype="m8[s]"), "unit of time"),
    "records": (np.zeros(2, dtype=[("x", float), ("y", float)]), "convert it to float"),
    "None": (None, "has a function no return?"),
    "dict": ({"x": 1}, "dtype=float"),
    "generator": ((i for i in range(3)), "dtype=float"),
    "ragged": ([[1.0], [1.0, 2.0]], ""),
    "with None": ([1.0, None], "dtype=float"),
    "traced": (Traced(), "outside of compiled functions"),
    "complex tensor": (Tensor(dtype="complex64"), "which are two unknowns"),
}


@pytest.mark.filterwarnings("ignore:Creating an ndarray from ragged")
@pytest.mark.parametrize(("value", "cure"), OTHERS.values(), ids=OTHERS.keys())
def test_what_is_no_real_number_is_refused_with_the_cure(value, cure):
    with pytest.raises(DTypeError, match="^values") as caught:
        floats(value, "values")
    assert cure in str(caught.value)


def test_masked_elements_are_refused_and_placed():
    with pytest.raises(NotFiniteError, match=r"x is masked at \[1, 0\], 2 elements") as caught:
        floats(np.ma.array(base(), mask=[[0, 0, 0], [1, 1, 0]]), "x")
    assert caught.value.index == (1, 0)


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_the_first_that_is_not_finite_is_placed(number):
    x = base()
    x[1, 2] = number
    with pytest.raises(NotFiniteError, match=rf"x\[1, 2\] is {number}, 1 of 6") as caught:
        require_finite(x, "x")
    assert caught.value.index == (1, 2)


def test_beyond_double_precision_is_not_finite():
    x = floats(np.array([1, 2], dtype=np.longdouble) * np.longdouble("1e4000"), "x")
    if np.finfo(np.longdouble).max > np.finfo(float).max:
        with pytest.raises(NotFiniteError):
            require_finite(x, "x")


@pytest.mark.parametrize("value", [[], [[]], [0.0, -0.0, 1e308, 5e-324]])
def test_finite_numbers_pass(value):
    require_finite(floats(value, "x"), "x")
