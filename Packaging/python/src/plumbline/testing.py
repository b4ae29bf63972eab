# SPDX-License-Identifier: MIT
"""Assertions for test suites.

    from plumbline.testing import assert_solves

    def test_burgers():
        assert_solves("burgers", my_solver, relative_l2=1e-3, nu=0.02)

Under pytest, `--plumbline-report` lists what they found, and the fixture `plumbline_problem` opens problems.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Callable

from ._errors import ArgumentError, ParameterError, PlumblineError, UnknownNameError
from ._grid import mesh
from ._handle import real
from ._jobs import thread_count
from ._names import named
from ._problem import Problem
from ._records import recorded
from ._score import Score
from .gradients import PRECISIONS, Answers, GradientScore
from .gradients import score as _score_gradients

__all__ = ["assert_gradients", "assert_solves"]


def assert_solves(
    problem: str | Problem,
    solver: Callable[..., Any],
    *,
    relative_l2: float = 1e-3,
    counts: Sequence[int] | None = None,
    threads: int | None = None,
    **parameters: float,
) -> Score:
    """Fails where a solver is farther from the truth than that.

    Parameters
    ----------
    problem
        One of the catalogue by name, or open.
    solver
        Called with the arrays of a grid, one per coordinate, all of the grid's shape; returns the solution of the same
        shape, of several unknowns with these as the last axis or as a tuple of arrays.
    relative_l2
        The largest ``norm(u - truth) / norm(truth)``. Values within their own bars pass always.
    counts
        The grid's nodes per coordinate; by default those on which the problem is usually judged.
    threads
        At most so many; None for one per core.
    **parameters
        Values of the problem's parameters, where it is given by name.

    Returns
    -------
    Score
        How far it is, where, and why.

    Raises
    ------
    AssertionError
        The solver is farther off, or gives something that is no solution: None, NaN, another shape, nothing. The text
        says how far off it is, where, and what explains it.
    PlumblineError
        There is no such problem, parameter or grid.
    """
    limit = real(relative_l2, "relative_l2")
    if not 0 <= limit < math.inf:
        raise ParameterError(f"relative_l2 is {relative_l2!r}: give a number that is not negative, as in 1e-3")
    if not callable(solver):
        raise ArgumentError(f"the solver is {type(solver).__name__}: give a function of the coordinates' arrays")
    thread_count(threads)
    if isinstance(problem, Problem):
        if parameters:
            raise ArgumentError("an open problem has its parameters: leave them out, or give its name")
        return _solves(problem, solver, limit, counts, threads)
    with Problem(problem, **parameters) as opened:
        return _solves(opened, solver, limit, counts, threads)


def _solves(
    problem: Problem, solver: Callable[..., Any], limit: float, counts: Sequence[int] | None, threads: int | None
) -> Score:
    problem._open()
    axes = problem.axes(*counts or ())
    grid = mesh(axes)
    found: dict[str, Any] = {
        "kind": "solves",
        "problem": problem.name,
        "parameters": dict(problem.parameters),
        "grid": [len(axis) for axis in axes],
        "limit": limit,
        "passed": False,
        "relative_l2": None,
        "bar_l2": None,
        "verdict": "the solver raised an exception",
        "diagnosis": [],
    }
    with recorded(found):
        values = solver(*grid)
        try:
            score = problem._score_on(axes, values, "the solver's result", threads)
        except PlumblineError as error:
            found["verdict"] = str(error)
            raise AssertionError(f"{problem!r} is not solved: {error}") from error
        found.update(
            passed=score.is_within(limit),
            relative_l2=score.relative_l2_as_it_stands,
            bar_l2=score.bar_l2,
            verdict=score.verdict,
            diagnosis=[diagnosis.code for diagnosis in score.diagnosis],
        )
        if not found["passed"]:
            far = score.relative_l2_as_it_stands
            size = "an error where the truth is zero" if far is None else f"relative L2 error {far:.3g} > {limit:.3g}"
            raise AssertionError(f"{problem!r} is not solved: {size} on the grid {found['grid']}\n{score}")
        return score


def assert_gradients(answers: Answers, *, precision: str = "float64", threads: int | None = None) -> GradientScore:
    """Fails where an answer to the gradient suite is wrong, or none is given.

    Parameters
    ----------
    answers, precision, threads
        As `plumbline.gradients.score` takes them. Questions that are `Unsupported` do not fail, save where all are.

    Returns
    -------
    GradientScore
        The verdicts.

    Raises
    ------
    AssertionError
        Something is wrong, or nothing was answered. The text names each wrong answer, and the fault.
    PlumblineError
        There is no such question or precision.
    """
    thread_count(threads)
    named("precision", precision, PRECISIONS)
    found: dict[str, Any] = {
        "kind": "gradients",
        "precision": precision,
        "passed": False,
        "wrong": None,
        "counts": {},
        "faults": [],
        "verdict": "the answers raised an exception",
    }
    with recorded(found):
        try:
            score = _score_gradients(answers, precision, threads=threads)
        except UnknownNameError:
            raise
        except PlumblineError as error:
            found["verdict"] = str(error)
            raise AssertionError(f"the gradients are not right: {error}") from error
        verdict = "right" if score.is_right else "wrong" if score.answered else "unanswered"
        found.update(
            passed=score.is_right, wrong=score.wrong, counts=score.counts, faults=list(score.faults), verdict=verdict
        )
        if not score.is_right:
            head = f"{score.wrong} answers are wrong" if score.answered else "no question was answered"
            raise AssertionError(f"{head}\n{score}")
        return score
