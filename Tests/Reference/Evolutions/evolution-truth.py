#!/usr/bin/env python3
"""The evolutions without a formula to 30 digits: kdv, allen-cahn and nls-periodic, standard and at both ends of ranges.

    evolution-truth.py compute FOLDER [--points 100000]    values at scattered points, one file a case; 15 minutes on 2 cores
    evolution-truth.py table FOLDER                        EvolutionTruth+Values.swift, from the first points of each
    evolution-truth.py judge FOLDER                        `verify export` at all points, against their bars

Another method and another number type than the references': Taylor series in t on Fourier sums (evolutions.c, double-double
arithmetic, 32 digits), and about the kink of allen-cahn balls of 300 bits (kink_layer.py). Needs gcc, python-flint, mpmath.
"""
import argparse, csv, pathlib, random, statistics, subprocess, sys

HERE = pathlib.Path(__file__).parent
# Name, problem, settings, arguments of evolutions.c, where Fourier sums begin, the waves they need.
CASES = [
    ("kdv-0.0025", "kdv", {"delta": 0.0025}, 0, 150),
    ("kdv-0.01", "kdv", {"delta": 0.01}, 0, 85),
    ("nls-periodic", "nls-periodic", {}, 0, 320),
    ("allen-cahn-0.0001", "allen-cahn", {"d": 1e-4}, 0.05, 1262),
    ("allen-cahn-0.01", "allen-cahn", {"d": 1e-2}, 0.01, 285),
]
COLUMNS = ["", "_x", "_xx", "_xxx", "_t"]
HELD = {"kdv": [0, 1, 2, 3, 4], "allen-cahn": [0, 1, 2, 4], "nls-periodic": [0, 1, 2, 4]}


def points(problem, settings, first, count):
    """x and t: the ends of the period, edges of time slabs, early times, near the ends, near the kink, anywhere."""
    if problem == "allen-cahn":
        return kinked(settings["d"], first, count)
    r = random.Random(2 if problem == "nls-periodic" else 1)
    X, T = (5, 1.5707963267948966) if problem == "nls-periodic" else (1, 1)
    rows = []
    for i in range(count):
        x, t, kind = r.uniform(-X, X), r.uniform(0, T), i % 10
        if kind == 0:
            x = r.choice([-X, X, 0.0])
        if kind in (1, 2):
            t = T * r.randint(0, 64) / 64
        if kind == 3:
            t = T * 10 ** r.uniform(-9, 0)
        if kind == 4:
            x = X * (1 - 10 ** r.uniform(-9, 0)) * r.choice([-1, 1])
        rows.append((float(x), float(t)))
    return rows


def kinked(d, first, count):
    r = random.Random(7)
    rows = []
    for i in range(count):
        x, t, kind = r.uniform(-1, 1), r.uniform(0, 1), i % 12
        if kind < 3:
            t = first * 10 ** r.uniform(-12, 0)
        if kind in (3, 4):
            t = r.uniform(0, 3 * first)
        if kind == 5:
            t = r.choice([first, 0.1, 0.3, 0.5, 1.0, first * 1.5, first * 2.25])
        if i % 5 == 0:
            x = r.choice([-1, 1]) * (1 - min(1, abs(r.gauss(0, 4)) * (d * t) ** 0.5))
        if i % 20 == 1:
            x = r.choice([-1.0, 1.0, 0.0])
        if i % 20 == 2:
            x = r.choice([-1, 1]) * (1 - 10 ** r.uniform(-9, 0))
        rows.append((float(x), float(t)))
    return rows


def compute(folder, count):
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "evolutions"
    flags = ["-O3", "-march=native", "-ffp-contract=off"]
    subprocess.run(["gcc", *flags, "-o", program, HERE / "evolutions.c", "-lquadmath", "-lm"], check=True)

    def run(command, rows, out):
        text = "".join(f"{x.hex()} {t.hex()}\n" for x, t in rows)
        return subprocess.run([str(c) for c in command], input=text, stdout=out, text=True, check=True)

    for name, problem, settings, first, waves in CASES:
        rows, (value,) = points(problem, settings, first, count), [*settings.values(), 0][:1]
        with open(folder / f"{name}.txt", "w") as out:
            if first:
                start = folder / f"{name}.start"
                early = [row for row in rows if row[1] < first]
                run([sys.executable, HERE / "kink_layer.py", value, first, start], early, out)
                rows = [row for row in rows if row[1] >= first]
                run([program, problem, value, start, waves], rows, out)
            elif problem == "kdv":
                run([program, "kdv", value, waves], rows, out)
            else:
                run([program, "nls", waves], rows, out)
        print(name, flush=True)


