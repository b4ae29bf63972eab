# SPDX-License-Identifier: MIT
"""Scores of arrays, functions and files."""

import json
import pathlib

import numpy as np
import pytest

import plumbline
from plumbline import (
    ArgumentError,
    DataError,
    DTypeError,
    MissingFileError,
    NotFiniteError,
    ParameterError,
    ShapeError,
)

COUNTS = (41, 21)


@pytest.fixture(scope="module")
def truth(burgers):
    return burgers.reference(*burgers.grid(*COUNTS)).u


@pytest.fixture(scope="module")
def bump(burgers):
    """An error that is no usual mistake."""
    x, t = burgers.grid(*COUNTS)
    return 1e-3 * np.exp(-20 * ((x - 0.3) ** 2 + (t - 0.4) ** 2))


def test_figures_are_what_they_are_called(burgers, truth, bump):
    score = burgers.score(truth + bump)
    x, t = burgers.grid(*COUNTS)
    worst = np.unravel_index(np.argmax(bump), bump.shape)
    assert score.relative_l2 == pytest.approx(np.linalg.norm(bump) / np.linalg.norm(truth), rel=1e-9)
    assert score.rmse == pytest.approx(np.sqrt(np.mean(bump**2)), rel=1e-9)
    assert score.max_error == pytest.approx(bump.max(), rel=1e-9)
    assert score.max_error_at == {"x": x[worst], "t": t[worst]}
    assert (score.points, score.verdict, score.correction, score.gap) == (truth.size, "scored", None, None)
    assert score.bar_kind == burgers.bar_kind
    assert 0 < score.bar < 1e-12
    assert score.beyond.of == truth.size
    assert 0 < score.beyond.count <= truth.size
    assert set(score.beyond.at) == {"x", "t"}
    (unknown,) = score.unknowns
    assert (unknown.name, unknown.max_error, unknown.rmse) == ("u", score.max_error, score.rmse)
    assert [(c.coordinate, c.start, c.stop, c.is_partial) for c in score.coverage] == [
        ("x", -1, 1, False),
        ("t", 0, 1, False),
    ]
    assert score.slope.coordinate in ("x", "t")
    assert score.initial.points == 41
    assert score.boundary.points == 42
    assert score.bands.low**2 + score.bands.mid**2 + score.bands.high**2 == pytest.approx(
        score.relative_l2**2, rel=1e-6
    )
    assert json.loads(json.dumps(score.raw)) == score.raw
    assert type(score.relative_l2) is type(score.max_error) is type(score.beyond.worst) is float


def test_the_truth_is_indistinguishable(burgers, truth):
    score = burgers.score(truth)
    assert score.verdict == "indistinguishable"
    assert score.beyond.count == 0
    u, bar = burgers.reference(*burgers.grid(*COUNTS))
    near = burgers.score(u + 0.5 * bar)
    assert (near.verdict, near.relative_l2 > 0) == ("indistinguishable", True)
    assert near.is_within(0)
    assert "indistinguishable from the reference" in str(score)


def test_all_ways_to_give_values_are_one(burgers, truth, bump, tmp_path):
    x, t = burgers.grid(*COUNTS)
    mine = truth + bump
    order = np.random.default_rng(2).permutation(mine.size)
    np.savez(tmp_path / "mine.npz", x=x[:, 0], t=t[0], u=mine)
    ways = [
        burgers.score(mine),
        burgers.score(mine[..., None]),
        burgers.score(mine, x, t),
        burgers.score(mine, x[:, :1], t[0]),
        burgers.score(mine, points=np.stack([x, t], axis=-1)),
        burgers.score(mine.ravel()[order], x.ravel()[order], t.ravel()[order]),
        burgers.score(mine.reshape(-1, 1), x.ravel(), t.ravel()),
        burgers.score(lambda x, t: mine, counts=COUNTS),
        burgers.score(str(tmp_path / "mine.npz")),
        burgers.score(tmp_path / "mine.npz", threads=1),
    ]
    for score in ways:
        assert score.relative_l2 == pytest.approx(ways[0].relative_l2, rel=1e-12)
        assert score.max_error_at == ways[0].max_error_at


def test_a_function_gets_the_usual_grid():
    p = plumbline.problem("wave")
    seen = []
    score = p.score(lambda *grid: seen.append(grid) or p.reference(*grid).u)
    assert score.verdict == "indistinguishable"
    np.testing.assert_array_equal(seen[0], p.grid())


def test_several_unknowns_are_the_last_axis_or_a_tuple():
    p = plumbline.problem("kovasznay")
    grid = p.grid(20, 30)
    u = p.reference(*grid).u
    for values in (u, tuple(np.moveaxis(u, -1, 0))):
        assert p.score(values).verdict == "indistinguishable"
        assert p.score(values, *grid).verdict == "indistinguishable"
        assert p.score(lambda x, y, values=values: values, counts=(20, 30)).verdict == "indistinguishable"
    off = u.copy()
    off[..., 1] *= 1.5
    score = p.score(off)
    assert [unknown.beyond == 0 for unknown in score.unknowns] == [True, False, True]
    assert f"{score.unknowns[1].name}: relative L2 error" in str(score)


