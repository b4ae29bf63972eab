# SPDX-License-Identifier: MIT
"""The command line."""

import os
import signal
import subprocess
import sys
import time

import pytest

import plumbline

COMMAND = [sys.executable, "-m", "plumbline"]


def run(*words, **options):
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, timeout=60, **options)


def test_it_does_what_verify_does():
    assert plumbline.__version__ in run("--version").stdout
    listed = run("list")
    assert listed.returncode == 0
    assert all(name in listed.stdout for name in plumbline.problems())
    assert "u_t + u*u_x" in run("show", "burgers").stdout


def test_exit_codes_are_verifys(tmp_path):
    assert run("lst").returncode == 64
    assert run("show", "burger").returncode == 64
    missing = run("score", str(tmp_path / "no\udce9ne.npz"), "--problem", "burgers")
    assert missing.returncode == 66
    (tmp_path / "off.csv").write_text("x,t,u\n0.5,0.5,7\n0.25,0.5,7\n")
    off = run("score", str(tmp_path / "off.csv"), "--problem", "burgers", "--max-error", "1e-3")
    assert off.returncode == 1
    assert "relative L2 error" in off.stdout


def test_without_a_library_it_says_so():
    done = run("list", env={**os.environ, "PLUMBLINE_LIBRARY": "/no/such/library.so"})
    assert done.returncode == 1
    assert done.stderr.startswith("plumbline: PLUMBLINE_LIBRARY is /no/such/library.so")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs signals of POSIX")
def test_ctrl_c_ends_it(interrupts):
    with subprocess.Popen(
        [*COMMAND, "gradients"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode in (-signal.SIGINT, 128 + signal.SIGINT)
    assert "Traceback" not in errors


@pytest.mark.skipif(os.name != "posix", reason="needs signals of POSIX")
def test_who_starts_it_may_have_it_ignore_ctrl_c():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with subprocess.Popen([*COMMAND, "gradients"], stdout=subprocess.DEVNULL) as process:
            time.sleep(1)
            process.send_signal(signal.SIGINT)
            time.sleep(0.5)
            assert process.poll() is None
            process.kill()
    finally:
        signal.signal(signal.SIGINT, before)
