# SPDX-License-Identifier: MIT
"""The pytest plugin, in runs of pytest of their own."""

import json

import pytest

SUITE = """
import numpy as np, pytest, plumbline
from plumbline.testing import assert_solves, assert_gradients

def solver(x, t):
    return plumbline.problem("burgers", nu=0.02).reference(x, t).u

def test_right():
    assert_solves("burgers", solver, nu=0.02, counts=(21, 11))

@pytest.mark.parametrize("factor", [1.5, np.nan])
def test_wrong(factor):
    assert_solves("burgers", lambda x, t: factor * solver(x, t), nu=0.02, counts=(21, 11))

def test_gradients():
    assert_gradients(lambda q: q.gradient[::-1 if q.name == "activation-sin" else 1])

@pytest.mark.parametrize("plumbline_problem", ["heat", {"name": "burgers", "nu": 0.1}], indirect=True)
def test_fixture(plumbline_problem):
    assert_solves(plumbline_problem, lambda x, t: plumbline_problem.reference(x, t).u, counts=(5, 5))

def test_nothing():
    pass
"""


@pytest.fixture
def run(pytester, request):
    """Runs the suite with the plugin, which an installed package has loaded already."""
    names = [name for name, _ in request.config.pluginmanager.list_name_plugin()]
    load = [] if "plumbline" in names else ["-p", "plumbline._pytest"]

    def run(*arguments, suite=SUITE):
        pytester.makepyfile(test_suite=suite)
        return pytester.runpytest_subprocess(*load, "-p", "no:cacheprovider", *arguments)

    return run


def check(document):
    found = {(entry["test"].partition("::")[2], entry["kind"]): entry for entry in document["found"]}
    assert [entry["passed"] for entry in found.values()].count(True) == 3
    assert found["test_right", "solves"]["verdict"] == "indistinguishable"
    wrong = found["test_wrong[1.5]", "solves"]
    assert (wrong["problem"], wrong["parameters"], wrong["diagnosis"]) == ("burgers", {"nu": 0.02}, ["scaled"])
    assert wrong["relative_l2"] == pytest.approx(0.5)
    assert 0 < wrong["bar_l2"] < 1e-12
    assert "not finite" in found["test_wrong[nan]", "solves"]["verdict"]
    assert found["test_gradients", "gradients"]["faults"] == ["parameters-reversed"]
    assert len(document["found"]) == 6


def test_a_run_is_reported_and_written(run, pytester):
    result = run("--plumbline-report")
    result.assert_outcomes(passed=4, failed=3)
    check(json.loads((pytester.path / "plumbline-report.json").read_text()))
    result.stdout.fnmatch_lines(
        [
            "*= plumbline =*",
            "*problem*relative L2*bar*limit*verdict*diagnosis*test*",
            "ok*burgers(nu=0.02)*indistinguishable*test_suite.py::test_right",
            "FAILED*burgers(nu=0.02)*5.00e-01*1.00e-03*scored*scaled*test_suite.py::test_wrong[[]1.5]",
            "FAILED*gradients float64*wrong*parameters-reversed*test_suite.py::test_gradients",
            "written to plumbline-report.json",
        ]
    )


def test_the_place_is_chosen(run, pytester):
    run("--plumbline-report=out/of/the/way.json", "-k", "right")
    document = json.loads((pytester.path / "out/of/the/way.json").read_text())
    assert document["schema"] == 1
    assert [entry["test"] for entry in document["found"]] == ["test_suite.py::test_right"]
    assert [file.name for file in (pytester.path / "out/of/the").iterdir()] == ["way.json"]


def test_without_the_option_nothing_is_written(run, pytester):
    result = run("-k", "right")
    assert "plumbline" not in result.stdout.str().partition("test session starts")[2].partition("collected")[2]
    assert not list(pytester.path.glob("*.json"))


def test_processes_of_xdist_report_together(run, pytester):
    pytest.importorskip("xdist")
    result = run("--plumbline-report", "-n", "2")
    result.assert_outcomes(passed=4, failed=3)
    check(json.loads((pytester.path / "plumbline-report.json").read_text()))
    assert result.stdout.str().count("written to plumbline-report.json") == 1


@pytest.mark.parametrize("path", ["test_suite.py", ".", "test_suite.py::test_right"])
def test_a_test_is_not_taken_for_the_report(run, path):
    result = run("--plumbline-report", path)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--plumbline-report would write to*give the file's name as --plumbline-report=PATH*"])


@pytest.mark.parametrize("parameter", ["", "[3]", "[{'nu': 0.1}]"])
def test_the_fixture_says_how_it_is_used(run, parameter):
    mark = f"@pytest.mark.parametrize('plumbline_problem', {parameter}, indirect=True)" if parameter else ""
    result = run(suite=f"import pytest\n{mark}\ndef test(plumbline_problem): pass\n")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*plumbline_problem opens what*"])


def test_the_fixture_closes(run):
    suite = """
import pytest
opened = []

@pytest.mark.parametrize("plumbline_problem", ["heat"], indirect=True)
def test_open(plumbline_problem):
    opened.append(plumbline_problem)
    assert not plumbline_problem.is_closed

def test_closed():
    assert opened[0].is_closed
"""
    run(suite=suite).assert_outcomes(passed=2)