def test_of_a_cut_box_only_the_domain_is_scored():
    p = plumbline.problem("l-shape")
    x, y = p.grid(11, 11)
    cut = (x > 0) & (y < 0)
    u = np.full((11, 11), np.nan)
    u[~cut] = p.reference(x[~cut], y[~cut]).u
    score = p.score(u)
    assert (score.verdict, score.points) == ("indistinguishable", 121 - cut.sum())
    u[0, 0] = np.nan
    with pytest.raises(NotFiniteError, match=r"values\[0, 0\] is nan"):
        p.score(u)


def test_where_the_truth_jumps_it_is_not_scored():
    p = plumbline.problem("heat-step")
    score = p.score(lambda x, t: 0.0 * x)
    assert score.points == p.grid()[0].size - 2
    assert any("the solution jumps" in note for note in score.notes)


def test_a_mistake_is_recognised(burgers, truth):
    score = burgers.score(1.1 * truth)
    (diagnosis,) = score.diagnosis
    assert (diagnosis.code, diagnosis.certainty, diagnosis.subject) == ("scaled", "stated", "u")
    assert diagnosis.value == pytest.approx(1.1)
    assert diagnosis.given == 1.0
    assert diagnosis.leaves < 1e-12
    assert str(diagnosis) == f"scaled: {diagnosis.message}"
    assert f"diagnosis: {diagnosis}" in str(score).splitlines()


def test_a_place_is_recognised():
    p = plumbline.problem("heat")
    x, t = p.grid(41, 41)
    u = p.reference(x, t).u
    u[20, 20] += 0.5
    score = p.score(u)
    (diagnosis,) = [d for d in score.diagnosis if d.code == "outlier"]
    (place,) = diagnosis.places
    assert place.unknown == "u"
    assert place.error == pytest.approx(0.5)


def test_a_correction_is_said_and_does_not_count(burgers, truth):
    x, t = burgers.grid(*COUNTS)
    score = burgers.score(truth, 2 * x, t)
    assert score.verdict == "corrected"
    assert score.correction == score.diagnosis[0]
    assert score.correction.code == "shifted-range"
    assert score.relative_l2 < 1e-12
    assert not score.is_within(1e-3)
    assert "scored after a correction, shifted-range" in str(score)


def test_part_of_the_domain_is_called_so(burgers, truth):
    x, t = burgers.grid(*COUNTS)
    score = burgers.score(truth[:10], x[:10], t[:10])
    assert [c.is_partial for c in score.coverage] == [True, False]
    assert "on the part of the domain that the points cover" in str(score)


def test_a_truth_of_zero_has_no_relative_error(burgers):
    x, t = np.zeros(20), np.linspace(0, 1, 20)
    score = burgers.score(np.full(20, 0.5), x, t)
    assert score.relative_l2 is None
    assert not score.is_within(1e9)
    assert "none, the truth is zero here" in str(score)


@pytest.mark.parametrize("limit", [-1, np.nan, np.inf, None, "1e-3", True, [1e-3]])
def test_a_limit_is_a_number_that_is_not_negative(burgers, truth, limit):
    with pytest.raises(ParameterError, match="limit"):
        burgers.score(truth).is_within(limit)


def test_a_limit_is_held_to(burgers, truth, bump):
    score = burgers.score(truth + bump)
    assert score.is_within(score.relative_l2)
    assert not score.is_within(score.relative_l2 * (1 - 1e-12))


ARRAYS = {
    "1-D": (np.zeros(100), ShapeError, r"values has shape \(100,\), which is no grid of x, t"),
    "3-D": (np.zeros((4, 5, 2)), ShapeError, "which is no grid"),
    "0-D": (np.float64(0.0), ShapeError, "which is no grid"),
    "empty": (np.zeros((0, 5)), ShapeError, "there are no points|at least 1"),
    "NaN": (np.full((4, 5), np.nan), NotFiniteError, r"values\[0, 0\] is nan, 20 of 20"),
    "inf": (np.array([[0.0, 0.0], [0.0, np.inf]]), NotFiniteError, r"values\[1, 1\] is inf"),
    "None": (None, DTypeError, "values is None"),
    "complex": (np.zeros((4, 5), complex), DTypeError, "two unknowns"),
    "bool": (np.zeros((4, 5), bool), DTypeError, "astype"),
    "object": (np.full((4, 5), None), DTypeError, "dtype=float"),
    "masked": (np.ma.masked_all((4, 5)), NotFiniteError, "masked"),
    "list of text": ([["a", "b"]], DTypeError, "numpy.asarray"),
}


