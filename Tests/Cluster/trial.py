# SPDX-License-Identifier: MIT
"""A campaign under trial: workers and a Slurm train it on a small disk, and what falls out is started again."""

import collections
import os
import subprocess
import time
from pathlib import Path

import campaign
from campaign import RECIPES
from disk import Disk
from loopback import Slurm
from watch import Watch

SELECTION = "--problem cosine-ode --strategy all --optimizer adam --steps 2000 --seed 1-20".split()
LEASE = 5
# The second worker is on another machine, as far as it and the others can tell: its processes have numbers of their
# own, so that only the lease says when one of them is gone.
HERE = []
ELSEWHERE = ["unshare", "--pid", "--mount-proc", "--uts", "--fork", "--kill-child", "sh", "-c",
             'hostname elsewhere; "$@"; exit $?', "sh"]
MACHINES = [HERE, ELSEWHERE]


class Trial:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.verify = campaign.program().split()
        self.slurm = Slurm(self.folder / "slurm", nodes=2)
        self.environment = os.environ | self.slurm.environment | {
            "VERIFY": campaign.program(), "PLUMBLINE_LEASE": str(LEASE), "PLUMBLINE_THREADS": "1"}
        listed = subprocess.run([*self.verify, "list", "--cells", *SELECTION], text=True, check=True,
                                stdout=subprocess.PIPE)
        self.cells = listed.stdout.split()
        self.disk = None
        self.workers = {}  # number: Popen
        self.down = {}  # node, controller, disk or process: when it comes back, and what brings it back
        self.count, self.ends = collections.Counter(), collections.Counter()

    def train(self, output, log, machine=HERE):
        with (self.folder / log).open("ab") as text:
            return subprocess.Popen([*machine, *self.verify, "run", *SELECTION, "--output", output], stdout=text,
                                    stderr=text, stdin=subprocess.DEVNULL, env=self.environment)

    def begin(self):
        self.count["campaigns"] += 1
        self.output = self.folder / f"campaign-{self.count['campaigns']}"
        self.output.mkdir()
        # Of the results alone: the logs of Slurm, open all the time, would keep it from ever being read-only.
        self.disk = Disk(self.output / "results")
        self.watch = Watch(self.output / "results")
        self.submit()
        for worker in range(len(MACHINES)):
            self.start_worker(worker)

    def submit(self):
        self.count["submissions"] += 1
        with (self.folder / "submissions.log").open("ab") as log:
            subprocess.run([RECIPES / "slurm.sh", "--output", self.output, "--shards", "6", "--", *SELECTION],
                           env=self.environment, stdout=log, stderr=log, timeout=120)

    def start_worker(self, worker):
        log = f"worker-{self.count['campaigns']}-{worker}.log"
        self.workers[worker] = self.train(self.output / "results", log, MACHINES[worker])

    def tend(self):
        """What an operator does: starts again what was killed, and sees how the rest has ended."""
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

    def during(self, seconds, until=lambda: False):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            self.tend()
            time.sleep(0.05)

    def is_complete(self):
        return self.watch.finished() >= len(self.cells)

    def finish(self, seconds=240):
        """No more faults: the campaign must end by itself, in the workers and in Slurm, perhaps by the same command
        once more."""
        limit = time.monotonic() + seconds
        self.during(seconds, lambda: self.is_complete() and not self.workers and not self.down)
        while time.monotonic() < limit and not (self.slurm.idle() and (self.output / "report.csv").exists()):
            self.during(10, self.slurm.idle)
            if self.slurm.idle() and not (self.output / "report.csv").exists():
                self.submit()
            self.count["drained nodes and held jobs set free"] += self.slurm.mend()
        if time.monotonic() > limit:
            lack = sorted(set(self.cells) - set(campaign.contents(self.output / "results")))
            raise TimeoutError(f"not over {seconds} s after the last fault; missing: {lack}; running: {self.workers}")
