# SPDX-License-Identifier: MIT
"""An independent judge of the reference values: every value and derivative against 30 digits or more.

    python3 Tests/Judge/judge.py --verify .build/debug/verify --points 200
    python3 Tests/Judge/judge.py --tables Reference/Tables/data
    python3 Tests/Judge/judge.py --verify .build/debug/verify --problem kdv --points 100000

It knows the problems from their statements, not from the program: formulas as published, series, and Taylor
steps, all in ball arithmetic (python-flint); kdv, nls-periodic and allen-cahn by Taylor series on Fourier sums,
in arithmetic of 32 digits, where a hundred points share each time. It fails where one value lies outside its
bar, where bars are more than 10⁴ times the error in the median, and where the program has a value at a point
that has none.
"""

import argparse
import glob
import os
import random
import re
import signal
import sys
import zlib
from functools import lru_cache
from multiprocessing import Pool

from flint import arb, ctx

import burgers
import corners
import evolutions
import jump
import oscillators
import points
import program
import smooth
import waves
from column import Column
from statement import index_of

FAMILIES = oscillators, smooth, waves, jump, burgers, corners, evolutions
PROBLEMS = {name: statement for family in FAMILIES for name, statement in family.PROBLEMS.items()}
DIGITS, BITS = 30, 140


def known(name, solution, point, indices, bars):
    """The truth to 30 digits, or to a millionth of its bar: with more bits until it is."""
    bits = BITS
    while True:
        ctx.prec = bits
        truth = solution(point, indices)
        ctx.prec = BITS
        if all(fine(*t) for t in zip(truth, bars)):
            return truth
        bits *= 2
        if bits > 40 * BITS:
            raise ArithmeticError(f"{name} at {point}, {indices} is only known to be {truth}, bars {bars}")


def fine(truth, bar):
    radius = truth.rad()
    if radius <= 1e-6 * arb(bar) or radius <= abs(truth.mid()) * arb(10) ** -DIGITS:
        return True
    # Zero, as far as anything here is known.
    return truth.contains(0) and radius < arb(10) ** -DIGITS


@lru_cache(maxsize=4)
def solutions(name, parameters):
    """Kept, since the next points are most often of the same parameters."""
    return PROBLEMS[name].solution(dict(parameters))


def judged(name, parameters, table):
    """Every column of a table held against the truth."""
    ctx.prec = BITS
    solution = solutions(name, tuple(parameters.items()))
    unknowns = len({c.partition("_")[0] for c in table.columns})
    indices = [index_of(c, table.coordinates) for c in table.columns[: len(table.columns) // unknowns]]
    # A hundred coordinates alike are reported as one.
    labels = [re.sub(r"(?<=x)\d+", "i", c) for c in table.columns]
    found = {label: Column() for label in labels}
    if PROBLEMS[name].together:
        truths = solution(table.points, indices)
    else:
        truths = (known(name, solution, p, indices, b) for p, b in zip(table.points, table.bars))
    for point, values, bars, truth in zip(table.points, table.values, table.bars, truths):
        for label, value, bar, ball in zip(labels, values, bars, truth):
            found[label].take(value, bar, ball, (parameters, point))
    return found


def work(task):
    kind, name, parameters, given = task
    table = program.read(given) if kind == "table" else program.ask(VERIFY, name, parameters, given)
    return name, judged(name, parameters, table)


def start(verify):
    global VERIFY
    VERIFY = verify


def tasks(arguments):
    for name in arguments.problem:
        if name not in PROBLEMS:
            continue
        statement = PROBLEMS[name]
        rng = random.Random(zlib.crc32(name.encode()) + arguments.seed)
        if arguments.tables:
            path = f"{arguments.tables}/{name}.csv"
            yield "table", name, program.read(path).parameters(), path
        if arguments.verify:
            for parameters in points.sets(statement, rng, arguments.sets):
                wanted = arguments.points if parameters == statement.standard() else arguments.ends
                wanted = max(4, round(wanted * statement.share(parameters)))
                chosen = points.points(statement, parameters, wanted, rng)
                # Small enough that the cores share them.
                part = len(chosen) if statement.together else 2000
                for k in range(0, len(chosen), part):
                    yield "points", name, parameters, chosen[k : k + part]


def refusals(verify, names):
    """Where a value does not exist none may be given."""
    for name in filter(PROBLEMS.get, names):
        statement = PROBLEMS[name]
        ranges = list(statement.box(statement.standard()).values())
        if len(ranges) != 2:
            continue
        for point in [(x, y) for x in {*ranges[0], 0} for y in {*ranges[1], 0}]:
            if statement.undefined(point):
                try:
                    table = program.ask(verify, name, statement.standard(), [tuple(map(float, point))])
                    yield f"{name} {point}: a value where there is none: {table.values[0]}"
                except program.Refused:
                    pass


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verify", help="the program that is judged")
    parser.add_argument("--tables", help="the folder of the frozen tables")
    parser.add_argument(
        "--problem", action="append",
        help="a problem, or all; where none is named, all but the evolutions, which take gcc and minutes")
    parser.add_argument("--points", type=int, default=200, help="points with the standard parameters")
    parser.add_argument("--ends", type=int, help="points where a parameter is not standard (as many)")
    parser.add_argument("--sets", type=int, default=0, help="random sets of parameters besides these")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    arguments.ends = arguments.points if arguments.ends is None else arguments.ends
    faults = []
    if arguments.problem in (None, ["all"]):
        names = program.names(arguments.verify) if arguments.verify else [
            os.path.basename(f)[:-4] for f in sorted(glob.glob(f"{arguments.tables}/*.csv"))]
        arguments.problem = [n for n in names if arguments.problem or n not in evolutions.PROBLEMS]
    for name in arguments.problem:
        if name not in PROBLEMS:
            faults.append(f"{name}: no statement of it here, only of {', '.join(PROBLEMS)}")
    found = {}
    # Whoever is started by a thread that holds signals back inherits that, and could not end its workers.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    with Pool(arguments.jobs, start, (arguments.verify,)) as pool:
        for name, columns in pool.imap_unordered(work, tasks(arguments)):
            for column, result in columns.items():
                found.setdefault(name, {}).setdefault(column, Column()).add(result)
    if arguments.verify:
        faults += refusals(arguments.verify, arguments.problem)
    report(found, faults)
    sys.exit(1 if faults or any(c.fault for p in found.values() for c in p.values()) else 0)


def report(found, faults):
    print(f"{'problem':22}{'column':9}{'values':>9}{'outside':>9}{'worst error/bar':>17}", end="")
    print(f"{'median bar/error':>18}")
    for name, columns in found.items():
        for column, c in columns.items():
            print(f"{name:22}{column:9}{c.count:9}{c.outside:9}{c.worst:17.3g}{c.width:18.3g}{c.fault}")
    print(*faults, sep="\n", end="\n" if faults else "")
    total = sum(c.count for p in found.values() for c in p.values())
    outside = sum(c.outside for p in found.values() for c in p.values())
    print(f"{total} values, {outside} outside their bars")


if __name__ == "__main__":
    main()
