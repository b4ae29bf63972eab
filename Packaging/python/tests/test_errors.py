# SPDX-License-Identifier: MIT
"""The errors' places among Python's own."""

import pickle

import pytest

import plumbline

ERRORS = [getattr(plumbline, name) for name in plumbline.__all__ if name.endswith("Error")]


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_is_a_value_error(error):
    assert issubclass(error, plumbline.PlumblineError)
    assert issubclass(error, ValueError)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("UnknownNameError", LookupError),
        ("UnknownKeywordError", TypeError),
        ("ArgumentError", TypeError),
        ("DTypeError", TypeError),
        ("MissingFileError", FileNotFoundError),
    ],
)
def test_errors_are_what_python_users_expect_too(name, other):
    assert issubclass(getattr(plumbline, name), other)


@pytest.mark.parametrize("error", ERRORS)
def test_errors_go_through_pickle(error):
    one = error("what is wrong")
    one.index = (3, 4)
    two = pickle.loads(pickle.dumps(one))
    assert (type(two), str(two), two.index) == (error, "what is wrong", (3, 4))
