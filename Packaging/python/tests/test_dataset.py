# SPDX-License-Identifier: MIT
"""The reference as an xarray.Dataset."""

import builtins
import json

import numpy as np
import pytest

import plumbline
from plumbline import ArgumentError, UnknownNameError


def test_without_xarray_it_says_what_to_install(burgers, monkeypatch):
    real = builtins.__import__

    def refuse(name, *arguments, **options):
        if name.partition(".")[0] == "xarray":
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match="pip install xarray"):
        burgers.dataset(4, 4)


@pytest.fixture(autouse=True)
def xarray(request):
    if "without_xarray" not in request.node.name:
        pytest.importorskip("xarray")


def test_it_holds_the_reference(burgers):
    data = burgers.dataset(9, 5, derivatives=True)
    x, t = burgers.grid(9, 5)
    found = burgers.reference(x, t, derivative=["", *burgers.derivatives])
    for name, (u, bar) in found.items():
        variable = f"u_{name}" if name else "u"
        np.testing.assert_array_equal(data[variable], u)
        np.testing.assert_array_equal(data[f"{variable}_bar"], bar)
        assert data[variable].dims == ("x", "t")
    assert len(data.data_vars) == 2 * len(found)
    np.testing.assert_array_equal(data.x, x[:, 0])
    np.testing.assert_array_equal(data.t, t[0])


def test_it_says_what_it_is(burgers):
    data = burgers.dataset(4, 3, derivatives=["x"])
    assert list(data.data_vars) == ["u", "u_bar", "u_x", "u_x_bar"]
    assert data.attrs["Conventions"].startswith("CF-")
    assert data.attrs["license"] == "CC0-1.0"
    assert data.attrs["problem"] == "burgers"
    assert "doi:" in data.attrs["references"]
    assert burgers.method in data.attrs["source"]
    assert json.loads(data.attrs["parameters"]) == dict(burgers.parameters)
    assert data.attrs["plumbline_version"] == plumbline.__version__
    for variable in data.variables.values():
        assert variable.attrs["units"] == "1"
        assert variable.attrs["long_name"]
    assert data.u_x.attrs["ancillary_variables"] == "u_x_bar"
    assert "gaps" not in data.attrs
    # What a NetCDF file can hold.
    assert all(isinstance(value, str) for value in data.attrs.values())


def test_several_unknowns_are_several_variables():
    p = plumbline.problem("kovasznay")
    data = p.dataset(4, 3)
    assert list(data.data_vars) == ["u1", "u1_bar", "u2", "u2_bar", "u3", "u3_bar"]
    np.testing.assert_array_equal(data.u2, p.reference(*p.grid(4, 3)).u[..., 1])


def test_what_is_cut_out_is_nan():
    p = plumbline.problem("l-shape")
    data = p.dataset(7, 7)
    x, y = p.grid(7, 7)
    cut = (x > 0) & (y < 0)
    np.testing.assert_array_equal(np.isnan(data.u), cut)
    np.testing.assert_array_equal(data.u.values[~cut], p.reference(x[~cut], y[~cut]).u)
    np.testing.assert_array_equal(np.isnan(data.u_bar), cut)


def test_where_the_solution_jumps_there_is_a_gap():
    data = plumbline.problem("heat-step").dataset(11, 5)
    assert np.argwhere(np.isnan(data.u.values)).tolist() == [[0, 0], [10, 0]]
    assert data.attrs["gaps"].startswith("NaN at 2 nodes: the solution jumps")


@pytest.mark.parametrize("name", ["laplace-top", "taylor-green", "pendulum", "nls"])
def test_the_usual_grid_is_the_default(name):
    p = plumbline.problem(name)
    assert tuple(p.dataset().sizes[c] for c in p.coordinates) == p.grid()[0].shape


def test_derivatives_are_named_by_a_list(burgers):
    with pytest.raises(ArgumentError, match="give True, or a list"):
        burgers.dataset(3, 3, derivatives="x")
    with pytest.raises(UnknownNameError, match="xxxx"):
        burgers.dataset(3, 3, derivatives=["xxxx"])
