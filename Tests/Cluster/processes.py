# SPDX-License-Identifier: MIT
"""Processes of a test: started, found, and ended by their ids, also when their parents died before them."""

import ctypes
import os
import signal
import time
from pathlib import Path

ADOPT = 36  # PR_SET_CHILD_SUBREAPER


def adopt_orphans():
    """Makes this process the parent of every orphan among its descendants, so that none gets lost."""
    if ctypes.CDLL(None, use_errno=True).prctl(ADOPT, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def table():
    """The living processes of the machine: id -> (parent's id, words of the command)."""
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state not in "ZX":
            found[int(folder.name)] = (int(parent), words)
    return found


def variable(process, name):
    """The value of a variable in a process's environment; None where it has none, or is gone."""
    try:
        pairs = Path(f"/proc/{process}/environ").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return None
    return dict(pair.partition("=")[::2] for pair in pairs).get(name)


def descendants(of=None):
    """The processes below one, this one where none is named: id -> words of the command."""
    known, below = table(), {os.getpid() if of is None else of}
    while True:
        more = {process for process, (parent, _) in known.items() if parent in below} - below
        if not more:
            below.discard(os.getpid() if of is None else of)
            return {process: known[process][1] for process in sorted(below) if process in known}
        below |= more


def kill(process):
    """kill -9; a process that is gone already is no error."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


def reap():
    """Takes leave of the adopted that have ended: unburied they would count as living."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def end_descendants(seconds=10):
    """Ends all that is below this process; an error names what would not go."""
    limit = time.monotonic() + seconds
    while left := descendants():
        if time.monotonic() > limit:
            raise TimeoutError(f"still there {seconds} s after kill -9: {left}")
        for process in left:
            kill(process)
        time.sleep(0.05)
        reap()


def wait_for(what, seconds, done, every=0.1):
    """Waits until done() is true and returns what it returned; an error says what did not happen."""
    limit = time.monotonic() + seconds
    while True:
        reap()
        if value := done():
            return value
        if time.monotonic() > limit:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(every)
