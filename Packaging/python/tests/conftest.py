# SPDX-License-Identifier: MIT
"""The library under test is that of PLUMBLINE_LIBRARY, or the installed wheel's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

import plumbline


@pytest.fixture(scope="session")
def burgers():
    return plumbline.problem("burgers", nu=0.02)


@pytest.fixture
def python(tmp_path):
    """Runs a program in a process of its own, and returns what it prints."""

    def run(program: str, *arguments: str, code: int = 0, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env={**os.environ, **environment},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    return run


@pytest.fixture
def interrupts():
    """Ctrl-C as a terminal has it: what is started in the background may ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
