# SPDX-License-Identifier: MIT
"""Tests as a user of the package writes them."""
import numpy as np
import pytest

import plumbline
from plumbline.testing import assert_solves


def decaying_sine(x, t, alpha=0.4):
    return np.exp(-alpha * np.pi**2 * t) * np.sin(np.pi * x)


@pytest.mark.parametrize("name", plumbline.problems())
def test_every_problem_is_solved_with_narrow_bars(name):
    problem = plumbline.problem(name)
    u, bar = problem.reference(*[low + 0.51 * (high - low) for low, high in problem.domain.values()])[:2]
    assert np.all(np.isfinite(u))
    assert np.all(bar <= 1e-9 * np.maximum(1, np.abs(u)))


def test_a_right_solver_passes():
    assert_solves("heat", decaying_sine, relative_l2=1e-14, alpha=0.4)


def test_a_wrong_solver_fails():
    with pytest.raises(AssertionError, match="burgers"):
        assert_solves("burgers", decaying_sine)
