# SPDX-License-Identifier: MIT
"""The pytest plugin: a report of what assertions found, and a fixture that opens problems."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from . import _records
from ._version import __version__

if TYPE_CHECKING:
    from ._problem import Problem

_NAME = "plumbline-report"
_KEY = "plumbline"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("plumbline").addoption(
        f"--{_NAME}",
        nargs="?",
        const=f"{_NAME}.json",
        default=None,
        metavar="PATH",
        help=f"list what plumbline.testing's assertions found, and write it as JSON (to {_NAME}.json)",
    )


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption(_NAME.replace("-", "_"))
    if path is None:
        return
    if os.path.isdir(path) or path.endswith(".py") or "::" in path:
        raise pytest.UsageError(f"--{_NAME} would write to {path}: give the file's name as --{_NAME}=PATH")
    config.pluginmanager.register(Report(Path(path), hasattr(config, "workerinput")), _NAME)


@pytest.fixture
def plumbline_problem(request: pytest.FixtureRequest) -> Iterator[Problem]:
    """An open problem, for indirect parametrisation.

    The parameter is a name, or a mapping of the name and values of parameters:
    ``{"name": "burgers", "nu": 0.02}``.
    """
    from ._problem import problem

    wanted = getattr(request, "param", None)
    if isinstance(wanted, str):
        wanted = {"name": wanted}
    if not isinstance(wanted, dict) or "name" not in wanted:
        raise pytest.UsageError(
            'plumbline_problem opens what @pytest.mark.parametrize("plumbline_problem", ["heat", {"name": "burgers", '
            '"nu": 0.02}], indirect=True) says'
        )
    with problem(wanted["name"], **_others(wanted)) as opened:
        yield opened


def _others(wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if name != "name"}


class Report:
    """Gathers records test by test.

    They travel on pytest's own reports, which those of xdist's workers send to the process that has the terminal.
    """

    def __init__(self, path: Path, is_worker: bool) -> None:
        self.path = path
        self.is_worker = is_worker
        self.waiting: list[dict[str, Any]] = []
        self.found: list[dict[str, Any]] = []

    def pytest_sessionstart(self) -> None:
        _records.listen(self.waiting.append)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self) -> Iterator[None]:
        outcome: Any = yield
        setattr(outcome.get_result(), _KEY, self.waiting[:])
        self.waiting.clear()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.found += [{"test": report.nodeid, **found} for found in getattr(report, _KEY, ())]

    def pytest_sessionfinish(self) -> None:
        _records.forget(self.waiting.append)
        if self.is_worker:
            return
        document = {"schema": 1, "version": __version__, "found": self.found}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        whole = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        whole.write_text(json.dumps(document, indent=2) + "\n")
        os.replace(whole, self.path)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.is_worker:
            return
        terminalreporter.section("plumbline")
        for line in table(self.found):
            terminalreporter.line(line)
        terminalreporter.line(f"written to {self.path}")


def table(found: list[dict[str, Any]]) -> list[str]:
    """One line per assertion, in columns."""
    rows = [("", "problem", "relative L2", "bar", "limit", "verdict", "diagnosis", "test"), *map(_row, found)]
    widths = [max(map(len, column)) for column in zip(*rows)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]


def _row(found: dict[str, Any]) -> tuple[str, ...]:
    mark = "ok" if found["passed"] else "FAILED"
    # A line of the table has no room for a text of many words.
    verdict = found["verdict"] if len(found["verdict"]) <= 40 else found["verdict"][:37] + "..."
    if found["kind"] == "gradients":
        wrong = "" if found["wrong"] is None else f"{found['wrong']} wrong"
        return (
            mark,
            f"gradients {found['precision']}",
            wrong,
            "",
            "",
            verdict,
            " ".join(found["faults"]),
            found["test"],
        )
    names = ",".join(f"{name}={value:g}" for name, value in found["parameters"].items())
    problem = found["problem"] + (f"({names})" if names else "")
    numbers = (_short(found[key]) for key in ("relative_l2", "bar_l2", "limit"))
    return (mark, problem, *numbers, verdict, " ".join(found["diagnosis"]), found["test"])


def _short(number: float | None) -> str:
    return "" if number is None else f"{number:.2e}"
