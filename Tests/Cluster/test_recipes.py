#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The recipes for Slurm and GNU parallel run a campaign to its end through kills and dead nodes.

    VERIFY=.build/debug/verify Tests/Cluster/test_recipes.py

Needs `apt-get install slurm-wlm munge parallel`, and root for the test's own slurmctld and slurmd; what cannot run here
is skipped with its reason."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import campaign
from campaign import FAILING, RECIPES, SELECTION
from loopback import Slurm, missing
from processes import adopt_orphans, descendants, end_descendants, kill, wait_for


def workers():
    """The processes that train: id -> words."""
    return {process: words for process, words in descendants().items()
            if "run" in words and "--shard" in words and Path(words[0]).name not in ("bash", "sh", "perl")}


@unittest.skipUnless(campaign.program(), "there is no program verify: swift build, or set VERIFY to its path")
class Recipe(unittest.TestCase):
    def setUp(self):
        adopt_orphans()
        self.folder = Path(tempfile.mkdtemp(prefix="plumbline-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.addCleanup(end_descendants)
        self.environment = os.environ | {"VERIFY": str(campaign.program()), "PLUMBLINE_LEASE": "5"}
        self.output = self.folder / "campaign"
        self.results = self.output / "results"

    def command(self, recipe, *options, selection=SELECTION):
        return [RECIPES / recipe, "--output", self.output, *options, "--", *selection]

    def tell(self, words, **more):
        return subprocess.run(words, env=self.environment, text=True, timeout=60, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, **more)

    def reach(self, part):
        """Waits until a part of the cells is done, and holds that some are not: a fault now is one in the middle."""
        cells = len(self.cells())
        wait_for(f"{part} of {cells} cells", 60, lambda: campaign.count(self.results) >= part * cells, every=0.02)
        self.assertLess(campaign.count(self.results), cells, "the campaign was over before the fault")

    def kill_worker(self):
        """kill -9 of one that trains; the campaign must have been running for that."""
        process = wait_for("a process that trains", 30, lambda: next(iter(workers()), None))
        kill(process)

    def cells(self):
        return (self.output / "cells.txt").read_text().split()

    def assert_complete(self):
        """Every cell is there, once and undamaged, and all have passed."""
        self.assertEqual(campaign.incomplete(self.results, self.cells()), [])
        report = self.tell([*self.environment["VERIFY"].split(), "report", self.results, "--expect",
                            self.output / "cells.txt"])
        self.assertEqual(report.returncode, 0, report.stdout)

    def started(self):
        return {result["id"]: result["started"] for result in campaign.results(self.results).values()}


class SlurmRecipe(Recipe):
    def setUp(self):
        if lack := missing():
            self.skipTest(lack)
        super().setUp()
        self.slurm = Slurm(self.folder / "slurm")
        self.addCleanup(self.slurm.stop)
        self.slurm.start()
        self.environment |= self.slurm.environment

    def submit(self, *options, **more):
        done = self.tell(self.command("slurm.sh", *options, **more))
        self.assertEqual(done.returncode, 0, done.stdout)

    def logs(self):
        return {path.name for path in (self.output / "logs").iterdir()}

    def wait(self, seconds=90):
        try:
            wait_for("the end of all jobs", seconds, self.slurm.idle)
        except TimeoutError as error:
            queue = self.slurm.ask("squeue", "-r", "-o%i %T %N %r %E") or "the controller does not answer"
            log = (self.slurm.folder / "slurmctld.log").read_text().splitlines()[-40:]
            self.fail("\n".join([str(error), queue, *log]))

    def test_a_campaign_outlives_a_node_a_slurmd_and_a_process(self):
        self.submit("--shards", "8")
        self.reach(0.1)
        self.slurm.tell("update", "nodename=n2", "state=down", "reason=test")
        self.reach(0.2)
        self.slurm.kill_daemon("n3")
        self.reach(0.3)
        self.kill_worker()
        self.wait()
        self.assert_complete()
        self.assertIn("cosine-ode", (self.output / "report.txt").read_text())
        self.assertGreater(len((self.output / "report.csv").read_text().splitlines()), 1)
        # The same command again finds nothing to train.
        before = self.started()
        self.submit("--shards", "8")
        self.wait()
        self.assertEqual(self.started(), before)

    def test_failed_cells_are_results_and_no_reason_for_a_further_round(self):
        self.submit("--shards", "2", selection=FAILING)
        self.wait()
        self.assertEqual(campaign.incomplete(self.results, self.cells()), [])
        self.assertEqual(self.logs(), {"1_1.log", "1_2.log", "report.log"})
        report = (self.output / "report.txt").read_text()
        self.assertEqual([cell for cell in self.cells() if cell not in report], [])

    def test_a_shard_that_always_crashes_ends_with_the_rounds(self):
        crash = self.folder / "crash"
        crash.write_text(f"""#!/bin/sh
case "$*" in *"--shard 2/"*) kill -9 $$ ;; esac
exec {self.environment["VERIFY"]} "$@"
""")
        crash.chmod(0o755)
        self.environment["VERIFY"] = str(crash)
        self.submit("--shards", "3", "--rounds", "2", selection=FAILING)
        self.wait()
        self.assertFalse((self.output / "report.txt").exists(), "a report without the crashed shard")
        self.assertEqual(self.logs(), {f"{array}_{shard}.log" for array in (1, 2) for shard in (1, 2, 3)})
        self.assertNotEqual(campaign.incomplete(self.results, self.cells()), [])


@unittest.skipUnless(shutil.which("parallel"), "parallel not found: apt-get install parallel")
class ParallelRecipe(Recipe):
    def test_a_campaign_outlives_a_process_and_goes_on_after_its_own_end(self):
        words = self.command("parallel.sh", "--shards", "8", "--jobs", "2")
        first = subprocess.Popen(words, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for("the list of cells", 30, (self.output / "cells.txt").exists)
        self.reach(0.1)
        self.kill_worker()
        self.reach(0.2)
        # GNU parallel and the script end at once; what trains goes on, as after the loss of a terminal.
        for process in [first.pid, *(process for process in descendants() if process not in workers())]:
            kill(process)
        first.wait(timeout=10)
        before = self.started()
        self.assertLess(len(before), len(self.cells()))
        again = self.tell(words)
        self.assertIn(again.returncode, (0, 1), again.stdout)
        self.assert_complete()
        self.assertEqual({cell: self.started()[cell] for cell in before}, before)


if __name__ == "__main__":
    unittest.main(verbosity=2)
