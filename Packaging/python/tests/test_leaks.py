# SPDX-License-Identifier: MIT
"""Nothing is kept of a hundred thousand calls."""

import gc
import os
import sys

import numpy as np
import pytest

import plumbline
from plumbline._handle import Handle
from plumbline._jobs import Job

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")

MIB = 2**20


def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def growth(call, count):
    """How much memory the calls keep, after as many as fill caches."""
    for _ in range(count // 10 + 5):
        call()
    before = resident()
    for _ in range(count):
        call()
    return resident() - before


def refused(p, values):
    with pytest.raises(plumbline.DataError):
        p.score(values, [0.5, 0.6], [-0.5, -0.6])


def test_nothing_is_kept():
    ode, shape = plumbline.problem("cosine-ode"), plumbline.problem("l-shape")
    t, values = np.linspace(0, 1, 4), np.array([0.1, 0.2])
    # What is kept of one call would be tens of bytes; of a description, thousands.
    assert growth(lambda: ode.reference(t), 25_000) < MIB
    assert growth(lambda: Handle("cosine-ode", {}), 45_000) < MIB
    assert growth(lambda: Job(1), 30_000) < MIB
    assert growth(lambda: plumbline.problem("cosine-ode", omega=2.0).close(), 1_000) < MIB
    assert growth(lambda: plumbline.problem("cosine-ode"), 1_000) < MIB
    assert growth(lambda: refused(shape, values), 3_000) < 2 * MIB


def test_large_results_are_given_back(burgers):
    x, t = np.linspace(-1, 1, 200)[:, None], np.linspace(0, 1, 200)
    assert growth(lambda: burgers.reference(x, t), 10) < 8 * MIB


def test_scores_are_given_back():
    p = plumbline.problem("cosine-ode")
    values = np.sin(p.axes(20)[0]) + 0.01
    assert growth(lambda: p.score(values), 50) < 4 * MIB
