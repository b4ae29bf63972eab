# SPDX-License-Identifier: MIT
"""The faults that befall a trial, each with its share of a hundred."""

import contextlib
import os
import signal
import time

from processes import descendants, kill
from trial import LEASE

KINDS = {"worker": 58, "worker stands still": 6, "node": 9, "controller": 9, "full disk": 9, "read-only folder": 9}


def strike(trial, kind, chance):
    """One fault; what is out for a while comes back by itself, and others may happen meanwhile."""
    trial.count[kind] += 1

    def out(what, repair, least=1, most=6):
        trial.down[what] = time.monotonic() + chance.uniform(least, most), repair

    def repaired(what):
        trial.during(20, lambda: what not in trial.down)

    if kind.startswith("worker"):
        training = [process for process, words in descendants().items() if words[0] == trial.verify[0]]
        if not training:
            trial.count["no worker was there"] += 1
        elif kind == "worker":
            kill(chance.choice(training))
        else:
            # For longer than the lease: another takes its cell, and it comes back.
            process = chance.choice(training)
            send(process, signal.SIGSTOP)
            out(f"process {process}", lambda: send(process, signal.SIGCONT), LEASE + 1, LEASE + 6)
    elif kind == "node":
        node = chance.choice(trial.slurm.nodes)
        repaired(node)
        for process in trial.slurm.steps(node):
            kill(process)
        trial.slurm.kill_daemon(node)
        out(node, lambda: trial.slurm.start_node(node))
    elif kind == "controller":
        repaired(kind)
        trial.slurm.kill_daemon("slurmctld")
        out(kind, trial.slurm.start_controller)
    elif kind == "full disk":
        repaired("disk")
        trial.disk.fill()
        out("disk", trial.disk.free)
    else:
        repaired("disk")
        if not trial.disk.make_read_only():
            trial.count["read-only refused, files were open"] += 1
        # Longer than the lease too: the living cannot touch their claims, and are not dead for that.
        out("disk", trial.disk.make_writable, most=2 * LEASE)


def send(process, number):
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, number)
