# SPDX-License-Identifier: MIT
"""Tables as data sets of xarray and NetCDF files: the same numbers, each linked to its bar, by CF-1.11."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from plumbline import _netcdf, datasets

xarray = pytest.importorskip("xarray")
ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "Reference" / "Tables" / "data"
NAMES = datasets.names()
ENGINES = [name for name, modules in _netcdf._ENGINES.items() if all(map(find_spec, modules))]
if not ENGINES:
    pytest.skip("no library that writes NetCDF-4 is installed", allow_module_level=True)


@pytest.fixture(autouse=True)
def local(monkeypatch):
    monkeypatch.setenv("PLUMBLINE_DATA", str(DATA))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("netcdf") / "tables"
    script = ROOT / "Packaging" / "netcdf"
    result = subprocess.run([sys.executable, str(script), str(folder)], capture_output=True, text=True)
    assert result.returncode == 0 and not result.stdout, result.stderr
    return folder


def test_there_is_a_file_for_every_table(written):
    assert sorted(path.name for path in written.iterdir()) == sorted(f"{name}.nc" for name in NAMES)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_it_is_read_back_as_it_was(written, name, engine):
    table = datasets.load(name)
    with xarray.open_dataset(written / f"{name}.nc", engine=engine) as data:
        assert set(data.variables) == set(table) and set(data.coords) == set(table.coordinates)
        for column, array in table.items():
            assert np.array_equal(data[column].values, array) and data[column].dtype == np.float64
            assert np.array_equal(np.signbit(data[column].values), np.signbit(array))
        assert json.loads(data.attrs["plumbline_metadata"]) == table.metadata


@pytest.mark.parametrize("name", NAMES)
def test_it_keeps_to_the_conventions(written, name):
    table = datasets.load(name)
    with xarray.open_dataset(written / f"{name}.nc", decode_coords=False, mask_and_scale=False) as data:
        assert data.attrs["Conventions"] == "CF-1.11" and "history" not in data.attrs
        assert data.attrs["title"].startswith(name + ": ") and data.attrs["license"].startswith("CC0-1.0 https://")
        for source in table.sources:
            assert source["title"] in data.attrs["references"] and str(source["year"]) in data.attrs["references"]
        for text in ("source", "comment"):
            assert data.attrs[text]
        for column, variable in data.variables.items():
            assert variable.attrs["units"] == "1" and variable.attrs["long_name"]
            assert "_FillValue" not in variable.attrs and "missing_value" not in variable.attrs
            if column in table.coordinates:
                assert (variable.dims == (column,)) == table.is_grid
                assert not table.is_grid or (np.diff(variable.values) > 0).all()
            elif not column.endswith("_bar"):
                bar = data.variables[variable.attrs["ancillary_variables"]]
                assert variable.attrs["ancillary_variables"] == column + "_bar" and bar.dims == variable.dims
                assert "error bar" in bar.attrs["long_name"] and variable.attrs["long_name"] in bar.attrs["long_name"]
            if column not in table.coordinates:
                assert variable.dims == (table.coordinates if table.is_grid else ("points",))
                # Auxiliary coordinates are named; those of a grid are found by their dimensions.
                named = variable.attrs.get("coordinates", "").split()
                assert sorted(named) == sorted([] if table.is_grid else table.coordinates)
        assert data.attrs.get("featureType") == (None if table.is_grid else "point")


def test_some_tables_are_points():
    assert [name for name in NAMES if not datasets.load(name).is_grid] == ["poisson-nd", "l-shape"]


@pytest.mark.parametrize("name, column, text", [
    ("burgers", "u", "solution u"),
    ("burgers", "u_xx", "derivative of u by x, x"),
    ("poisson-nd", "u_x1x1_bar", "error bar, absolute, of the derivative of u by x1, x1"),
    ("kovasznay", "u3_bar", "error bar, absolute, of the solution u3"),
    ("heat", "t", "coordinate t"),
])
def test_names_for_a_reader(name, column, text):
    assert datasets.load(name, format="xarray")[column].attrs["long_name"] == text


def test_a_longer_name_is_one_coordinate():
    arrays = dict.fromkeys(["x1", "x10", "u", "u_bar", "u_x1x10", "u_x1x10_bar"], np.zeros(3))
    table = datasets.Table(arrays, {"problem": "many", "coordinates": ["x1", "x10"]})
    assert _netcdf._long_name(table, "u_x1x10") == "derivative of u by x1, x10"


def test_a_variable_is_picked_by_its_place():
    data = datasets.load("heat", format="xarray")
    u = data.u.sel(x=0.5, t=1.0, method="nearest")
    exact = np.sin(np.pi * float(u.x)) * np.exp(-0.4 * np.pi**2 * float(u.t))
    parameters = json.loads(data.attrs["plumbline_metadata"])["parameters"]
    assert parameters["mode"] == 1 and parameters["alpha"] == 0.4
    assert abs(float(u) - exact) < 1e-15


@pytest.mark.parametrize("engine", ENGINES)
def test_either_library_writes(tmp_path, monkeypatch, engine):
    monkeypatch.setattr(_netcdf, "_ENGINES", {engine: _netcdf._ENGINES[engine]})
    datasets.to_netcdf("l-shape", tmp_path / "one.nc")
    with xarray.open_dataset(tmp_path / "one.nc", engine=engine) as data:
        assert np.array_equal(data.u_xx.values, datasets.load("l-shape")["u_xx"])
    assert [path.name for path in tmp_path.iterdir()] == ["one.nc"]


def test_what_is_not_installed_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(_netcdf, "find_spec", lambda _: None)
    with pytest.raises(ImportError, match="pip install netCDF4"):
        datasets.to_netcdf("heat", tmp_path / "heat.nc")
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(ImportError, match="pip install xarray"):
        datasets.load("heat", format="xarray")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(datasets.TableError, match="nowhere.*cannot be written.*choose another folder"):
        datasets.to_netcdf("heat", tmp_path / "nowhere" / "heat.nc")
    script, environment = ROOT / "Packaging" / "netcdf", {**os.environ, "PLUMBLINE_DATA": str(tmp_path / "none")}
    environment["PLUMBLINE_DATA_URL"] = "http://127.0.0.1:1/"
    command = [sys.executable, str(script), str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert result.returncode == 1 and result.stderr.startswith("Packaging/netcdf: cosine-ode.npz is not in")
