# SPDX-License-Identifier: MIT
"""Problems: what they say of themselves, and how they are opened, compared, copied and closed."""

import copy
import fractions
import pickle

import numpy as np
import pytest

import plumbline
from plumbline import ClosedError, ParameterError, UnknownKeywordError, UnknownNameError

ALL = plumbline.problems()


def test_the_catalogue_has_names():
    assert len(ALL) == len(set(ALL)) >= 35
    assert "burgers" in ALL


@pytest.mark.parametrize("name", ALL)
def test_a_problem_says_what_it_is(name):
    p = plumbline.problem(name)
    assert p.name == name
    assert all(isinstance(text, str) and text for text in (p.summary, p.kind, p.method))
    assert p.equation.ascii
    assert len(p.equation.ascii) == len(p.equation.latex)
    assert str(p.equation).splitlines() == p.equation.ascii
    assert p.equation._repr_latex_().startswith("$$")
    assert p.conditions
    assert all(condition.ascii and condition.latex for condition in p.conditions)
    assert tuple(p.domain) == p.coordinates
    assert all(lower < upper for lower, upper in p.domain.values())
    assert p.unknowns
    assert "" not in p.derivatives
    assert p.bar_kind in ("enclosure", "rounding", "estimate")
    assert p.sources
    assert p.cite().lstrip().startswith("@")
    assert all(source.title and source.authors and str(source.year) in str(source) for source in p.sources)
    assert p.name in str(p)
    assert p.equation.ascii[0] in str(p)


@pytest.mark.parametrize("name", ALL)
def test_parameters_lie_in_their_ranges(name):
    p = plumbline.problem(name)
    assert dict(p.parameters) == {name: info.value for name, info in p.parameter_info.items()}
    for info in p.parameter_info.values():
        assert info.range[0] <= info.value <= info.range[1]
        assert info.value == info.standard
        assert isinstance(info.value, int) == info.is_whole
        assert info.summary


def test_a_cut_lies_in_the_domain():
    p = plumbline.problem("l-shape")
    assert p.cut == {"x": (0.0, 1.0), "y": (-1.0, 0.0)}
    assert plumbline.problem("heat").cut is None


def test_a_parameter_may_change_the_coordinates():
    p = plumbline.problem("poisson-nd", d=3)
    assert p.coordinates == ("x1", "x2", "x3")
    assert len(plumbline.problem("poisson-nd", d=100).coordinates) == 100


@pytest.mark.parametrize("value", [0.25, np.float32(0.25), np.array(0.25), fractions.Fraction(1, 4)])
def test_any_real_number_is_a_parameter(value):
    assert plumbline.problem("burgers", nu=value).parameters["nu"] == 0.25


@pytest.mark.parametrize("value", [1, np.int8(1), True + 0])
def test_any_whole_number_is_a_parameter(value):
    assert plumbline.problem("burgers", nu=value).parameters["nu"] == 1.0


@pytest.mark.parametrize(
    "value",
    [
        0,
        -1.0,
        1e9,
        np.nan,
        np.inf,
        "0.1",
        None,
        True,
        1j,
        [0.1],
        np.array([0.1]),
        10**400,
        object(),
        np.True_,
        np.complex64(1),
        np.array("1"),
    ],
)
def test_what_a_parameter_cannot_be_is_refused(value):
    with pytest.raises(ParameterError, match="nu"):
        plumbline.problem("burgers", nu=value)


def test_a_whole_parameter_takes_no_fraction():
    with pytest.raises(ParameterError, match="whole number"):
        plumbline.problem("poisson-nd", d=2.5)


def test_an_unknown_problem_has_a_nearest():
    with pytest.raises(UnknownNameError) as caught:
        plumbline.problem("burger")
    assert caught.value.nearest == "burgers"
    with pytest.raises(TypeError):
        plumbline.problem(3)
    with pytest.raises(UnknownNameError):
        plumbline.problem("burgers\0")


def test_an_unknown_parameter_is_a_type_error_with_the_nearest():
    with pytest.raises(UnknownKeywordError) as caught:
        plumbline.problem("burgers", mu=0.1)
    assert (caught.value.nearest, caught.value.known) == ("nu", ("nu",))
    assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize("name", ["name", "nu", "domain", "other"])
def test_a_problem_does_not_change(name):
    p = plumbline.problem("burgers")
    with pytest.raises(AttributeError):
        setattr(p, name, 1)
    with pytest.raises(TypeError):
        p.parameters["nu"] = 1.0
    p.domain["x"] = (5.0, 6.0)
    assert p.domain["x"] == (-1.0, 1.0)


def test_problems_are_equal_where_name_and_parameters_are():
    standard = plumbline.problem("burgers").parameters["nu"]
    one, same = plumbline.problem("burgers"), plumbline.problem("burgers", nu=standard)
    assert one == same
    assert hash(one) == hash(same)
    assert one != plumbline.problem("burgers", nu=0.1)
    assert one != plumbline.problem("burgers-wave")
    assert one != "burgers"


def test_repr_opens_the_same():
    p = plumbline.problem("burgers", nu=0.1)
    assert repr(p) == "plumbline.problem('burgers', nu=0.1)"
    assert eval(repr(p)) == p


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda p: pickle.loads(pickle.dumps(p))], ids=["copy", "deepcopy", "pickle"]
)
def test_copies_are_problems_of_their_own(copied):
    p = plumbline.problem("burgers", nu=0.1)
    other = copied(p)
    assert other == p
    p.close()
    assert other.reference(0.5, 0.5).u == plumbline.problem("burgers", nu=0.1).reference(0.5, 0.5).u


def test_values_go_through_pickle(burgers):
    one = burgers.reference([0.1, 0.2], 0.5)
    two = pickle.loads(pickle.dumps(one))
    np.testing.assert_array_equal(one, two)
    assert (type(two), two.kind) == (type(one), one.kind)


def test_a_closed_problem_is_not_used():
    with plumbline.problem("burgers") as p:
        assert not p.is_closed
    assert p.is_closed
    p.close()
    uses = [
        lambda: p.reference(0, 0),
        lambda: p.score(np.zeros((3, 3))),
        lambda: p.score("file.npz"),
        lambda: pickle.dumps(p),
        lambda: copy.copy(p),
        lambda: p.__enter__(),
        lambda: plumbline.testing.assert_solves(p, lambda x, t: x),
    ]
    for use in uses:
        with pytest.raises(ClosedError, match="burgers was closed: open it again"):
            use()
    assert p.name == "burgers"
    assert "closed" in repr(p)


def test_a_closed_problem_is_not_drawn_or_written():
    pytest.importorskip("matplotlib")
    pytest.importorskip("xarray")
    p = plumbline.problem("burgers")
    p.close()
    with pytest.raises(ClosedError):
        p.plot()
    with pytest.raises(ClosedError):
        p.dataset(3, 3)


def test_it_is_closed_where_the_block_raises():
    with pytest.raises(KeyError), plumbline.problem("burgers") as p:
        raise KeyError
    assert p.is_closed
