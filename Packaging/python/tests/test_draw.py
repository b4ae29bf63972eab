# SPDX-License-Identifier: MIT
"""The command `plumbline plot`, which draws by the interpreter that runs it."""

import os
import subprocess
import sys

import numpy as np
import pytest

import plumbline

pytest.importorskip("matplotlib")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def run(*words, folder, **environment):
    # An interpreter that is named, and is not that which runs the command.
    environment = {**os.environ, "PLUMBLINE_PYTHON": "/no/python", **environment}
    command = [sys.executable, "-m", "plumbline", "plot", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=folder, env=environment)


@pytest.fixture
def mine(tmp_path, burgers):
    x, t = burgers.axes(21, 11)
    u = burgers.reference(*burgers.grid(21, 11)).u
    u[3, 4] = np.nan
    u[7, 5] += 2
    np.savez(tmp_path / "mine.npz", x=x, t=t, u=u)
    return u


def test_a_file_is_drawn_as_its_values_are(tmp_path, burgers, mine):
    from plumbline._picture import saved

    done = run("burgers", "mine.npz", "--set", "nu=0.02", "--output", "mine.svg", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = (tmp_path / "mine.svg").read_text()
    assert "mine.npz, relative L2 error" in text
    assert "1 of 231 values are no numbers" in text
    assert ">outlier</text>" in text
    figure = burgers.plot(mine)
    heading = text.partition("<title>")[2].partition("</title>")[0]
    figure.texts[0].set_text(heading.replace("; ", "\n"))
    own = saved(figure, "svg", heading).decode()
    # The first panels, where no diagnosis is marked, are the same.
    assert images(own)[:2] == images(text)[:2]
    assert len(images(text)) == len(images(own))


def images(svg):
    return [part.partition('"')[0] for part in svg.split("data:image/png;base64,")[1:]]


def test_a_correction_is_in_the_title(tmp_path, burgers):
    x, t = burgers.axes(65, 33)
    np.savez(tmp_path / "mine.npz", x=x, t=100 * t, u=burgers.reference(*burgers.grid(65, 33)).u)
    done = run("burgers", "mine.npz", "--set", "nu=0.02", "--output", "mine.svg", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "after a correction: time-factor" in (tmp_path / "mine.svg").read_text()


def test_a_matplotlibrc_changes_nothing(tmp_path):
    pictures = []
    for text in ("", "axes.facecolor: red\ntext.usetex: True\nsvg.fonttype: path\n"):
        (tmp_path / "matplotlibrc").write_text(text)
        done = run("heat", "--grid", "5x5", "--output", "p.svg", folder=tmp_path)
        assert done.returncode == 0, done.stderr
        pictures.append((tmp_path / "p.svg").read_bytes())
    assert pictures[0] == pictures[1]


def test_it_is_the_same_twice_and_leaves_nothing_else(tmp_path, mine):
    for name in ("a.svg", "b.svg"):
        done = run("burgers", "mine.npz", "--output", name, "--slices", "0.5", folder=tmp_path)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.svg", "b.svg", "mine.npz"]


@pytest.mark.parametrize(("form", "start"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_other_formats_and_problems_of_one_and_of_many_coordinates(tmp_path, form, start):
    for words in (["pendulum"], ["poisson-nd", "--set", "d=10", "--along", "x2,x9", "--fixed", "x1=0.25"]):
        done = run(*words, "--output", f"p.{form}", "--size", "5x4", folder=tmp_path)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / f"p.{form}").read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["burgers", "--unknown", "v"], 64, "there is no unknown 'v'; did you mean 'u'?"),
        (["burgers", "--derivative", "xxx"], 64, "there is no derivative 'xxx'"),
        (["burgers", "--fixed", "t=7"], 64, "lies outside the domain"),
        (["burgers", "--slices", "7"], 64, "lies outside the domain"),
        (["burgers", "--along", "z"], 64, "there is no coordinate 'z'"),
        (["burgers", "--grid", "5"], 64, "the grid 5 does not fit"),
    ],
)
def test_what_cannot_be_drawn_says_why(tmp_path, words, code, message):
    done = run(*words, "--output", "p.svg", folder=tmp_path)
    assert (done.returncode, list(tmp_path.iterdir())) == (code, [])
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_with_modules_of_such_names_does_not_matter(tmp_path):
    for name in ("numpy", "matplotlib", "plumbline", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('another one')")
    command = [os.path.join(os.path.dirname(sys.executable), "plumbline"), "plot", "heat", "--output", "p.svg"]
    if not os.path.exists(command[0]):
        pytest.skip("the command is not installed beside the interpreter")
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_matplotlib_it_says_how_to_get_it(tmp_path):
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "matplotlib.py").write_text("raise ImportError('hidden')")
    done = run("heat", "--output", "p.svg", folder=tmp_path, PYTHONPATH=str(hidden))
    assert done.returncode == 69
    assert done.stderr.endswith(f"get it by {sys.executable} -m pip install --upgrade matplotlib\n")
    (hidden / "matplotlib.py").write_text("__version__ = '3.1.2'")
    done = run("heat", "--output", "p.svg", folder=tmp_path, PYTHONPATH=str(hidden))
    assert done.returncode == 69
    assert "has matplotlib 3.1.2, and pictures need 3.5 or newer" in done.stderr


def test_another_version_of_the_package_is_named(tmp_path):
    # Of the child alone: the command itself has loaded the package by then.
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import sys\nif sys.argv[:1] == ['-c']:\n    import plumbline\n    plumbline.__version__ = '9.9'\n"
    )
    done = run("heat", "--output", "p.svg", folder=tmp_path, PYTHONPATH=str(hidden))
    assert done.returncode == 69
    assert f"this is version {plumbline.__version__}, while {sys.executable} has 9.9" in done.stderr
