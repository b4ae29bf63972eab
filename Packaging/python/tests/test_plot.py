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


def heading(figure):
    return figure.texts[0].get_text()


def marked(figure):
    """What is marked in the panel of the error, and the texts of its legend."""
    axes = panel(figure, "error")
    places = [tuple(tuple(v) if v[0] != v[-1] else v[0] for v in line.get_data()) for line in axes.lines]
    legend = axes.get_legend()
    return places, [text.get_text() for text in legend.get_texts()] if legend else []


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


def test_values_without_numbers_are_hatched_and_counted(burgers):
    values = np.zeros((6, 5))
    values[2, 3] = np.nan
    figure = burgers.plot(values)
    drawn(figure)
    assert np.isnan(field(panel(figure, "yours"), (6, 5))[2, 3])
    assert panel(figure, "yours").patch.get_hatch()
    assert panel(figure, "error").patch.get_hatch()
    assert not panel(figure, "truth").patch.get_hatch()
    assert "1 of 30 values are no numbers" in heading(figure)
    assert "numbers" not in heading(burgers.plot(np.zeros((6, 5))))


def test_a_ring_is_around_the_largest_error(burgers):
    x, t = burgers.grid(20, 15)
    mine = burgers.reference(x, t).u
    mine[7, 4] += 1e-3
    ((ring,), legend) = marked(burgers.plot(mine))
    assert ring == (x[7, 4], t[7, 4])
    assert legend == ["largest, 1.00e-03"]
    figure = burgers.plot(mine, along="x", fixed={"t": t[7, 4]})
    assert figure.axes[1].lines[-1].get_xdata() == [x[7, 4]]
    assert marked(burgers.plot(lambda x, t: burgers.reference(x, t).u, counts=(20, 15))) == ([], [])


def test_what_a_diagnosis_names_is_marked():
    heat = plumbline.problem("heat")
    x, t = heat.grid(65, 33)
    start = heat.reference(x, t).u + 0.1 * x
    rings, legend = marked(heat.plot(start, score=heat.score(start)))
    assert legend == ["largest, 1.00e-01", "initial-state"]
    assert rings[1:] == [(1.0, (0, 1)), ((0, 1), 0.0)]
    outlier = heat.reference(x, t).u
    outlier[10, 10] = 5
    figure = heat.plot(outlier, x, t, score=heat.score(outlier))
    place = (x[10, 10], t[10, 10])
    assert marked(figure) == ([place, place], ["largest, 4.86e+00", "outlier"])
    assert "diagnosis: outlier" in heading(figure)
    assert "relative L2 error" in heading(figure)


def test_what_a_diagnosis_names_off_the_plane_is_not_marked():
    p = plumbline.problem("taylor-green")
    x, y, t = p.grid(12, 12, 5)
    values = p.reference(x, y, t).u
    values[3, 4, 1, 0] += 5
    score = p.score(values)
    assert [d.code for d in score.diagnosis] == ["outlier"]
    assert marked(p.plot(values, score=score)) == ([], [])
    assert len(marked(p.plot(values, score=score, fixed={"t": t[0, 0, 1]}))[0]) == 2
    assert len(marked(p.plot(values, score=score, fixed={"t": t[0, 0, 1]}, unknown="u2"))[0]) == 0


def test_a_long_title_has_lines():
    p = plumbline.problem("black-scholes")
    assert "\n" not in heading(p.plot(counts=(5, 5)))
    lines = heading(p.plot(counts=(5, 5), figsize=(4, 4))).split("\n")
    assert max(map(len, lines)) <= 36
    assert " ".join(lines) == heading(p.plot(counts=(5, 5)))


def test_of_several_unknowns_the_error_is_that_of_all():
    p = plumbline.problem("lotka-volterra")
    (t,) = p.axes(50)
    values = p.reference(t).u * [1.1, 1]
    assert "relative L2 error of all unknowns" in heading(p.plot(values, t, score=p.score(values, t)))


