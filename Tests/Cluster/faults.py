#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The fault campaign: workers, nodes, the controller, the disk and its permissions fail at random while a campaign
runs, and at the end no result may be lost, damaged, other than that of an undisturbed run, or written again once it is
there. Prints the figures, and exits with 1 where one of these is broken. Runs for about ten minutes, as root.

    VERIFY=.build/debug/verify Tests/Cluster/faults.py [--faults 100] [--seed 18]

The campaign is trained by two workers, of which one believes itself on another machine, and by two nodes of a Slurm
that runs slurm.sh, all on one folder, a small disk of its own. A campaign that ends before the faults do is held to all
this and followed by another."""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time

import campaign
from loopback import missing
from processes import adopt_orphans, end_descendants
from strike import KINDS, strike
from trial import Trial


def undisturbed(trial):
    """The truth: each cell as one process alone trains it, and what the report then ends with."""
    output = trial.folder / "undisturbed"
    trial.train(output, "undisturbed.log").wait(timeout=600)
    if lack := campaign.incomplete(output, trial.cells):
        raise RuntimeError(f"the undisturbed run is not complete: {lack}")
    return campaign.contents(output), report(trial, output)


def report(trial, results):
    expected = trial.folder / "expected.txt"
    expected.write_text("\n".join(trial.cells) + "\n")
    with (trial.folder / "report.txt").open("w") as out:
        return subprocess.run([*trial.verify, "report", results, "--expect", expected], stdout=out, stderr=out,
                              timeout=60).returncode


def judge(trial, truth, status):
    """What is wrong with a campaign that has ended, in words; adds its figures to the trial's."""
    results, watch = trial.output / "results", trial.watch
    watch.look()
    wrong = campaign.incomplete(results, trial.cells)
    found = campaign.contents(results)
    wrong += [f"{cell}: not as in the undisturbed run" for cell in found if found[cell] != truth.get(cell)]
    wrong += [f"{name}: written again once it was there" for name in watch.written_again()]
    if (ended := report(trial, results)) != status:
        wrong.append(f"verify report --expect ends with {ended}, not {status}: {trial.folder}/report.txt")
    # Nothing that is left blocks: one more run has nothing to train, and ends.
    writings, start = watch.writings(), time.monotonic()
    trial.train(results, "last.log").wait(timeout=60)
    seconds = time.monotonic() - start
    watch.look()
    if watch.writings() != writings:
        wrong.append("a run after the end has trained cells again")
    trial.count["cells"] += len(trial.cells)
    trial.count["claims taken over from the dead, of those seen"] += watch.taken_over()
    trial.count["results written more than once"] += len(watch.written_again())
    trial.count["files of the dead left in .claims"] += len(watch.entries(results / ".claims"))
    trial.count["seconds of one more run, at most"] = max(
        trial.count["seconds of one more run, at most"], round(seconds, 1))
    return wrong


def run(trial, plan, chance):
    start = time.monotonic()
    truth, status = undisturbed(trial)
    print(f"{len(trial.cells)} cells; undisturbed, one process: {time.monotonic() - start:.0f} s", flush=True)
    trial.slurm.start()
    start, wrong = time.monotonic(), []

    def finish():
        try:
            trial.finish()
        except TimeoutError as error:
            wrong.append(str(error))
        wrong.extend(judge(trial, truth, status))
        trial.disk.close()

    trial.begin()
    for number, kind in enumerate(plan, 1):
        trial.during(chance.uniform(0.2, 2.5))
        if trial.is_complete():
            finish()
            trial.begin()
            trial.during(3)
        print(f"{time.monotonic() - start:6.1f} s  fault {number}: {kind}, {trial.watch.finished()} of "
              f"{len(trial.cells)} cells done", flush=True)
        strike(trial, kind, chance)
    finish()
    print(f"{time.monotonic() - start:.0f} s")
    for what, figure in trial.count.items():
        print(f"{figure:8} {what}")
    print("workers ended with", dict(trial.ends))
    print("\n".join(["BROKEN:", *wrong]) if wrong else "no result lost, damaged, different or written again")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", type=int, default=18)
    parser.add_argument("--keep", action="store_true", help="leave the folder for a look")
    options = parser.parse_args()
    if lack := missing() or ("" if campaign.program() else "there is no program verify: swift build, or set VERIFY"):
        sys.exit(f"faults.py: {lack}")
    adopt_orphans()
    chance = random.Random(options.seed)
    plan = chance.choices(list(KINDS), list(KINDS.values()), k=options.faults)
    folder = tempfile.mkdtemp(prefix="plumbline-faults-")
    print(f"seed {options.seed}, in {folder}", flush=True)
    trial = Trial(folder)
    try:
        return run(trial, plan, chance)
    finally:
        trial.slurm.stop()
        end_descendants()
        if trial.disk:
            trial.disk.close()
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
