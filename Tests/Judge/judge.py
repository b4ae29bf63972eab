"""An independent judge of the reference values: every value and derivative against 30 digits or more.

    python3 Tests/Judge/judge.py --verify .build/debug/verify --points 200
    python3 Tests/Judge/judge.py --tables Reference/Tables/data

It knows the problems from their statements, not from the program: formulas as published, series, and Taylor
steps, all in ball arithmetic (python-flint). It fails where one value lies outside its bar, where bars are more
than 10⁴ times the error in the median, and where the program has a value at a point that has none.
"""

import argparse
import glob
import os
import random
import re
import sys
import zlib
from multiprocessing import Pool

from flint import arb, ctx

import burgers
import corners
import jump
import oscillators
import points
import program
import smooth
import waves
from column import Column
from statement import index_of

FAMILIES = oscillators, smooth, waves, jump, burgers, corners
PROBLEMS = {name: statement for family in FAMILIES for name, statement in family.PROBLEMS.items()}
DIGITS, BITS = 30, 140
# Evolutions that no formula solves. `Truth/NAME….csv`, with columns as an export's but without bars, holds
# their values to 30 digits; a module that states one joins the families above.
COMPUTED = ("allen-cahn", "kdv", "nls-periodic")
TRUTH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Truth")


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


def judged(name, parameters, table):
    """Every column of a table held against the truth."""
    ctx.prec = BITS
    statement = PROBLEMS[name]
    solution = statement.solution(parameters)
    unknowns = len({c.partition("_")[0] for c in table.columns})
    indices = [index_of(c, table.coordinates) for c in table.columns[: len(table.columns) // unknowns]]
    # A hundred coordinates alike are reported as one.
    labels = [re.sub(r"(?<=x)\d+", "i", c) for c in table.columns]
    found = {label: Column() for label in labels}
    for point, values, bars in zip(table.points, table.values, table.bars):
        truth = known(name, solution, point, indices, bars)
        for label, value, bar, ball in zip(labels, values, bars, truth):
            found[label].take(value, bar, ball, (parameters, point))
    return found


def compared(name, path):
    """A table of known values, in as many digits as it has: the program is asked at its points."""
    ctx.prec = BITS
    truth = program.Truth(path)
    answers = program.ask(VERIFY, name, truth.parameters(), truth.points)
    places = [answers.columns.index(c) for c in truth.columns]
    found = {c: Column() for c in truth.columns}
    for point, known, values, bars in zip(truth.points, truth.values, answers.values, answers.bars):
        for column, place, value in zip(truth.columns, places, known):
            found[column].take(values[place], bars[place], arb(value), (truth.parameters(), point))
    return found


def work(task):
    kind, name, parameters, given = task
    if kind == "truth":
        return name, compared(name, given)
    table = program.read(given) if kind == "table" else program.ask(VERIFY, name, parameters, given)
    return name, judged(name, parameters, table)


def start(verify):
    global VERIFY
    VERIFY = verify


def tasks(arguments):
    for name in arguments.problem:
        if arguments.verify:
            for path in truths(name):
                yield "truth", name, None, path
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
                for k in range(0, len(chosen), 2000):
                    yield "points", name, parameters, chosen[k : k + 2000]


def truths(name):
    return sorted(p for p in glob.glob(f"{TRUTH}/{name}*.csv") if program.comment(p, "problem") == name)


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
    parser.add_argument("--problem", action="append", help="a problem, or all")
    parser.add_argument("--points", type=int, default=200, help="points with the standard parameters")
    parser.add_argument("--ends", type=int, help="points where a parameter is not standard (as many)")
    parser.add_argument("--sets", type=int, default=0, help="random sets of parameters besides these")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    arguments.ends = arguments.points if arguments.ends is None else arguments.ends
    faults = []
    if arguments.problem in (None, ["all"]):
        arguments.problem = program.names(arguments.verify) if arguments.verify else [
            os.path.basename(f)[:-4] for f in sorted(glob.glob(f"{arguments.tables}/*.csv"))]
    for name in arguments.problem:
        if name not in PROBLEMS and name not in COMPUTED and not truths(name):
            faults.append(f"{name}: no statement of it here, only of {', '.join(PROBLEMS)}")
    found = {}
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
