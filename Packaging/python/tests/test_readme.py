# SPDX-License-Identifier: MIT
"""README.md's programs print what it says."""

import contextlib
import io
import pathlib
import re

import pytest

import plumbline

README = pathlib.Path(__file__).parent.parent / "README.md"

pytestmark = pytest.mark.skipif(not README.exists(), reason="the tests were installed without README.md")


def test_programs_print_what_is_written():
    blocks = re.findall(r"```(python|text)\n(.*?)```", README.read_text(), re.S)
    assert [kind for kind, _ in blocks].count("text") >= 3
    names = {"my_solver": lambda x, t: plumbline.problem("burgers", nu=0.02).reference(x, t).u}
    printed = ""
    for kind, text in blocks:
        if kind == "text":
            assert printed == text
            continue
        with contextlib.redirect_stdout(io.StringIO()) as output:
            exec(compile(text, str(README), "exec"), names)
        printed = output.getvalue()
    names["test_my_solver"]()


def test_the_number_of_problems_is_right():
    assert f"Reference solutions of {len(plumbline.problems())} differential equations" in README.read_text()
