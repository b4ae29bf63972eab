# SPDX-License-Identifier: MIT
"""Figures."""

import builtins
import io

import numpy as np
import pytest

import plumbline
from plumbline import ArgumentError, DTypeError, OutsideDomainError, ShapeError, UnknownKeywordError, UnknownNameError

# Matplotlib's own use of other packages.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_without_matplotlib_it_says_what_to_install(burgers, monkeypatch):
    real = builtins.__import__

    def refuse(name, *arguments, **options):
        if name.partition(".")[0] == "matplotlib":
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match="pip install matplotlib"):
        burgers.plot()


@pytest.fixture(autouse=True)
def matplotlib(request):
    if "without_matplotlib" not in request.node.name:
        pytest.importorskip("matplotlib")


def drawn(figure):
    """Draws it all, and returns the panels' titles."""
    figure.savefig(io.BytesIO(), format="png", dpi=30)
    return [axes.get_title() for axes in figure.axes if axes.get_title()]


def panel(figure, title):
    """The panel whose title begins so."""
    return next(axes for axes in figure.axes if axes.get_title().startswith(title))


def labels(figure):
    return {label for axes in figure.axes for label in (axes.get_xlabel(), axes.get_ylabel()) if label}


def field(axes, shape):
    """The field that a panel shows, with the first coordinate first."""
    return np.ma.filled(axes.collections[0].get_array().reshape(shape[::-1]).T, np.nan)


def test_three_panels_show_truth_values_and_error(burgers):
    x, t = burgers.grid(20, 15)
    truth, mine = burgers.reference(x, t).u, np.sin(x) * t
    figure = burgers.plot(mine)
    largest = burgers.reference(x, t).bar.max()
    assert drawn(figure) == ["truth", "yours", f"error, bar up to {largest:.1e}"]
    np.testing.assert_array_equal(field(panel(figure, "truth"), x.shape), truth)
    np.testing.assert_array_equal(field(panel(figure, "yours"), x.shape), mine)
    np.testing.assert_array_equal(field(panel(figure, "error"), x.shape), mine - truth)
    colors = panel(figure, "error").collections[0]
    assert colors.norm.vmin == -colors.norm.vmax
    assert colors.norm.vmax == np.abs(mine - truth).max()
    assert panel(figure, "truth").collections[0].get_clim() == panel(figure, "yours").collections[0].get_clim()
    assert {"x [dimensionless]", "t [dimensionless]", "u [dimensionless]"} <= labels(figure)
    assert "nu = 0.02" in figure._suptitle.get_text()


def test_an_error_within_the_bar_is_on_the_linear_part_of_the_scale(burgers):
    figure = burgers.plot(lambda x, t: burgers.reference(x, t).u, counts=(20, 15))
    norm = panel(figure, "error").collections[0].norm
    assert norm.linthresh == norm.vmax == burgers.reference(*burgers.grid(20, 15)).bar.max()


def test_without_values_truth_and_bar_are_shown(burgers):
    figure = burgers.plot(counts=(20, 15))
    assert drawn(figure) == ["truth", "error bar"]
    np.testing.assert_array_equal(
        field(panel(figure, "error bar"), (20, 15)), burgers.reference(*burgers.grid(20, 15)).bar
    )


def test_slices_are_where_they_are_wanted(burgers):
    figure = burgers.plot(np.zeros((20, 11)), at=[0.31, 0.8])
    texts = {text.get_text() for axes in figure.axes if axes.get_legend() for text in axes.get_legend().get_texts()}
    assert {"t = 0.3", "t = 0.8", "truth, t = 0.3", "yours, t = 0.8"} <= texts


def test_one_coordinate_is_a_line_with_its_bar():
    p = plumbline.problem("pendulum")
    (t,) = p.axes(50)
    figure = p.plot(np.cos(t))
    drawn(figure)
    upper, lower = figure.axes
    truth, mine = (line.get_ydata() for line in upper.lines)
    np.testing.assert_array_equal(truth, p.reference(t).u)
    np.testing.assert_array_equal(mine, np.cos(t))
    np.testing.assert_array_equal(lower.lines[0].get_ydata(), mine - truth)
    assert lower.get_yscale() == "symlog"
    assert upper.collections
    assert lower.collections
    assert drawn(p.plot()) == []


