# SPDX-License-Identifier: MIT
"""The program's answers: a table of values and bars, asked for at points or read from a file."""

import csv
import os
import re
import subprocess
import tempfile


class Refused(Exception):
    """The program gave no table: what it said."""


class Table:
    """Points in rows, and one column a value with its bar beside it."""

    def __init__(self, lines):
        self.comments = {}
        rows = []
        for line in lines:
            if line.startswith("#"):
                key, _, text = line[1:].partition(":")
                self.comments.setdefault(key.strip(), text.strip())
            elif line.strip():
                rows.append(line.rstrip("\n").split(","))
        header = rows[0]
        first = next(i for i, name in enumerate(header) if name.startswith("u"))
        self.coordinates, self.columns = header[:first], header[first::2]
        if header[first + 1 :: 2] != [c + "_bar" for c in self.columns]:
            raise ValueError(f"a column without its bar: {header}")
        numbers = [[float(v) for v in row] for row in rows[1:]]
        self.points = [tuple(row[:first]) for row in numbers]
        self.values = [row[first::2] for row in numbers]
        self.bars = [row[first + 1 :: 2] for row in numbers]

    def parameters(self):
        """Those that the file says."""
        return assignments(self.comments.get("parameters", ""))


def assignments(text):
    """`nu=0.02, c=1.0`"""
    pairs = [p.split("=") for p in text.replace(",", " ").split() if "=" in p]
    return {name: float(value) for name, value in pairs}


def read(path):
    with open(path, encoding="utf-8") as file:
        return Table(file)


def ask(verify, problem, parameters, points):
    """All values and derivatives at points."""
    handle, path = tempfile.mkstemp(suffix=".csv")
    try:
        with os.fdopen(handle, "w", newline="\n") as file:
            csv.writer(file, lineterminator="\n").writerows([map(repr, p) for p in points])
        command = [verify, "export", "--problem", problem, "--derivatives", "--points", path]
        for name, value in parameters.items():
            command += ["--set", f"{name}={value!r}"]
        answer = subprocess.run(command, capture_output=True, text=True)
    finally:
        os.remove(path)
    if answer.returncode != 0:
        raise Refused(f"{problem} {parameters}: {answer.stderr.strip()}")
    table = Table(answer.stdout.splitlines())
    if table.points != [tuple(p) for p in points]:
        raise Refused(f"{problem} {parameters}: the table's points are not those that were asked for")
    return table


def names(verify):
    """The problems that the program has, in its order."""
    text = subprocess.run([verify, "list"], capture_output=True, text=True, check=True).stdout
    return re.findall(r"^  ([a-z0-9-]+): ", text.partition("\nStrategies")[0], re.MULTILINE)
