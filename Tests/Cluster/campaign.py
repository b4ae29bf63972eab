# SPDX-License-Identifier: MIT
"""The campaign that tests run, of short cells, and what a finished one must hold."""

import json
import os
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RECIPES = ROOT / "Examples" / "Cluster"
# Fifty cells of a fifth of a second, which pass; with two steps the same fail.
SELECTION = "--problem cosine-ode --strategy all --optimizer adam --steps 2000 --seed 1-6".split()
FAILING = "--problem cosine-ode --strategy all --optimizer adam --steps 2 --seed 1".split()

# What may differ between two trainings of one cell: where and when it was, and on how many threads.
OF_THE_RUN = {"seconds", "host", "threads", "started", "ended"}


def program():
    """The command to test: VERIFY, or what was built last; None where there is none."""
    if named := os.environ.get("VERIFY"):
        return named
    built = [ROOT / ".build" / kind / "verify" for kind in ("debug", "release")]
    there = [path for path in built if path.exists()]
    return str(max(there, key=lambda path: path.stat().st_mtime)) if there else None


def results(folder):
    """The result files of a folder by name, parsed; a damaged one is an error that names it."""
    found = {}
    for path in sorted(Path(folder).glob("*.json")):
        try:
            found[path.name] = json.loads(path.read_text())
        except ValueError as error:
            raise AssertionError(f"{path} is damaged: {error}") from error
    return found


def count(folder):
    return len(list(Path(folder).glob("*.json")))


def incomplete(folder, ids):
    """What is wrong with a finished campaign's folder, in words: cells without a file or with two, files of no cell."""
    times, wanted = Counter(result["id"] for result in results(folder).values()), Counter(ids)
    return [f"{cell}: {times[cell]} result files, not {wanted[cell]}" for cell in sorted(times | wanted)
            if times[cell] != wanted[cell]]


def contents(folder):
    """What a training of the same cell gives again, to the bit: id -> the result without place and time."""
    return {result["id"]: {key: value for key, value in result.items() if key not in OF_THE_RUN}
            for result in results(folder).values()}
