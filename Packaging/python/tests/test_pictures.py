# SPDX-License-Identifier: MIT
"""The pictures of the front page, which stand in the repository and are drawn by Scripts/pictures."""

import importlib.util
import pathlib
from importlib.machinery import SourceFileLoader

import pytest

pytest.importorskip("matplotlib")
SCRIPT = pathlib.Path(__file__).resolve().parents[3] / "Scripts" / "pictures"
pytestmark = [
    pytest.mark.skipif(not SCRIPT.exists(), reason="the repository is not here"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(scope="module")
def script():
    loader = SourceFileLoader("pictures", str(SCRIPT))
    spec = importlib.util.spec_from_loader("pictures", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_they_are_what_would_be_drawn_now_and_small(script):
    assert list(script.faults(script.FOLDER, script.drawn())) == []


def test_they_are_used_in_both_colour_schemes(script):
    readme = (script.ROOT / "README.md").read_text()
    for name in script.PICTURES:
        for end in script.SCHEMES:
            assert f"Documentation.docc/Resources/{name}{end}.svg" in readme
    pages = "".join(page.read_text() for page in script.FOLDER.parent.glob("*.md"))
    assert all(f"]({name})" in pages for name in script.PICTURES)


def test_a_picture_that_says_something_else_is_out_of_date(script, tmp_path):
    files = {file.name: file.read_bytes() for file in script.FOLDER.glob("bars*.svg")}
    assert len(files) == 2
    first = "bars.svg"
    for old, new in [
        (b"rounding (28)", b"rounding (27)"),
        (b">burgers<", b">burger<"),
        (b"mark-estimate", b"mark-other"),
    ]:
        assert files[first].count(old)
        (tmp_path / first).write_bytes(files[first].replace(old, new))
        ((fault),) = script.faults(tmp_path, [(first, files[first])])
        assert fault.startswith("bars.svg is out of date")


def test_a_mark_may_lie_a_little_elsewhere(script):
    drawn = {}
    for factor in (1.0, 1.01, 2.0):
        figsize, draw = script.bars()

        def moved(figure, scheme, draw=draw, factor=factor):
            title = draw(figure, scheme)
            for line in figure.axes[0].lines:
                line.set_ydata(line.get_ydata() * factor)
            return title

        drawn[factor] = script.picture(figsize, moved, script.SCHEMES[""])
    assert script.difference(drawn[1.0], drawn[1.01]) is None
    assert "points elsewhere" in script.difference(drawn[1.0], drawn[2.0])


def test_one_that_is_missing_or_large_is_named(script, tmp_path):
    data = (script.FOLDER / "bars.svg").read_bytes()
    assert list(script.faults(tmp_path, [("bars.svg", data)])) == ["bars.svg is missing"]
    (tmp_path / "bars.svg").write_bytes(data + b"<!--" + bytes(60_000).replace(b"\0", b" ") + b"-->")
    ((fault),) = script.faults(tmp_path, [("bars.svg", data)])
    assert "at most 60000 are allowed" in fault