@pytest.mark.parametrize(("values", "error", "text"), ARRAYS.values(), ids=ARRAYS.keys())
def test_what_is_no_solution_is_refused(burgers, values, error, text):
    with pytest.raises(error, match=text):
        burgers.score(values)


@pytest.mark.parametrize("values", [np.zeros(3), np.zeros((5, 4)), np.zeros((4, 5, 2)), 0.0, np.zeros((4, 1))])
def test_values_do_not_broadcast(burgers, values):
    x, t = burgers.grid(4, 5)
    with pytest.raises(ShapeError, match=r"values has shape .*, and the points need \(4, 5\)"):
        burgers.score(values, x, t)
    with pytest.raises(ShapeError, match=r"the function's result has shape .*, and the points need \(4, 5\)"):
        burgers.score(lambda x, t: values, counts=(4, 5))


def test_unknowns_that_do_not_fit_are_refused():
    p = plumbline.problem("kovasznay")
    x, y = p.grid(4, 5)
    with pytest.raises(ShapeError, match=r"points need \(4, 5, 3\), the unknowns u1, u2, u3 last"):
        p.score(x, x, y)
    with pytest.raises(ShapeError, match=r"values has arrays of shapes \(4, 5\), \(4, 5\), \(4,\)"):
        p.score((x, x, x[:, 0]), x, y)
    with pytest.raises(ShapeError, match="which is no grid of x, y, and 3 unknowns last"):
        p.score(x)


def test_no_points_are_no_score(burgers):
    with pytest.raises(ShapeError, match="there are no points to score"):
        burgers.score([], [], [])


def test_points_that_are_nowhere_are_refused(burgers):
    with pytest.raises(NotFiniteError, match=r"t\[0\] is nan"):
        burgers.score([0.0, 0.0], [0.0, 0.5], [np.nan, 0.5])


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ((np.zeros((3, 3)),), {"field": "u"}),
        ((np.zeros((3, 3)),), {"map": {"u": "v"}}),
        ((lambda x, t: x,), {"sample": 0}),
        ((np.zeros((3, 3)),), {"counts": (3, 3)}),
        (("file.npz", 0, 0), {}),
        ((lambda x, t: x, 0, 0), {}),
        (("file.npz",), {"counts": (3, 3)}),
    ],
)
def test_arguments_that_do_not_go_together_are_refused(burgers, arguments, options):
    with pytest.raises(ArgumentError):
        burgers.score(*arguments, **options)


def test_a_file_is_read_as_it_is_told(burgers, truth, tmp_path):
    x, t = burgers.axes(*COUNTS)
    file = tmp_path / "größe.npz"
    np.savez(file, x=x, t=t, good=truth, bad=2 * truth)
    assert burgers.score(file, field="good").verdict == "indistinguishable"
    assert burgers.score(file, field=["bad"]).relative_l2 == pytest.approx(1)
    assert burgers.score(file, map={"u": "good"}).scored == ("good",)
    np.savez(file, lon=x, when=t, u=truth)
    assert burgers.score(file, map={"x": "lon", "t": "when"}).verdict == "indistinguishable"


def test_a_file_with_gaps_is_within_no_limit(burgers, truth, tmp_path):
    x, t = burgers.axes(*COUNTS)
    u = truth.copy()
    u[3, 4] = np.nan
    np.savez(tmp_path / "gap.npz", x=x, t=t, u=u)
    score = burgers.score(tmp_path / "gap.npz")
    assert "hold NaN" in score.gap
    assert not score.is_within(1)
    assert f"gap: {score.gap}" in str(score)


def test_files_that_cannot_be_read_say_why(burgers, tmp_path):
    with pytest.raises(MissingFileError, match="there is no file") as caught:
        burgers.score(tmp_path / "none.npz")
    assert isinstance(caught.value, FileNotFoundError)
    with pytest.raises(MissingFileError):
        burgers.score("no\0ne.npz")
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"PK\x03\x04 and nothing else")
    with pytest.raises(DataError):
        burgers.score(broken)
    with pytest.raises(DataError):
        burgers.score(pathlib.Path(tmp_path))


def test_choices_that_a_file_does_not_have_are_refused(burgers, truth, tmp_path):
    x, t = burgers.axes(*COUNTS)
    file = tmp_path / "mine.npz"
    np.savez(file, x=x, t=t, u=truth)
    with pytest.raises(DataError, match="there is no array 'v' among x, t, u"):
        burgers.score(file, field="v")
    with pytest.raises(plumbline.UnknownNameError, match="coordinate or unknown 'q'"):
        burgers.score(file, map={"q": "u"})
    with pytest.raises(DataError, match="one run"):
        burgers.score(file, sample=3)
    for sample in (-1, 1.5, "0", 2**63):
        with pytest.raises(ParameterError, match="sample is"):
            burgers.score(file, sample=sample)
    for options in ({"field": []}, {"map": {}}, {"field": ["a", None]}, {"map": {"u": "a", "x": "b,c"}}):
        with pytest.raises(ArgumentError):
            burgers.score(file, **options)