def test_of_three_coordinates_the_middle_plane_is_shown():
    p = plumbline.problem("taylor-green")
    figure = p.plot(lambda *grid: p.reference(*grid).u, counts=(7, 6, 5))
    x, y, t = p.axes(7, 6, 5)
    middle = sum(p.domain["t"]) / 2
    truth = p.reference(x[:, None], y, middle).u[..., 0]
    np.testing.assert_array_equal(field(panel(figure, "truth"), (7, 6)), truth)
    assert f"t = {middle:.4g}" in figure._suptitle.get_text()


def test_another_plane_is_chosen_by_name():
    p = plumbline.problem("taylor-green")
    x, y, t = p.axes(7, 6, 5)
    u = p.reference(*p.grid(7, 6, 5)).u
    figure = p.plot(u, fixed={"y": y[2] + 1e-3}, unknown="u2")
    np.testing.assert_array_equal(field(panel(figure, "truth"), (7, 5)), p.reference(x[:, None], y[2], t).u[..., 1])
    np.testing.assert_array_equal(field(panel(figure, "yours"), (7, 5)), u[:, 2, :, 1])
    assert "u2 [dimensionless]" in {axes.get_ylabel() for axes in figure.axes}
    line = p.plot(u, fixed={"y": y[2], "t": t[1]})
    np.testing.assert_array_equal(line.axes[0].lines[1].get_ydata(), u[:, 2, 1, 0])


def test_a_derivative_is_held_against_a_derivative(burgers):
    x, t = burgers.grid(20, 15)
    figure = burgers.plot(burgers.reference(x, t, derivative="x").u, derivative="x")
    np.testing.assert_array_equal(field(panel(figure, "error"), x.shape), 0)
    assert "u_x" in figure._suptitle.get_text()


@pytest.mark.parametrize("name", ["lotka-volterra", "helmholtz", "l-shape", "heat-step", "taylor-green", "poisson-nd"])
def test_problems_of_every_kind_are_drawn(name):
    p = plumbline.problem(name)
    counts = (5,) * len(p.coordinates)
    m = len(p.unknowns)
    p.plot(counts=counts)
    drawn(p.plot(np.zeros(counts if m == 1 else (*counts, m))))


def test_values_without_numbers_are_left_white(burgers):
    values = np.zeros((6, 5))
    values[2, 3] = np.nan
    figure = burgers.plot(values)
    drawn(figure)
    assert np.isnan(field(panel(figure, "yours"), (6, 5))[2, 3])


def test_pyplot_does_not_know_the_figure(python):
    program = """
import sys, plumbline
plumbline.problem("heat").plot(counts=(4, 4)).savefig("heat.png")
print("matplotlib.pyplot" in sys.modules)
"""
    assert python(program) == "False\n"


@pytest.mark.parametrize(
    ("values", "options", "error"),
    [
        (np.zeros(5), {}, ShapeError),
        (np.zeros((0, 5)), {}, ShapeError),
        (np.zeros((5, 5)), {"counts": (5, 5)}, ArgumentError),
        ("text", {}, DTypeError),
        (None, {"unknown": "v"}, UnknownNameError),
        (None, {"derivative": "xxx"}, UnknownNameError),
        (None, {"fixed": {"z": 0}}, UnknownKeywordError),
        (None, {"fixed": {"t": 2}}, OutsideDomainError),
        (None, {"fixed": {"t": np.nan}}, OutsideDomainError),
        (None, {"fixed": {"x": 0, "t": 0}}, ArgumentError),
        (None, {"at": [2.0], "counts": (5, 5)}, OutsideDomainError),
        (None, {"at": [], "counts": (5, 5)}, ArgumentError),
        (lambda x, t: 0, {"counts": (5, 5)}, ShapeError),
    ],
)
def test_what_cannot_be_drawn_says_why(burgers, values, options, error):
    with pytest.raises(error):
        burgers.plot(values, **options)
