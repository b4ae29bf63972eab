# SPDX-License-Identifier: MIT
"""The gradient suite: questions, answers of any kind, verdicts."""

import numpy as np
import pytest

from plumbline import ArgumentError, DataError, DTypeError, ParameterError, ShapeError, UnknownNameError
from plumbline.gradients import Unsupported, description, questions, score

ALL = questions()
RIGHT = {question.name: question.gradient for question in ALL}


def test_questions_are_data():
    assert len({question.name for question in ALL}) == len(ALL) >= 10
    assert all(description())
    for q in ALL:
        d = len(q.coordinates)
        assert q.parameters.shape == q.gradient.shape
        assert q.collocation.shape[1] == d
        assert q.boundary_points.shape == (len(q.boundary_values), d)
        assert np.isfinite(q.gradient).all()
        assert q.hidden
        assert q.residual in repr(q)
        np.testing.assert_array_equal(q.parameters, q.parameters.astype(np.float32))
        assert q.raw["name"] == q.name


def network(q, theta, x):
    """u and its first two derivatives by the only coordinate, by Taylor's rule through each layer."""
    widths, at = [1, *q.hidden, 1], 0
    a, da, dda = np.array([x]), np.ones(1), np.zeros(1)
    for k, (m, n) in enumerate(zip(widths, widths[1:])):
        w = theta[at : at + m * n].reshape(n, m)
        b = theta[at + m * n : at + m * n + n]
        at += m * n + n
        z, dz, ddz = w @ a + b, w @ da, w @ dda
        if k == len(q.hidden):
            return z[0], dz[0], ddz[0]
        y = np.tanh(z)
        a, da, dda = y, (1 - y**2) * dz, (1 - y**2) * ddz - 2 * y * (1 - y**2) * dz**2


def loss(q, theta):
    residuals = []
    for (x,) in q.collocation:
        u, du, ddu = network(q, theta, x)
        residuals.append(ddu + u * du - 1 / 7)
    misfits = [network(q, theta, x)[0] - value for (x,), value in zip(q.boundary_points, q.boundary_values)]
    return np.mean(np.square(residuals)) + np.sum(np.square(misfits))


def test_a_question_asks_what_its_description_says():
    q = next(question for question in ALL if question.name == "second-order")
    assert loss(q, q.parameters) == pytest.approx(q.loss, rel=1e-14)
    h = 1e-5
    for i, expected in enumerate(q.gradient):
        step = h * (np.arange(len(q.parameters)) == i)
        assert (loss(q, q.parameters + step) - loss(q, q.parameters - step)) / (2 * h) == pytest.approx(
            expected, abs=1e-8
        )


@pytest.mark.parametrize(
    "answers", [RIGHT, lambda q: q.gradient, lambda q: list(q.gradient)], ids=["map", "function", "list"]
)
def test_right_answers_are_right(answers):
    result = score(answers)
    assert (result.wrong, result.answered, result.is_right) == (0, len(ALL), True)
    assert result.counts["right"] == len(ALL)
    assert result.faults == {}
    assert [r.question for r in result.results] == list(RIGHT)
    assert all(r.error < 8 and not r.is_wrong and r.fault is None for r in result.results)
    assert str(result) == f"gradients: {len(ALL)} right"


def test_single_precision_is_judged_as_such():
    rounded = {name: gradient.astype(np.float32) for name, gradient in RIGHT.items()}
    assert score(rounded, "float32").is_right
    assert score({"direct": rounded["direct"]}).results[0].is_wrong


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        ("parameters-reversed", lambda q: q.gradient[::-1]),
        ("zero-gradient", lambda q: 0 * q.gradient),
        ("factor-two-missing", lambda q: q.gradient / 2),
        ("last-parameter-dropped", lambda q: np.append(q.gradient[:-1], 0)),
    ],
)
def test_a_fault_is_named(fault, answer):
    # To name a fault takes seconds for the large questions.
    result = score({q.name: answer(q) if q.activation != "tanh" else q.gradient for q in ALL})
    assert result.wrong == result.counts["wrong"] > 0
    assert fault in {name for r in result.results for name in r.faults}
    assert not result.is_right
    wrong = next(r for r in result.results if r.is_wrong)
    assert wrong.message in str(result)
    assert "the fault: " in str(result)


@pytest.mark.parametrize("answer", [None, [np.nan], [np.inf], [-np.inf]])
def test_no_number_is_wrong(answer):
    name = ALL[0].name
    answers = dict(RIGHT)
    answers[name] = None if answer is None else np.concatenate([answer, RIGHT[name][1:]])
    result = score(answers)
    assert (result.results[0].verdict, result.results[0].is_wrong, result.results[0].error) == (
        "not a number",
        True,
        None,
    )
    assert result.wrong == 1


def test_unsupported_is_not_wrong():
    result = score({**RIGHT, "shared": Unsupported("no layers are shared here")})
    (shared,) = [r for r in result.results if r.question == "shared"]
    assert (shared.verdict, shared.is_wrong, shared.message) == ("unsupported", False, "no layers are shared here")
    assert result.is_right
    assert "no layers are shared here" in str(result)


def test_a_function_may_not_support_a_question():
    def answer(q):
        if q.activation != "tanh":
            raise NotImplementedError(f"no {q.activation}")
        return q.gradient

    result = score(answer)
    assert result.is_right
    assert result.counts["unsupported"] == sum(q.activation != "tanh" for q in ALL)

    def fail(q):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        score(fail)


def test_a_question_passed_over_is_wrong():
    result = score({ALL[0].name: RIGHT[ALL[0].name]})
    assert (result.answered, result.wrong, result.counts["unanswered"]) == (1, len(ALL) - 1, len(ALL) - 1)


def test_nothing_answered_is_not_right():
    assert not score(lambda q: Unsupported("nothing is")).is_right


@pytest.mark.parametrize(
    ("answers", "precision", "error", "text"),
    [
        ({}, "float64", DataError, "empty"),
        ({"secnd-order": [0.0]}, "float64", UnknownNameError, "did you mean 'second-order'"),
        ({"direct": [0.0]}, "float64", ShapeError, r"answer to direct has shape \(1,\)"),
        ({"direct": np.zeros((27, 1))}, "float64", ShapeError, "give each its derivative"),
        ({"direct": ["a"] * 27}, "float64", DTypeError, "answer to direct holds"),
        ({"direct": Unsupported}, "float64", DTypeError, "say why"),
        (RIGHT, "double", UnknownNameError, "there is no precision 'double'"),
        (None, "float64", ArgumentError, "answers is NoneType"),
        ([RIGHT], "float64", ArgumentError, "answers is list"),
    ],
)
def test_what_is_no_answer_says_why(answers, precision, error, text):
    with pytest.raises(error, match=text):
        score(answers, precision)


def test_threads_are_a_positive_whole_number():
    assert score(RIGHT, threads=1).is_right
    with pytest.raises(ParameterError):
        score(RIGHT, threads=0)
