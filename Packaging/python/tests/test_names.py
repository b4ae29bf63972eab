# SPDX-License-Identifier: MIT
"""Names and their neighbours."""

import pytest

from plumbline import ArgumentError, UnknownNameError
from plumbline._names import distance, encoded, named, nearest


@pytest.mark.parametrize(
    ("a", "b", "changes"),
    [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("heat", "heat", 0), ("ab", "ba", 2)],
)
def test_distance_counts_changed_letters(a, b, changes):
    assert distance(a, b) == changes
    assert distance(b, a) == changes


def test_nearest_is_the_one_with_fewest_changes_or_none():
    known = ["burgers", "burgers-wave", "heat"]
    assert nearest("Burger", known) == "burgers"
    assert nearest("burgers_wave", known) == "burgers-wave"
    assert nearest("navier-stokes-of-many-dimensions", ["heat"]) is None
    assert nearest("x", []) is None


def test_an_unknown_name_says_which_was_meant():
    with pytest.raises(UnknownNameError) as caught:
        named("problem", "haet", ["wave", "heat"])
    assert (caught.value.name, caught.value.nearest, caught.value.known) == ("haet", "heat", ("wave", "heat"))
    assert str(caught.value) == "there is no problem 'haet'; did you mean 'heat'? Known: wave, heat"
    assert isinstance(caught.value, (ValueError, LookupError))


def test_a_long_name_is_cut():
    with pytest.raises(UnknownNameError) as caught:
        named("problem", "x" * 10_000_000, ["heat"])
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("name", [None, 3, b"heat", ["heat"]])
def test_what_is_no_text_is_a_type_error(name):
    with pytest.raises(ArgumentError, match="is named by a text") as caught:
        named("problem", name, ["heat"])
    assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize("text", ["he\0at", "\ud800"])
def test_c_gets_no_text_that_it_would_cut(text):
    with pytest.raises(UnknownNameError):
        encoded(text, "a name")
