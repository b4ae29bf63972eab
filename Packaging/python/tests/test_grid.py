# SPDX-License-Identifier: MIT
"""Tensor grids."""

import numpy as np
import pytest

import plumbline
from plumbline import ShapeError


def test_axes_end_at_the_domains_ends(burgers):
    for count in (2, 3, 7, 50, 101, 1000):
        x, t = burgers.axes(count, count)
        assert (x[0], x[-1], t[0], t[-1]) == (-1, 1, 0, 1)
        np.testing.assert_allclose(x, np.linspace(-1, 1, count), rtol=0, atol=4e-16)
        assert (np.diff(x) > 0).all()


def test_a_count_of_one_takes_the_lower_end(burgers):
    x, t = burgers.axes(1, 1)
    assert (x.tolist(), t.tolist()) == ([-1.0], [0.0])


def test_a_grid_has_the_first_coordinate_first(burgers):
    x, t = burgers.grid(5, 3)
    assert x.shape == t.shape == (5, 3)
    np.testing.assert_array_equal(x, np.broadcast_to(burgers.axes(5, 3)[0][:, None], (5, 3)))
    np.testing.assert_array_equal(t, np.broadcast_to(burgers.axes(5, 3)[1], (5, 3)))


@pytest.mark.parametrize("name", [name for name in plumbline.problems() if name != "poisson-nd"])
def test_without_counts_it_is_the_usual_grid(name):
    p = plumbline.problem(name)
    grid = p.grid()
    assert len(grid) == len(p.coordinates)
    assert grid[0].ndim == len(p.coordinates)
    assert grid[0].size > 100


def test_some_problems_have_no_usual_grid():
    with pytest.raises(
        ShapeError, match=r"poisson-nd has no usual grid: give points, or a count for each of x1, x2, ... x100"
    ):
        plumbline.problem("poisson-nd", d=100).grid()


@pytest.mark.parametrize("counts", [(3,), (3, 3, 3), (3, 0), (3, -1), (3, 2.5), (3, "3"), ((3, 3),), (None, 3)])
def test_counts_are_one_positive_number_per_coordinate(burgers, counts):
    for function in (burgers.axes, burgers.grid):
        with pytest.raises(ShapeError, match=r"the grid .* does not fit: give 2 counts \(x, t\), each at least 1"):
            function(*counts)


def test_an_array_has_only_so_many_axes():
    p = plumbline.problem("poisson-nd", d=100)
    assert len(p.axes(*[1] * 100)) == 100
    with pytest.raises(ShapeError, match="an array has at most"):
        p.grid(*[1] * 100)