def test_a_grid_of_its_own_comes_in_any_order(burgers):
    x, t = np.array([-0.9, -0.1, 0.0, 0.6]), np.array([0.0, 0.3, 0.35])
    order = np.random.default_rng(1).permutation(12)
    rows = np.stack(np.meshgrid(x, t, indexing="ij"), axis=-1).reshape(-1, 2)[order]
    figure = burgers.plot(rows[:, 0] + rows[:, 1], points=rows)
    np.testing.assert_allclose(field(panel(figure, "yours"), (4, 3)), x[:, None] + t)
    np.testing.assert_array_equal(field(panel(figure, "truth"), (4, 3)), burgers.reference(x[:, None], t).u)
    gap = burgers.plot(rows[1:, 0], points=rows[1:])
    assert np.isnan(field(panel(gap, "yours"), (4, 3))).sum() == 1
    assert "1 of 12" in heading(gap)


def test_points_that_are_no_grid_are_drawn_as_points(burgers):
    rows = np.random.default_rng(1).uniform([-1, 0], [1, 1], (50, 2))
    values = burgers.reference(points=rows).u + 0.1
    values[3] = np.nan
    figure = burgers.plot(values, points=rows)
    drawn(figure)
    dots = panel(figure, "error").collections[0]
    np.testing.assert_array_equal(dots.get_offsets(), np.delete(rows, 3, axis=0))
    np.testing.assert_allclose(dots.get_array(), 0.1)
    assert "1 of 50" in heading(figure)
    assert "at all points" in heading(figure)
    for options in ({"fixed": {"t": 0.5}}, {"at": [0.5]}, {"counts": (5, 5)}):
        with pytest.raises(ArgumentError):
            burgers.plot(values, points=rows, **options)


def test_of_a_hundred_coordinates_two_are_drawn_through_the_middle_of_the_others():
    p = plumbline.problem("poisson-nd", d=100)
    figure = p.plot(counts=(5, 6, *[3] * 98))
    x, y = (np.linspace(*p.domain["x1"], count) for count in (5, 6))
    middle = {name: 0.5 for name in p.coordinates[2:]}
    truth = p.reference(x1=x[:, None], x2=y, **middle).u
    np.testing.assert_array_equal(field(panel(figure, "truth"), (5, 6)), truth)
    assert heading(figure) == "poisson-nd: u, d = 100, x3, … x100 = 0.5"
    other = p.plot(lambda *x: x[8], along=("x9", "x3"), fixed={"x1": 0.25})
    assert "x9 [dimensionless]" in labels(other)
    assert heading(other).startswith("poisson-nd: u, d = 100, x1 = 0.25, x2, … x100 = 0.5")


def test_ticks_of_an_error_have_room(burgers):
    for size in (1e-13, 1e-8, 1.0, 3e5):
        figure = burgers.plot(lambda x, t, size=size: burgers.reference(x, t).u + size, counts=(9, 9))
        drawn(figure)
        axis = figure.axes[-1] if figure.axes[-1].get_yscale() == "symlog" else figure.axes[-2]
        places = sorted(axis.transData.transform((0, tick))[1] for tick in axis.get_yticks())
        height = axis.get_window_extent().height
        assert np.diff(places).min() > height / 14, size
        assert len(places) <= 7


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_a_file_is_the_same_whenever_it_is_drawn(burgers, form):
    from plumbline._picture import saved

    values = np.zeros((20, 15))
    first, second = (saved(burgers.plot(values), form, "u < v") for _ in range(2))
    assert first == second
    assert len(first) < 300_000


def test_an_svg_has_text_and_says_what_it_is(burgers):
    from plumbline._picture import saved

    text = saved(burgers.plot(np.zeros((20, 15))), "svg", 'u < "v"').decode()
    assert text.count('<title>u &lt; "v"</title>') == 1
    assert 'role="img"' in text
    assert "t [dimensionless]</text>" in text
    assert "<image" in text
    assert "<dc:date>" not in text


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
        (None, {"along": "z"}, UnknownNameError),
        (None, {"along": ["x", "x"]}, ArgumentError),
        (None, {"along": []}, ArgumentError),
        (None, {"along": "x", "fixed": {"x": 0}}, ArgumentError),
        (None, {"x": 0.0, "t": 0.0}, ArgumentError),
        (np.zeros(2), {"points": np.zeros((3, 2))}, ShapeError),
        (np.zeros(3), {"points": np.full((3, 2), 7.0)}, OutsideDomainError),
    ],
)
def test_what_cannot_be_drawn_says_why(burgers, values, options, error):
    with pytest.raises(error):
        burgers.plot(values, **options)
