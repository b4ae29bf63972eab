# SPDX-License-Identifier: MIT
"""The truth, held against closed forms written out here."""

import numpy as np
import pytest

import plumbline
from plumbline import ArgumentError, DTypeError, NotFiniteError, OutsideDomainError, UndefinedError, UnknownNameError
from plumbline._reference import _PART, canonical

EPS = np.finfo(float).eps


def near(u, bar, truth, scale=1.0):
    """Whether the truth, itself rounded, is within the bar."""
    np.testing.assert_array_less(np.abs(u - truth), bar + 20 * EPS * scale)
    assert (bar < 1e-12 * scale).all()


def test_cosine_ode():
    t = np.linspace(0, 1, 101)
    p = plumbline.problem("cosine-ode", omega=3.0)
    found = p.reference(t, derivative=["", "t", "tt"])
    near(*found[""], np.sin(3 * t) / 3)
    near(*found["t"], np.cos(3 * t))
    near(*found["tt"], -3 * np.sin(3 * t), 3)


def test_kuramoto_sivashinsky():
    x, t = np.linspace(-3, 3, 31)[:, None], np.linspace(0, 1, 11)
    s = np.tanh(t - x / 2)
    found = plumbline.problem("kuramoto-sivashinsky").reference(x, t, derivative=["", "t", "x"])
    slope = 15 * (1 - 2 * s - 3 * s**2) * (1 - s**2)
    near(*found[""], 11 + 15 * s - 15 * s**2 - 15 * s**3, 30)
    near(*found["t"], slope, 60)
    near(*found["x"], -slope / 2, 60)


def test_several_unknowns_are_the_last_axis():
    re, x, y = 40.0, np.linspace(-0.5, 1, 13)[:, None], np.linspace(-0.5, 1.5, 9)
    rate = re / 2 - np.sqrt(re**2 / 4 + 4 * np.pi**2)
    truth = np.stack(
        np.broadcast_arrays(
            1 - np.exp(rate * x) * np.cos(2 * np.pi * y),
            rate / (2 * np.pi) * np.exp(rate * x) * np.sin(2 * np.pi * y),
            (1 - np.exp(2 * rate * x)) / 2,
        ),
        axis=-1,
    )
    p = plumbline.problem("kovasznay")
    u, bar = p.reference(x, y)
    assert u.shape == bar.shape == (13, 9, 3)
    near(u, bar, truth, 10)
    assert p.reference(0.0, 0.0).u.shape == (3,)


def test_many_dimensions():
    x = np.random.default_rng(1).random((4, 5, 100))
    u, bar = plumbline.problem("poisson-nd", d=100).reference(points=x)
    assert u.shape == (4, 5)
    near(u, bar, np.sin(np.pi / 2 * x).sum(axis=-1), 100)


def test_it_unpacks_and_says_its_kind(burgers):
    values = burgers.reference(0.5, 0.5)
    u, bar = values
    assert (values.u, values.bar, len(values), values.kind) == (u, bar, 2, burgers.bar_kind)
    assert bar > 0
    assert "kind='estimate'" in repr(values)


def test_without_bars_the_values_are_the_same(burgers):
    x = np.linspace(-1, 1, 50)
    both = burgers.reference(x, 0.5, derivative=["", "x"])
    alone = burgers.reference(x, 0.5, derivative=["", "x"], bars=False)
    np.testing.assert_array_equal(alone["x"], both["x"].u)
    np.testing.assert_array_equal(burgers.reference(x, 0.5, bars=False), both[""].u)


def test_a_derivative_alone_is_that_of_many(burgers):
    x = np.linspace(-1, 1, 50)
    many = burgers.reference(x, 0.5, derivative=("", *burgers.derivatives))
    assert list(many) == ["", *burgers.derivatives]
    for name, values in many.items():
        np.testing.assert_array_equal(burgers.reference(x, 0.5, derivative=name), values)


def test_the_order_of_a_derivatives_coordinates_is_free():
    p = plumbline.problem("heat")
    assert "xt" in p.derivatives
    np.testing.assert_array_equal(p.reference(0.3, 0.1, derivative="tx"), p.reference(0.3, 0.1, derivative="xt"))
    assert canonical("x10x2", ("x2", "x10", "x2x10")) == "x2x10"


@pytest.mark.parametrize("name", ["xxx", "u_x", "x ", "X", "é", "x" * 1000, "x\0"])
def test_an_unknown_derivative_is_refused(burgers, name):
    with pytest.raises(UnknownNameError, match="there is no derivative .* Known: t, x, xx"):
        burgers.reference(0, 0, derivative=name)


