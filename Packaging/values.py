#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints what a library says of all problems, and all derivatives that it knows, as one JSON document.

For each problem and derivative the values and bars at points drawn from the domain, the same for each library. Numbers
are in hexadecimal, to the last bit."""
import argparse
import ctypes as c
import json
import os
import random
import sys


class Library:
    """The functions of plumbline.h that this needs, failures as exits."""

    def __init__(self, file):
        self.functions = c.CDLL(os.path.abspath(file))

    def call(self, name, *arguments):
        text = c.create_string_buffer(1024)
        if getattr(self.functions, f"plumbline_{name}")(*arguments, text, c.c_int64(1024)):
            sys.exit(f"values.py: plumbline_{name}: {text.value.decode()}")

    def text(self, name, *arguments):
        text = c.create_string_buffer(256)
        getattr(self.functions, f"plumbline_{name}")(*arguments, text, c.c_int64(256))
        return text.value.decode()

    def box(self, name, problem, count):
        """A range per coordinate, or nothing."""
        ranges, lower, upper = [], c.c_double(), c.c_double()
        for i in range(count):
            if getattr(self.functions, f"plumbline_{name}")(problem, i, c.byref(lower), c.byref(upper)):
                return []
            ranges.append((lower.value, upper.value))
        return ranges


def points(library, problem, count):
    """Points of the domain, outside the box that is cut out of it."""
    d, draw = library.functions.plumbline_coordinate_count(problem), random.Random(1)
    domain, cut = library.box("coordinate_range", problem, d), library.box("cut_range", problem, d)
    drawn = []
    while len(drawn) < count:
        point = [draw.uniform(a, b) for a, b in domain]
        if not cut or not all(a <= x <= b for x, (a, b) in zip(point, cut)):
            drawn.append(point)
    return d, drawn


def measure(library, name, count):
    problem = c.c_void_p()
    library.call("open", name.encode(), c.byref(problem))
    m = library.functions.plumbline_unknown_count(problem)
    names = [library.text("derivative_name", problem, i)
             for i in range(library.functions.plumbline_derivative_count(problem))]
    d, rows = points(library, problem, count)
    k, size = len(names), len(names) * count * m
    values, bars = (c.c_double * size)(), (c.c_double * size)()
    library.call("evaluate", problem, (c.c_char_p * k)(*[n.encode() for n in names]), c.c_int64(k),
                 (c.c_double * (count * d))(*[x for row in rows for x in row]), c.c_int64(count), c.c_int64(d),
                 values, bars, c.c_int64(m), None)
    library.functions.plumbline_close(problem)
    table = count * m
    return {n: [[float(x).hex() for x in numbers[i * table:(i + 1) * table]] for numbers in (values, bars)]
            for i, n in enumerate(names)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library")
    parser.add_argument("count", type=int, nargs="?", default=300, help="points per problem")
    words = parser.parse_args()
    library = Library(words.library)
    names = [library.text("problem_name", i) for i in range(library.functions.plumbline_problem_count())]
    json.dump({name: measure(library, name, words.count) for name in names}, sys.stdout)
