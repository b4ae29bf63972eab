# SPDX-License-Identifier: MIT
"""Points as callers write them."""

import numpy as np
import pytest

from plumbline import ArgumentError, NotFiniteError, OutsideDomainError, ShapeError, UnknownKeywordError
from plumbline._points import points_of

NAMES = ("x", "t")
X, T = np.array([[0.0], [1.0], [2.0]]), np.array([10.0, 20.0])
ROWS = [[x, t] for x in (0.0, 1.0, 2.0) for t in (10.0, 20.0)]


def points(*coordinates, points=None, **named):
    return points_of(NAMES, coordinates, points, named)


WAYS = {
    "by position": lambda: points(X, T),
    "by name": lambda: points(t=T, x=X),
    "by both": lambda: points(X, t=T),
    "as a mesh": lambda: points(*np.meshgrid(X, T, indexing="ij")),
    "as a mesh in Fortran's order": lambda: points(*map(np.asfortranarray, np.meshgrid(X, T, indexing="ij"))),
    "as rows": lambda: points(points=np.reshape(ROWS, (3, 2, 2))),
    "as rows in Fortran's order": lambda: points(points=np.asfortranarray(np.reshape(ROWS, (3, 2, 2)))),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_points_are_rows_in_c_order(way):
    p = way()
    assert (p.shape, p.count) == ((3, 2), 6)
    np.testing.assert_array_equal(p.columns(0, 6), ROWS)
    np.testing.assert_array_equal(p.columns(2, 5), ROWS[2:5])
    assert p.columns(0, 6).flags.c_contiguous


def test_an_index_is_that_of_the_shape():
    assert [points(X, T).index(n) for n in range(6)] == [(i, j) for i in range(3) for j in range(2)]
    assert points(0, 0).index(0) == ()


SHAPES = [(), (1,), (0,), (3,), (3, 1), (1, 4), (2, 1, 4), (2, 3, 1), (0, 1)]


@pytest.mark.parametrize("one", SHAPES)
@pytest.mark.parametrize("two", SHAPES)
def test_shapes_broadcast_as_numpys_do(one, two):
    x, t = np.zeros(one), np.zeros(two)
    try:
        shape = np.broadcast(x, t).shape
    except ValueError:
        with pytest.raises(ShapeError) as caught:
            points(x, t)
        assert f"x {one}" in str(caught.value)
        assert f"t {two}" in str(caught.value)
    else:
        assert points(x, t).shape == shape


@pytest.mark.parametrize("shape", [(), (3,), (3, 1), (2, 3)])
def test_rows_need_one_number_per_coordinate(shape):
    with pytest.raises(ShapeError, match="its last axis must be 2: x, t"):
        points(points=np.zeros(shape))


@pytest.mark.parametrize(
    ("coordinates", "named", "text"),
    [
        ((), {}, "coordinate x, t is missing"),
        ((0,), {}, "coordinate t is missing"),
        ((), {"t": 0}, "coordinate x is missing"),
        ((0, 0, 0), {}, "3 coordinates are given, and the problem has 2"),
        ((0,), {"x": 0, "t": 0}, "coordinate x is given twice"),
        ((0, 0), {"points": [[0, 0]]}, "points= has all coordinates"),
        ((), {"points": [[0, 0]], "t": 0}, "points= has all coordinates"),
    ],
)
def test_every_coordinate_is_given_once(coordinates, named, text):
    with pytest.raises(ArgumentError, match=text) as caught:
        points(*coordinates, **named)
    assert isinstance(caught.value, TypeError)


def test_an_unknown_coordinate_is_a_type_error_with_the_nearest():
    with pytest.raises(UnknownKeywordError) as caught:
        points(0, T=0)
    assert caught.value.nearest == "t"
    assert isinstance(caught.value, TypeError)


def test_what_is_not_finite_is_placed_in_the_callers_array():
    with pytest.raises(NotFiniteError, match=r"t\[1\] is nan"):
        points(X, [0.0, np.nan]).require_finite()
    with pytest.raises(NotFiniteError, match=r"x in points\[2\] is inf"):
        points(points=[[0, 0], [0, 0], [np.inf, 0]]).require_finite()


DOMAIN = {"x": (0.0, 2.0), "t": (10.0, 20.0)}


def test_points_on_the_faces_are_inside():
    points(X, T).require_inside(DOMAIN)
    points([], []).require_inside(DOMAIN)


@pytest.mark.parametrize("outside", [-1e-9, np.nextafter(2.0, 3.0), 1e300])
def test_a_point_outside_is_placed_and_measured(outside):
    x = X.copy()
    x[1, 0] = outside
    with pytest.raises(
        OutsideDomainError, match=r"x\[1, 0\] = .* lies outside the domain, by .*: x must be in"
    ) as caught:
        points(x, T).require_inside(DOMAIN)
    assert caught.value.index == (1, 0)
    assert caught.value.point == {"x": outside}
    assert "1 of 3 elements are outside" in str(caught.value)


def test_repeated_elements_are_looked_at_once():
    far = np.broadcast_to(5.0, (10**12, 1))
    with pytest.raises(OutsideDomainError, match=r"x\[0, 0\] = 5.0"):
        points(far, T).require_inside(DOMAIN)
    points(np.broadcast_to(1.0, (10**12, 1)), T).require_finite()