@pytest.mark.parametrize("name", [None, 1, ["x", None]])
def test_a_derivative_is_named_by_a_text(burgers, name):
    with pytest.raises(TypeError):
        burgers.reference(0, 0, derivative=name)


def test_no_derivative_is_no_question(burgers):
    with pytest.raises(ArgumentError, match="derivative is an empty list"):
        burgers.reference(0, 0, derivative=[])


@pytest.mark.parametrize(
    ("x", "t", "shape"),
    [
        (0.5, 0.5, ()),
        ([0.5], 0.5, (1,)),
        ([], 0.5, (0,)),
        (np.zeros((3, 0)), 0.5, (3, 0)),
        ([[0.1]], [0.2, 0.3], (1, 2)),
    ],
)
def test_shapes_are_those_of_a_ufunc(burgers, x, t, shape):
    u, bar = burgers.reference(x, t)
    expected = np.add(x, t)
    assert np.shape(u) == np.shape(bar) == shape
    assert type(u) is type(bar) is type(expected)
    assert u.dtype == np.float64


def test_parts_fit_together(burgers):
    n = _PART // 4 + 1000
    x, t = np.linspace(-1, 1, n), np.linspace(0, 1, n)
    u, bar = burgers.reference(x, t)
    some = np.array([0, 1, n // 2, _PART // 4 - 1, _PART // 4, n - 1])
    alone = [burgers.reference(x[i], t[i]) for i in some]
    np.testing.assert_array_equal(u[some], [values.u for values in alone])
    np.testing.assert_array_equal(bar[some], [values.bar for values in alone])


def test_parts_of_many_derivatives_fit_together(monkeypatch):
    p = plumbline.problem("kovasznay")
    x, y = np.linspace(-0.5, 1, 40)[:, None], np.linspace(-0.5, 1.5, 30)
    whole = p.reference(x, y, derivative=["", "x", "yy"])
    monkeypatch.setattr("plumbline._reference._PART", 1000)
    parts = p.reference(x, y, derivative=["", "x", "yy"])
    for name in whole:
        np.testing.assert_array_equal(whole[name], parts[name])


@pytest.mark.parametrize("threads", [1, 2, np.int32(3), 10**12])
def test_threads_do_not_change_values(burgers, threads):
    x = np.linspace(-1, 1, 10_000)
    np.testing.assert_array_equal(burgers.reference(x, 0.5, threads=threads), burgers.reference(x, 0.5))


@pytest.mark.parametrize("threads", [0, -1, 1.5, "2", True])
def test_threads_are_a_positive_whole_number(burgers, threads):
    with pytest.raises(plumbline.ParameterError, match="threads is"):
        burgers.reference(0, 0, threads=threads)


def test_a_point_outside_says_which(burgers):
    with pytest.raises(
        OutsideDomainError, match=r"t\[2\] = 1.5 lies outside the domain, by 0.5: t must be in \[0.0, 1.0\]"
    ):
        burgers.reference([[0.0], [0.5]], [0.0, 1.0, 1.5])
    with pytest.raises(NotFiniteError, match=r"x\[1, 0\] is nan"):
        burgers.reference([[0.0], [np.nan]], [0.0, 1.0])
    with pytest.raises(DTypeError, match="x holds complex128"):
        burgers.reference(1j, 0)


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [(0.5, 0.5, True), (0.0, -0.5, True), (0.5, 0.0, True), (0.5, -0.5, False), (1.0, -0.5, False), (0.5, -1.0, False)],
)
def test_of_the_cut_only_its_inner_faces_belong_to_the_domain(x, y, inside):
    p = plumbline.problem("l-shape")
    if inside:
        assert np.isfinite(p.reference(x, y).u)
    else:
        with pytest.raises(OutsideDomainError, match=rf"point \[1, 2\], x = {x}, y = {y}, lies outside") as caught:
            p.reference([[-1.0], [x]], [0.5, 0.5, y])
        assert caught.value.index == (1, 2)
        assert caught.value.point == {"x": x, "y": y}


def test_a_jump_has_no_value_and_says_where(monkeypatch):
    monkeypatch.setattr("plumbline._reference._PART", 40)
    x = np.full((20, 3), 0.5)
    x[13, 1] = 0.0
    with pytest.raises(UndefinedError, match=r"^point \[13, 1\]: the solution jumps") as caught:
        plumbline.problem("heat-step").reference(x, 0.0)
    assert caught.value.index == (13, 1)
