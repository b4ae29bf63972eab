# SPDX-License-Identifier: MIT
"""Requests that do not fit are refused before anything is allocated."""

import tracemalloc

import numpy as np
import pytest

import plumbline
from plumbline import _memory

GIB = 2**30


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Files of a kernel, as a mapping of path to text."""

    def make(files):
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        monkeypatch.setattr(_memory, "PROCESS", str(tmp_path / "proc"))
        monkeypatch.setattr(_memory, "CGROUPS", str(tmp_path / "cgroup"))

    return make


MEMINFO = {"proc/meminfo": f"MemTotal: 99 kB\nMemAvailable:    {8 * 2**20} kB\n"}


def group(folder, limit, used, cached, version=2):
    names = ("memory.max", "memory.current") if version == 2 else ("memory.limit_in_bytes", "memory.usage_in_bytes")
    field = "inactive_file" if version == 2 else "total_inactive_file"
    texts = (f"{limit}\n", f"{used}\n", f"anon 5\n{field} {cached}\n")
    return {f"cgroup/{folder}/{name}": text for name, text in zip((*names, "memory.stat"), texts)}


@pytest.mark.parametrize(
    ("groups", "files", "left"),
    [
        ("0::/\n", {}, 8 * GIB),
        ("0::/a\n", group("a", "max", GIB, 0), 8 * GIB),
        ("0::/a\n", group("a", 2 * GIB, GIB, 0), GIB),
        ("0::/a\n", group("a", 2 * GIB, GIB, GIB // 2), 3 * GIB // 2),
        ("0::/a/b\n", {**group("a", GIB, 0, 0), **group("a/b", 2 * GIB, 0, 0)}, GIB),
        ("0::/a/b\n", {**group("a", 2 * GIB, 0, 0), **group("a/b", GIB, 0, 0)}, GIB),
        ("0::/unseen\n", group(".", GIB, 0, 0), GIB),
        ("4:memory:/a\n0::/\n", group("memory/a", GIB, 0, 0, version=1), GIB),
        ("3:cpu,memory:/a\n", group("memory", GIB, 0, 0, version=1), GIB),
        ("3:cpu:/a\n", group("memory", GIB, 0, 0, version=1), 8 * GIB),
        ("0::/a\n", group("a", GIB, 2 * GIB, 0), 0),
    ],
)
def test_the_narrowest_limit_counts(machine, groups, files, left):
    machine({**MEMINFO, "proc/self/cgroup": groups, **files})
    assert _memory.available() == left


def test_without_the_kernels_files_the_machine_counts(machine):
    machine({})
    assert _memory.available() is None or _memory.available() > 0


def test_a_billion_points_are_refused_before_anything_is_allocated(monkeypatch, burgers):
    monkeypatch.setattr(_memory, "available", lambda: 10**9)
    x, t = np.zeros((1_000_000, 1)), np.zeros(1000)
    values = np.broadcast_to(0.0, (1_000_000, 1000))
    tracemalloc.start()
    try:
        with pytest.raises(MemoryError, match=r"1000000000 points need 160\d{8} bytes .* 1000000000 bytes"):
            burgers.reference(x, t)
        with pytest.raises(MemoryError, match="scores of 1000000000 points"):
            burgers.score(values, x, t)
        with pytest.raises(MemoryError, match="the grid 1000000x1000"):
            burgers.grid(1_000_000, 1000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000


def test_a_dataset_and_a_plot_are_refused_too(monkeypatch, burgers):
    pytest.importorskip("xarray")
    pytest.importorskip("matplotlib")
    monkeypatch.setattr(_memory, "available", lambda: 10**9)
    with pytest.raises(MemoryError):
        burgers.dataset(1_000_000, 1000)
    with pytest.raises(MemoryError):
        burgers.plot(counts=(1_000_000, 1000))


@pytest.mark.parametrize("count", [10**8, 10**18])
def test_no_count_is_too_large_to_be_refused(burgers, count):
    x = np.broadcast_to(0.0, (count, 1))
    with pytest.raises(MemoryError, match="bytes"):
        burgers.reference(x, np.broadcast_to(0.5, 10**8))
    with pytest.raises(MemoryError, match="bytes"):
        burgers.axes(10**17, 3)


def test_what_fits_is_not_refused(burgers):
    assert burgers.reference(np.zeros((1000, 1)), np.zeros(10)).u.shape == (1000, 10)
    assert plumbline.problem("cosine-ode").axes(10)[0].shape == (10,)
