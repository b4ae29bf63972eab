# SPDX-License-Identifier: MIT
"""Assertions pass on solutions, and on nothing else."""

import numpy as np
import pytest

import plumbline
from plumbline import ArgumentError, ParameterError, ShapeError, UnknownKeywordError, UnknownNameError, _records
from plumbline.gradients import Unsupported
from plumbline.testing import assert_gradients, assert_solves


@pytest.fixture
def records():
    found = []
    _records.listen(found.append)
    yield found
    _records.forget(found.append)


def solver(x, t):
    return plumbline.problem("burgers", nu=0.02).reference(x, t).u


def near(x, t):
    return solver(x, t) + 1e-4 * np.cos(3 * x + t)


def test_a_solver_passes_and_its_score_is_returned(records):
    score = assert_solves("burgers", solver, nu=0.02)
    assert score.verdict == "indistinguishable"
    assert assert_solves(plumbline.problem("burgers", nu=0.02), near).is_within(1e-3)
    assert [(found["kind"], found["problem"], found["passed"]) for found in records] == [
        ("solves", "burgers", True)
    ] * 2
    assert records[0]["parameters"] == {"nu": 0.02}
    assert records[1]["relative_l2"] == pytest.approx(1e-4, rel=0.5)


def test_an_open_problem_stays_open(burgers):
    assert_solves(burgers, near)
    assert not burgers.is_closed


def test_a_solver_that_is_too_far_off_fails_with_figures_and_reasons(records):
    with pytest.raises(AssertionError) as caught:
        assert_solves("burgers", lambda x, t: 1.1 * solver(x, t), nu=0.02, relative_l2=0.01, counts=(41, 21))
    text = str(caught.value)
    assert (
        "plumbline.problem('burgers', nu=0.02) is not solved: relative L2 error 0.1 > 0.01 on the grid [41, 21]" in text
    )
    assert "diagnosis: scaled: u is 1.1 times the truth" in text
    (found,) = records
    assert (found["passed"], found["diagnosis"], found["grid"], found["limit"]) == (False, ["scaled"], [41, 21], 0.01)


def test_the_limit_decides():
    error = assert_solves("burgers", near, nu=0.02).relative_l2
    assert_solves("burgers", near, nu=0.02, relative_l2=error * 1.01)
    with pytest.raises(AssertionError):
        assert_solves("burgers", near, nu=0.02, relative_l2=error * 0.99)


NOTHING = {
    "None": lambda x, t: None,
    "NaN": lambda x, t: np.full_like(x, np.nan),
    "one NaN": lambda x, t: np.where((x == x[3, 4]) & (t == t[3, 4]), np.nan, solver(x, t)),
    "infinite": lambda x, t: solver(x, t) / 0.0,
    "empty": lambda x, t: np.empty(0),
    "empty of the right rank": lambda x, t: np.empty((0, 0)),
    "a number": lambda x, t: 0.0,
    "another shape": lambda x, t: solver(x, t).T,
    "flat": lambda x, t: solver(x, t).ravel(),
    "complex": lambda x, t: solver(x, t) + 0j,
    "text": lambda x, t: "u",
    "masked": lambda x, t: np.ma.masked_all(x.shape),
    "zero": lambda x, t: 0 * x,
    "objects": lambda x, t: solver(x, t).astype(object),
}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("nothing", NOTHING.values(), ids=NOTHING.keys())
def test_nothing_is_no_solution(nothing, records):
    with pytest.raises(AssertionError, match="is not solved"):
        assert_solves("burgers", nothing, nu=0.02, counts=(21, 11), relative_l2=0.5)
    (found,) = records
    assert not found["passed"]
    assert found["verdict"]


def test_a_solver_that_raises_is_recorded(records):
    with pytest.raises(ZeroDivisionError):
        assert_solves("burgers", lambda x, t: 1 // 0)
    assert records[0]["verdict"] == "the solver raised an exception"
    assert not records[0]["passed"]


def test_several_unknowns_may_come_as_a_tuple():
    p = plumbline.problem("kovasznay")
    assert_solves(p, lambda x, y: tuple(np.moveaxis(p.reference(x, y).u, -1, 0)))


@pytest.mark.parametrize(
    ("arguments", "options", "error"),
    [
        (("burger", solver), {}, UnknownNameError),
        (("burgers", solver), {"mu": 1}, UnknownKeywordError),
        (("burgers", solver), {"nu": -1}, ParameterError),
        (("burgers", None), {}, ArgumentError),
        (("burgers", np.zeros(3)), {}, ArgumentError),
        (("burgers", solver), {"counts": (3,)}, ShapeError),
        (("burgers", solver), {"relative_l2": np.nan}, ParameterError),
        (("burgers", solver), {"relative_l2": -1e-3}, ParameterError),
        (("burgers", solver), {"relative_l2": np.inf}, ParameterError),
        (("burgers", solver), {"relative_l2": None}, ParameterError),
        (("burgers", solver), {"threads": 0}, ParameterError),
        (("poisson-nd", solver), {}, ShapeError),
    ],
)
def test_a_wrong_question_is_no_failed_solver(arguments, options, error, records):
    with pytest.raises(error):
        assert_solves(*arguments, **options)
    assert records == []


def test_parameters_go_with_a_name(burgers):
    with pytest.raises(ArgumentError, match="leave them out"):
        assert_solves(burgers, solver, nu=0.02)


def test_right_gradients_pass(records):
    assert assert_gradients(lambda q: q.gradient).is_right
    assert (records[0]["kind"], records[0]["passed"], records[0]["wrong"]) == ("gradients", True, 0)


def wrong(change):
    """Answers to a small question that are wrong, and right ones to the others."""
    return lambda q: change(q.gradient) if q.name == "activation-sin" else q.gradient


GRADIENTS = {
    "wrong": (wrong(lambda g: 2 * g), "1 answers are wrong"),
    "NaN": (wrong(lambda g: np.nan * g), "1 answers are wrong"),
    "None": (wrong(lambda g: None), "1 answers are wrong"),
    "unsupported": (lambda q: Unsupported("not yet"), "no question was answered"),
    "no answers": ({}, "the gradients are not right"),
    "another shape": (lambda q: q.gradient[:-1], "the gradients are not right"),
    "text": (lambda q: "0.5", "the gradients are not right"),
}


@pytest.mark.parametrize(("answers", "text"), GRADIENTS.values(), ids=GRADIENTS.keys())
def test_other_gradients_fail(answers, text, records):
    with pytest.raises(AssertionError, match=text):
        assert_gradients(answers)
    assert not records[0]["passed"]


def test_a_fault_is_named_in_the_failure(records):
    with pytest.raises(AssertionError, match="the fault: parameters-reversed"):
        assert_gradients(wrong(lambda g: g[::-1]))
    assert records[0]["faults"][0] == "parameters-reversed"


def test_a_wrong_question_is_no_wrong_gradient():
    with pytest.raises(UnknownNameError):
        assert_gradients({"no-such-question": [0.0]})
    with pytest.raises(UnknownNameError):
        assert_gradients({}, precision="half")
