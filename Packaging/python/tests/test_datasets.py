# SPDX-License-Identifier: MIT
"""The frozen tables: what is loaded is what the repository holds, from wherever it comes, or it is refused."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from plumbline import datasets

DATA = Path(__file__).resolve().parents[3] / "Reference" / "Tables" / "data"
CATALOGUE = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def local(monkeypatch):
    monkeypatch.setenv("PLUMBLINE_DATA", str(DATA))


@functools.cache
def csv(name):
    """The columns of the CSV file, whose numbers are the same."""
    lines = [line for line in (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    rows = np.array([[float(cell) for cell in line.split(",")] for line in lines[1:]])
    return dict(zip(lines[0].split(","), rows.T))


def test_names_are_those_of_the_catalogue():
    assert datasets.names() == [entry["name"] for entry in CATALOGUE]


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry["name"])
def test_a_table_is_what_the_csv_file_says(entry):
    table, columns = datasets.load(entry["name"]), csv(entry["name"])
    assert list(table) == list(columns)
    assert table.coordinates == tuple(entry["coordinates"]) and table.unknowns == tuple(entry["unknowns"])
    assert table.is_grid == ("grid" in entry) and table.shape == tuple(entry.get("grid", [entry["rows"]]))
    assert np.array_equal(table.points, np.stack([columns[c] for c in table.coordinates], axis=-1))
    for name in set(columns) - set(table.coordinates):
        assert np.array_equal(table[name].reshape(-1), columns[name])
    assert table.metadata["parameters"] == {p["name"]: p["standard"] for p in entry["parameters"]}
    assert table.sources == entry["sources"] and table.licence == "CC0-1.0"


def test_one_unknown():
    table = datasets.load("burgers")
    assert table.u is table["u"] and table.bar is table["u_bar"]
    assert list(table.derivatives) == list(table.derivative_bars) == ["t", "x", "xx"]
    assert table.derivatives["xx"] is table["u_xx"] and table.derivative_bars["xx"] is table["u_xx_bar"]
    assert table.axes["x"] is table["x"] and "u_xx" in table and "u_xxx" not in table
    assert repr(table).startswith("Table('burgers', 41 x 21 grid: x, t, u, u_bar")


def test_several_unknowns_are_the_last_axis():
    table = datasets.load("kovasznay")
    assert table.u.shape == table.bar.shape == (29, 29, 3)
    for k in range(3):
        assert np.array_equal(table.u[..., k], table[f"u{k + 1}"])
        assert np.array_equal(table.derivative_bars["x"][..., k], table[f"u{k + 1}_x_bar"])


def test_tables_are_equal_where_all_of_them_is():
    one, other = datasets.load("heat"), datasets.load("heat")
    assert one == other and one != datasets.load("heat-step") and one != "heat"
    other["u"][3, 4] = np.nextafter(other["u"][3, 4], 1)
    assert one != other


@pytest.mark.parametrize("call, hint", [
    (lambda: datasets.load("burgrs"), "did you mean 'burgers'"),
    (lambda: datasets.load(None), "Known: cosine-ode"),
    (lambda: datasets.load("heat", format="xaray"), "did you mean 'xarray'"),
    (lambda: datasets.load("heat")["u_xxx"], "did you mean 'u_xx'"),
    (lambda: datasets.fetch("heat.cvs"), "did you mean 'heat.csv'"),
    (lambda: datasets.fetch("../data/heat.csv"), "there is no file"),
])
def test_an_unknown_name_is_refused_with_the_nearest(call, hint):
    with pytest.raises(datasets.UnknownTableError, match=hint) as error:
        call()
    assert isinstance(error.value, ValueError) and isinstance(error.value, LookupError)


def test_nothing_but_numpy_is_imported_and_no_library_is_loaded():
    program = """if True:
        import sys
        from plumbline import datasets
        datasets.load("heat")
        maps = open("/proc/self/maps").read() if sys.platform == "linux" else ""
        print([name for name in ("xarray", "pooch", "netCDF4") if name in sys.modules], "libplumbline" in maps)
    """
    path = os.pathsep.join(sys.path)
    environment = {**os.environ, "PYTHONPATH": path, "PLUMBLINE_LIBRARY": "/nowhere/libplumbline.so"}
    result = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert result.stdout == "[] False\n", result.stderr
