# SPDX-License-Identifier: MIT
"""The browser of all tests, and the pages that they look at."""
import os
import subprocess
from pathlib import Path

import pytest
from browser import Browser

ROOT = Path(__file__).resolve().parents[2]
#: The first nine problems of the catalogue.
NINE = ("cosine-ode", "harmonic-oscillator", "poisson", "poisson-uniform", "poisson-nd", "heat", "heat-step", "laplace",
        "laplace-top")


@pytest.fixture(scope="session")
def browser():
    browser = Browser()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def shots():
    """Where screenshots are kept."""
    folder = Path(os.environ.get("PLUMBLINE_SCREENSHOTS", ROOT / ".build/screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def verify():
    """Runs the command, and wants one of some exit codes."""
    program = os.environ.get("VERIFY", ROOT / ".build/debug/verify")

    def run(*arguments, codes=(0, 1), cwd=None):
        done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, cwd=cwd)
        assert done.returncode in codes, f"{arguments}: {done.returncode}: {done.stderr}"
        return done.stdout
    return run


@pytest.fixture(scope="session")
def pages(verify, tmp_path_factory):
    """Pages by name, made by the command: a report with everything, one of what is missing, scored files."""
    folder = tmp_path_factory.mktemp("pages")
    results = folder / "nine"
    problems = [word for name in NINE for word in ("--problem", name)]
    verify("run", *problems, "--strategy", "all", "--steps", 2, "--output", results, "--fields", "--quiet")
    # Fewer questions than the suite has, and answers that are wrong.
    (results / "gradients.json").write_text(
        verify("gradients", "--seed-fault", "levels-swapped", "--precision", "float64", "--no-cost", "--json"))
    verify("report", results, "--output", folder / "report.html", "--allow-failures")

    gaps = folder / "gaps"
    verify("run", "--problem", "heat", "--problem", "kovasznay", "--strategy", "fused", "--seed", "1-2", "--steps", 2,
           "--output", gaps, "--fields", "--quiet")
    next(gaps.glob("heat*.fields.npz")).write_bytes(b"no zip")
    next(gaps.glob("kovasznay*seed1.json")).write_text("{")
    verify("report", gaps, "--output", folder / "gaps.html", "--allow-failures", codes=(65,))

    truth = folder / "burgers.csv"
    verify("export", "--problem", "burgers", "--grid", "65x33", "--output", truth)
    lines = truth.read_text().splitlines()
    head = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    spoilt = folder / "spoilt.csv"
    spoilt.write_text("\n".join(line if i <= head or i % 500 else ",".join([*line.split(",")[:2], "9", "0"])
                                for i, line in enumerate(lines)))
    verify("score", spoilt, "--problem", "burgers", "--html", folder / "score.html")
    verify("export", "--problem", "taylor-green", "--grid", "9x9x5", "--output", folder / "vortex.npz")
    verify("score", folder / "vortex.npz", "--problem", "taylor-green", "--html", folder / "right.html")
    return {path.stem: path for path in folder.glob("*.html")}
