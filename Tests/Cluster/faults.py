#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The fault campaign: workers, nodes, the controller, the disk and its permissions fail at random while a campaign
runs, and at the end no result may be lost, damaged, other than that of an undisturbed run, or trained again once it is
there. Prints the figures, and exits with 1 where one of these is broken. Runs for about ten minutes, as root.

    VERIFY=.build/debug/verify Tests/Cluster/faults.py [--faults 100] [--seed 18]

The campaign is trained by two workers on one folder, a further process and two nodes of a Slurm that runs slurm.sh; the
folder is a small disk of its own. A campaign that ends before the faults do is held to all this and followed by
another."""

import argparse
import collections
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import campaign
from campaign import RECIPES
from disk import Disk
from loopback import Slurm, missing
from processes import adopt_orphans, descendants, end_descendants, kill, wait_for
from watch import Watch

SELECTION = "--problem cosine-ode --strategy all --optimizer adam --steps 2000 --seed 1-20".split()
KINDS = {"worker": 64, "node": 9, "controller": 9, "full disk": 9, "read-only folder": 9}
WORKERS = 2


class Faults:
    def __init__(self, folder, faults, seed):
        self.folder, self.chance = Path(folder), random.Random(seed)
        self.plan = self.chance.choices(list(KINDS), list(KINDS.values()), k=faults)
        self.verify = campaign.program().split()
        self.environment = os.environ | {"VERIFY": campaign.program(), "PLUMBLINE_LEASE": "5", "PLUMBLINE_THREADS": "1"}
        self.slurm = Slurm(self.folder / "slurm", nodes=2)
        self.environment |= self.slurm.environment
        self.disk = None
        self.workers = {}  # number: Popen
        self.down = {}  # node, controller or disk: when it comes back, and what brings it back
        self.count = collections.Counter()
        self.ends, self.wrong = collections.Counter(), []

    def train(self, output, log):
        with log.open("ab") as text:
            return subprocess.Popen([*self.verify, "run", *SELECTION, "--output", output], env=self.environment,
                                    stdin=subprocess.DEVNULL, stdout=text, stderr=text)

    def undisturbed(self):
        """The truth: each cell as one process alone trains it."""
        output = self.folder / "undisturbed"
        listed = subprocess.run([*self.verify, "list", "--cells", *SELECTION], text=True, check=True,
                                stdout=subprocess.PIPE)
        self.cells = listed.stdout.split()
        self.train(output, self.folder / "undisturbed.log").wait(timeout=600)
        self.truth = campaign.contents(output)
        self.passes = self.report(output, self.folder / "undisturbed.txt")
        if lack := campaign.incomplete(output, self.cells):
            raise RuntimeError(f"the undisturbed run is not complete: {lack}")

    def report(self, results, text):
        expected = self.folder / "expected.txt"
        expected.write_text("\n".join(self.cells) + "\n")
        with text.open("w") as out:
            return subprocess.run([*self.verify, "report", results, "--expect", expected], stdout=out,
                                  stderr=out, timeout=60).returncode

    def start_campaign(self):
        self.count["campaigns"] += 1
        self.output = self.folder / f"campaign-{self.count['campaigns']}"
        self.output.mkdir()
        # Of the results alone: the logs of Slurm, open all the time, would keep it from ever being read-only.
        self.disk = Disk(self.output / "results")
        self.watch = Watch(self.output / "results")
        self.submit()
        for worker in range(WORKERS):
            self.start_worker(worker)

    def submit(self):
        """Also again where a round too few was allowed; a controller or a disk that is away is asked later."""
        self.count["submissions"] += 1
        with (self.folder / "submissions.log").open("ab") as log:
            subprocess.run([RECIPES / "slurm.sh", "--output", self.output, "--shards", "6", "--rounds", "3", "--",
                            *SELECTION], env=self.environment, stdout=log, stderr=log, timeout=120)

    def start_worker(self, worker):
        log = self.folder / f"worker-{self.count['campaigns']}-{worker}.log"
        self.workers[worker] = self.train(self.output / "results", log)

    def tend(self):
        """What an operator does: starts again what was killed, and looks at how the rest ended."""
        for what, (_, repair) in [item for item in self.down.items() if time.monotonic() > item[1][0]]:
            del self.down[what]
            repair()
        self.watch.look()
        for worker, process in list(self.workers.items()):
            if (status := process.poll()) is not None:
                self.ends[status] += 1
                del self.workers[worker]
                if status != 0:
                    self.start_worker(worker)

    def complete(self):
        return self.watch.finished() >= len(self.cells)

    def during(self, seconds, until=lambda: False):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            self.tend()
            time.sleep(0.05)

    def strike(self, kind):
        self.count[kind] += 1
        if kind == "worker":
            training = [process for process, words in descendants().items() if words[0] == self.verify[0]
                        and "run" in words]
            if training:
                kill(self.chance.choice(training))
            else:
                self.count["no worker to kill"] += 1
        elif kind == "node":
            node = self.chance.choice(self.slurm.nodes)
            self.wait_for_repair(node)
            for process in self.slurm.steps(node):
                kill(process)
            self.slurm.kill_daemon(node)
            self.out(node, lambda: self.slurm.start_node(node))
        elif kind == "controller":
            self.wait_for_repair("controller")
            self.slurm.kill_daemon("slurmctld")
            self.out("controller", self.slurm.start_controller)
        elif kind == "full disk":
            self.wait_for_repair("disk")
            self.disk.fill()
            self.out("disk", self.disk.free)
        else:
            self.wait_for_repair("disk")
            if not self.disk.make_read_only():
                self.count["read-only refused, files were open"] += 1
            self.out("disk", self.disk.make_writable)

    def out(self, what, repair):
        """Other faults go on meanwhile."""
        self.down[what] = time.monotonic() + self.chance.uniform(1, 6), repair

    def wait_for_repair(self, what):
        self.during(10, lambda: what not in self.down)

    def finish_campaign(self):
        """All faults are over: the campaign must end by itself, workers and jobs."""
        limit = time.monotonic() + 300
        while not self.complete() or self.workers or self.down:
            self.tend()
            if time.monotonic() > limit:
                lack = sorted(set(self.cells) - set(campaign.contents(self.output / "results")))
                raise TimeoutError(f"not complete 300 s after the last fault; missing: {lack}")
            time.sleep(0.05)
        # The array too ends, and the report of slurm.sh comes, perhaps by the same command once more.
        while not (self.output / "report.csv").exists():
            self.during(60, self.slurm.idle)
            if not (self.output / "report.csv").exists():
                self.submit()
            if time.monotonic() > limit:
                raise TimeoutError("no report 300 s after the last fault")
            time.sleep(0.5)
        self.during(60, self.slurm.idle)
        self.judge()
        self.disk.close()

    def judge(self):
        results = self.output / "results"
        self.watch.look()
        self.count["cells"] += len(self.cells)
        self.wrong += campaign.incomplete(results, self.cells)
        found = campaign.contents(results)
        self.wrong += [f"{cell}: not as in the undisturbed run" for cell in self.cells
                       if cell in found and found[cell] != self.truth[cell]]
        self.count["claims taken"] += self.watch.claims()
        self.count["claims taken over"] += self.watch.taken_over()
        again = self.watch.written_again()
        self.count["cells trained to the end more than once"] += len(again)
        self.wrong += [f"{name}: written again once it was there" for name in again]
        if (status := self.report(results, self.folder / "report.txt")) != self.passes:
            self.wrong.append(f"verify report --expect ends with {status}: see {self.folder}/report.txt")
        # Nothing is left that blocks: one more run has nothing to do, and ends.
        start, before = time.monotonic(), self.watch.writings()
        self.train(results, self.folder / "last.log").wait(timeout=60)
        self.watch.look()
        if self.watch.writings() != before:
            self.wrong.append("a run after the end trained cells again")
        self.count["seconds of one more run, at most"] = max(
            self.count["seconds of one more run, at most"], round(time.monotonic() - start, 1))
        left = [path for path in results.iterdir() if path.suffix != ".json" and path.name != "lost+found"]
        claims = [path for folder in left if folder.is_dir() for path in folder.iterdir()]
        self.count["files left beside the results"] += len([path for path in left if path.is_file()]) + len(claims)

    def run(self):
        start = time.monotonic()
        self.undisturbed()
        print(f"{len(self.cells)} cells; undisturbed, one process: {time.monotonic() - start:.0f} s", flush=True)
        self.slurm.start()
        start = time.monotonic()
        self.start_campaign()
        for number, kind in enumerate(self.plan, 1):
            self.during(self.chance.uniform(0.2, 2.5))
            if self.complete():
                self.finish_campaign()
                self.start_campaign()
                self.during(3)
            print(f"{time.monotonic() - start:6.1f} s  fault {number}: {kind}, {self.watch.finished()} of "
                  f"{len(self.cells)} cells done", flush=True)
            self.strike(kind)
        self.finish_campaign()
        print(f"{time.monotonic() - start:.0f} s")
        for what, number in self.count.items():
            print(f"{number:8} {what}")
        print("workers ended with", dict(self.ends))
        print("\n".join(["BROKEN:", *self.wrong]) if self.wrong else
              "no result lost, damaged, different or trained again")
        return 1 if self.wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", type=int, default=18)
    parser.add_argument("--keep", action="store_true", help="leave the folder for a look")
    options = parser.parse_args()
    if lack := missing() or ("" if campaign.program() else "there is no program verify: swift build, or set VERIFY"):
        sys.exit(f"faults.py: {lack}")
    adopt_orphans()
    folder = tempfile.mkdtemp(prefix="plumbline-faults-")
    print(f"seed {options.seed}, in {folder}", flush=True)
    faults = Faults(folder, options.faults, options.seed)
    try:
        return faults.run()
    finally:
        faults.slurm.stop()
        end_descendants()
        if faults.disk:
            faults.disk.close()
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
