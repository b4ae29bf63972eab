# SPDX-License-Identifier: MIT
"""A Slurm of several nodes on this machine alone, in a folder of its own: its ports, keys and spools are nobody
else's, SLURM_CONF leads its commands to it, and a Slurm of the machine is never spoken to."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

from processes import descendants, kill, table, variable, wait_for

PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "sinfo", "scancel"]

CONFIGURATION = """\
ClusterName=plumbline
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge/socket,cred_expire=5
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/%n.log
SlurmctldPort={port}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1,batch_sched_delay=0,sched_min_interval=100000
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SlurmdParameters=config_overrides
SlurmdTimeout=5
SlurmctldTimeout=10
MessageTimeout=3
TCPTimeout=1
KillWait=1
CompleteWait=0
UnkillableStepTimeout=20
ReturnToService=1
MpiDefault=none
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def missing():
    """What this machine lacks for a Slurm of the test's own, in words; empty where it lacks nothing."""
    if os.geteuid() != 0:
        return "slurmctld and slurmd are started as root, and this is not root"
    absent = [program for program in PROGRAMS if not find(program)]
    return f"{', '.join(absent)} not found: apt-get install slurm-wlm munge" if absent else ""


def find(program):
    return shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Slurm:
    def __init__(self, folder, nodes=4):
        self.folder = Path(folder)
        self.nodes = [f"n{i + 1}" for i in range(nodes)]
        self.daemons = {}  # name: Popen
        controller, *ports = free_ports(nodes + 1)
        for part in ["munge", "state"]:
            (self.folder / part).mkdir(parents=True)
        host = socket.gethostname().partition(".")[0]
        text = CONFIGURATION.format(host=host, folder=self.folder, port=controller) + "".join(
            f"NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs=1 State=UNKNOWN\n"
            for node, port in zip(self.nodes, ports))
        self.configuration = self.folder / "slurm.conf"
        self.configuration.write_text(text)
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("SLURM", "SBATCH"))}
        self.environment = plain | {"SLURM_CONF": str(self.configuration)}

    def start(self):
        munge = self.folder / "munge"
        (munge / "key").write_bytes(os.urandom(128))
        (munge / "key").chmod(0o400)
        # Force: the folder is a temporary one, and this munged is root's.
        self.spawn("munged", "munged", "--foreground", "--force", f"--socket={munge}/socket", f"--key-file={munge}/key",
                   f"--pid-file={munge}/pid", f"--log-file={munge}/log", f"--seed-file={munge}/seed")
        wait_for("munged answers", 20, (munge / "socket").exists)
        self.start_controller()
        for node in self.nodes:
            self.start_node(node)
        wait_for(f"{len(self.nodes)} idle nodes", 30,
                 lambda: (self.ask("sinfo", "-hN", "-t", "idle", "-o%N") or "").split() == self.nodes)

    def spawn(self, name, program, *words):
        with (self.folder / f"{name}.out").open("ab") as log:
            self.daemons[name] = subprocess.Popen([find(program), *words], stdin=subprocess.DEVNULL, stdout=log,
                                                  stderr=log, env=self.environment, cwd=self.folder)

    def start_controller(self):
        self.spawn("slurmctld", "slurmctld", "-D", "-i")

    def start_node(self, node):
        self.spawn(node, "slurmd", "-D", "-N", node)

    def ask(self, program, *words, seconds=20):
        """What a command of Slurm prints; None where the controller is away."""
        try:
            done = subprocess.run([find(program), *words], env=self.environment, text=True, timeout=seconds,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return None
        return done.stdout if done.returncode == 0 else None

    def tell(self, *words):
        subprocess.run([find("scontrol"), *words], env=self.environment, check=True, timeout=20)

    def idle(self):
        """Whether the controller says that no job is left."""
        return self.ask("squeue", "-h") == ""

    def mend(self):
        """What Slurm leaves to its operator: nodes that it drained, and jobs that it holds, because a controller that
        was killed had forgotten what it launched. Returns how many there were."""
        nodes = (self.ask("sinfo", "-hN", "-t", "drain", "-o%N") or "").split()
        jobs = [line.split()[0] for line in (self.ask("squeue", "-hr", "-tPD", "-o%i %r") or "").splitlines()
                if "held" in line]
        for node in nodes:
            self.ask("scontrol", "update", f"nodename={node}", "state=resume")
        for job in jobs:
            self.ask("scontrol", "release", job)
        return len(nodes + jobs)

    def kill_daemon(self, name):
        """kill -9 of a daemon alone: what a slurmd has started goes on without it."""
        daemon = self.daemons.pop(name)
        kill(daemon.pid)
        daemon.wait(timeout=10)

    def steps(self, node):
        """The processes of a node's jobs and those that watch over them: a node's crash ends them too."""
        known = table()
        jobs = [process for process in descendants() if variable(process, "SLURMD_NODENAME") == node]
        watching = {known[process][0] for process in jobs if process in known} - set(jobs)
        return [process for process in watching if known[process][1][0].startswith("slurmstepd")] + jobs

    def stop(self):
        """Ends the daemons, the controller first so that it starts nothing more; what they started is the caller's."""
        for name in sorted(self.daemons, key=lambda name: name != "slurmctld"):
            self.kill_daemon(name)