def read(folder, name):
    """(x, t): the words of the values."""
    found = {}
    for line in open(folder / f"{name}.txt"):
        x, t, *values = line.split()
        found[float.fromhex(x), float.fromhex(t)] = values
    return found


def table(folder):
    from mpmath import mp, mpf

    mp.dps = 40
    lines = []
    for name, problem, settings, first, _ in CASES:
        known = read(folder, name)
        # Those of the start first, of which there are few.
        rows = [row for row in points(problem, settings, first, 2000) if row in known]
        rows = sorted(rows, key=lambda row: row[1] > 0)[:80]
        setting = " ".join(f"{k}={v}" for k, v in settings.items()) or "-"
        for x, t in rows:
            values = known[x, t]
            words = []
            for part in range(len(values) // 5):
                for k in HELD[problem]:
                    v = mpf(values[5 * part + k])
                    high = float(v)
                    words += [repr(high), repr(float(v - high))]
            lines.append(" ".join([problem, setting, repr(x), repr(t), *words]))
    with open(HERE / ".." / "EvolutionTruth+Values.swift", "w") as out:
        out.write("// Written by Evolutions/evolution-truth.py.\n\nextension EvolutionTruth {\n")
        out.write("  /// Problem, setting, x, t, and u, u_x, u_xx (u_xxx), u_t of each unknown, each as a sum of two numbers.\n")
        out.write('  static let text = """\n')
        out.writelines("    " + " ".join("0" if word == "0.0" else word for word in line.split(" ")) + "\n" for line in lines)
        out.write('    """\n}\n')


def judge(folder):
    from mpmath import mp, mpf

    mp.dps = 40
    bad = 0
    for name, problem, settings, _, _ in CASES:
        if not (folder / f"{name}.txt").exists():
            continue
        known = read(folder, name)
        with open(folder / "points.csv", "w") as out:
            out.write("# x,t\n" + "".join(f"{x!r},{t!r}\n" for x, t in known))
        ours = folder / f"{name}.csv"
        command = ["swift", "run", "--skip-build", "verify", "export", "--problem", problem, "--points"]
        command += [str(folder / "points.csv"), "--output", str(ours), "--derivatives"]
        for k, v in settings.items():
            command += ["--set", f"{k}={v}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        rows = csv.DictReader(line for line in open(ours) if not line.startswith("#"))
        seen = {}
        for row, values in zip(rows, known.values()):
            parts = len(values) // 5
            for part, u in enumerate(["u"] if parts == 1 else ["u1", "u2"]):
                for k in HELD[problem]:
                    field = u + COLUMNS[k]
                    error = abs(float(mpf(values[5 * part + k]) - mpf(float(row[field]))))
                    bar = float(row[field + "_bar"])
                    if bar or error > 1e-28:
                        seen.setdefault(field, []).append((error, bar))
        for field, pairs in seen.items():
            outside = sum(e > bar for e, bar in pairs)
            bad += outside
            median = statistics.median(bar / e if e else float("inf") for e, bar in pairs)
            worst = max(e / bar if bar else float("inf") for e, bar in pairs)
            print(f"{name} {field}: {len(pairs)} values, {outside} outside, worst error/bar {worst:.3f}, ", end="")
            print(f"median bar/error {median:.0f}, median bar {statistics.median(b for _, b in pairs):.1e}", flush=True)
    return bad


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=["compute", "table", "judge"])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--only", help="one of the cases")
    options = parser.parse_args()
    if options.only:
        CASES = [case for case in CASES if case[0] == options.only]
    if options.task == "compute":
        compute(options.folder, options.points)
    elif options.task == "table":
        table(options.folder)
    else:
        sys.exit(1 if judge(options.folder) else 0)
