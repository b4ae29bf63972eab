# SPDX-License-Identifier: MIT
"""Long calls: Ctrl-C, threads and processes."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import warnings

import numpy as np
import pytest

import plumbline
from plumbline._jobs import Job, interruptible

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs signals of POSIX")


def raise_soon(number=signal.SIGINT):
    timer = threading.Timer(0.1, os.kill, (os.getpid(), number))
    timer.start()
    return timer


class Watched(Job):
    """A job that counts how often it was cancelled."""

    cancelled = 0

    def cancel(self):
        self.cancelled += 1
        super().cancel()


@POSIX
def test_ctrl_c_cancels_and_does_not_wait(interrupts):
    job, go_on, ended = Watched(), threading.Event(), threading.Event()

    def work():
        go_on.wait(30)
        ended.set()

    raise_soon()
    with pytest.raises(KeyboardInterrupt):
        interruptible(work, job)
    assert job.cancelled == 1
    assert not ended.is_set()
    go_on.set()
    assert ended.wait(30)


@POSIX
def test_other_exceptions_of_signals_cancel_too():
    def expire(number, frame):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, expire)
    job, go_on = Watched(), threading.Event()
    try:
        raise_soon(signal.SIGALRM)
        with pytest.raises(TimeoutError):
            interruptible(lambda: go_on.wait(30), job)
    finally:
        signal.signal(signal.SIGALRM, before)
        go_on.set()
    assert job.cancelled == 1


def test_values_and_errors_come_through():
    job = Watched()
    assert interruptible(lambda: 7, job) == 7
    with pytest.raises(KeyError):
        interruptible(lambda: {}[1], job)
    assert job.cancelled == 0


def test_a_cancelled_job_cancels_what_has_it(burgers):
    from plumbline._calls import call

    rows, values = np.zeros((100_000, 2)), np.empty(100_000)
    job = Job(1)
    job.cancel()
    with pytest.raises(plumbline.CancelledError):
        call("evaluate", burgers._handle, None, 1, rows.ctypes, 100_000, 2, values.ctypes, None, 1, job)


LONG = {
    "reference": "burgers.reference(np.linspace(-1, 1, 10_000)[:, None], np.linspace(0, 1, 10_000), bars=False)",
    "score": "burgers.score(np.random.default_rng(1).random((3000, 3000)))",
    "first references": "[plumbline.problem('allen-cahn', d=1e-4 * i).reference(0.5, 0.5) for i in range(1, 20)]",
}


@POSIX
@pytest.mark.parametrize("call", LONG.values(), ids=LONG.keys())
def test_a_program_is_interrupted_promptly(call, interrupts):
    program = f"""
import sys, time, numpy as np, plumbline
burgers = plumbline.problem("burgers")
print("ready", flush=True)
try:
    {call}
    print("done", flush=True)
except KeyboardInterrupt:
    print("interrupted", flush=True)
print("goes on", burgers.reference(0.5, 0.5).u < 0, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "ready\n"
            time.sleep(0.4)
            process.send_signal(signal.SIGINT)
            sent = time.monotonic()
            assert process.stdout.readline() == "interrupted\n"
            assert time.monotonic() - sent < 3
            assert process.stdout.readline() == "goes on True\n"
            assert process.wait(30) == 0
        finally:
            process.kill()


def test_threads_share_a_problem():
    p = plumbline.problem("kdv")
    x = np.linspace(*p.domain["x"], 200)
    times = np.linspace(*p.domain["t"], 6)
    found, errors = {}, []

    def work(t):
        try:
            for _ in range(5):
                found.setdefault(t, []).append(p.reference(x, t))
        except BaseException as error:
            errors.append(error)

    workers = [threading.Thread(target=work, args=(t,)) for t in times]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not errors
    for t in times:
        expected = p.reference(x, t)
        for values in found[t]:
            np.testing.assert_array_equal(values, expected)


def test_a_problem_that_is_closed_in_use_ends_what_has_begun():
    for _ in range(20):
        p = plumbline.problem("burgers")
        started, results = threading.Event(), []

        def work(p=p, started=started, results=results):
            x = np.linspace(-1, 1, 3000)
            started.set()
            try:
                results.append(np.isfinite(p.reference(x, 0.5).u).all())
            except plumbline.ClosedError:
                results.append("closed")

        worker = threading.Thread(target=work)
        worker.start()
        started.wait()
        p.close()
        worker.join()
        assert results in ([True], ["closed"])


def test_other_threads_run_during_a_call(burgers):
    ticks, stop = [], threading.Event()

    def tick():
        while not stop.is_set():
            ticks.append(1)
            time.sleep(0.001)

    worker = threading.Thread(target=tick)
    worker.start()
    # From a thread that is not the main one the call is made directly.
    caller = threading.Thread(target=lambda: burgers.reference(np.linspace(-1, 1, 300_000), 0.5, threads=1))
    before = len(ticks)
    caller.start()
    caller.join()
    during = len(ticks) - before
    stop.set()
    worker.join()
    assert during > 20


def compute(problem, queue):
    x = np.linspace(-1, 1, 20_000)
    queue.put(problem.reference(x, 0.5).u.sum())
    queue.put(problem.score(problem.reference(*problem.grid(40, 30)).u).verdict)


@pytest.mark.parametrize("method", [m for m in ("fork", "spawn") if m in multiprocessing.get_all_start_methods()])
def test_processes_go_on_with_a_problem(burgers, method):
    x = np.linspace(-1, 1, 20_000)
    expected = burgers.reference(x, 0.5).u.sum()
    burgers.score(np.zeros((20, 20)))
    context = multiprocessing.get_context(method)
    queue = context.SimpleQueue()
    process = context.Process(target=compute, args=(burgers, queue))
    with warnings.catch_warnings():
        # Python warns of forks while other threads run; none of them is in a call here.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    try:
        process.join(45)
        assert process.exitcode == 0
        assert queue.get() == expected
        assert queue.get() == "indistinguishable"
        assert burgers.reference(x, 0.5).u.sum() == expected
    finally:
        process.kill()
