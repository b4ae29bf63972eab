# SPDX-License-Identifier: MIT
"""Long calls, which Ctrl-C ends."""

from __future__ import annotations

import ctypes
import operator
import threading
from typing import Callable, Generic, TypeVar

from ._errors import ParameterError
from ._library import library

T = TypeVar("T")


class Job:
    """On how many threads a call is done, and whether it goes on.

    Whoever still works on it keeps it alive; the last one ends it.
    """

    def __init__(self, threads: int | None = None) -> None:
        count = thread_count(threads)
        self._library = library()
        self._as_parameter_ = ctypes.c_void_p(self._library.plumbline_job_create())
        self._library.plumbline_job_set_threads(self, count)

    def cancel(self) -> None:
        """Asks the calls that have it to end soon."""
        self._library.plumbline_job_cancel(self)

    def __del__(self) -> None:
        if hasattr(self, "_as_parameter_"):
            self._library.plumbline_job_free(self)


def thread_count(threads: int | None) -> int:
    """The count for C: 0 for `PLUMBLINE_THREADS`, or else all cores.

    Raises
    ------
    ParameterError
        It is not a whole number of at least 1.
    """
    if threads is None:
        return 0
    try:
        count = operator.index(threads)
    except TypeError:
        count = 0
    if count < 1 or isinstance(threads, bool):
        raise ParameterError(f"threads is {threads!r}: give a whole number of at least 1, or None for all cores")
    return min(count, 2**31 - 1)


class _Outcome(Generic[T]):
    """What became of a piece of work."""

    def __init__(self) -> None:
        self.is_done = threading.Event()
        self.value: T | None = None
        self.error: BaseException | None = None

    def of(self, work: Callable[[], T]) -> None:
        try:
            self.value = work()
        except BaseException as error:
            self.error = error
        finally:
            self.is_done.set()


def interruptible(work: Callable[[], T], job: Job) -> T:
    """What `work` returns, which calls the library with that job.

    In the main thread, where signals arrive, the work is done in a thread of its own. An exception that a signal
    raises here, as KeyboardInterrupt, cancels the job and goes on at once; the thread ends by itself, and keeps alive
    what the call reads and writes.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    outcome: _Outcome[T] = _Outcome()
    worker = threading.Thread(target=outcome.of, args=(work,), name="plumbline")
    try:
        try:
            worker.start()
        except RuntimeError:
            # No thread can be had, as while the interpreter ends.
            return work()
        outcome.is_done.wait()
    except BaseException:
        job.cancel()
        raise
    if outcome.error is not None:
        raise outcome.error
    return outcome.value  # type: ignore[return-value]
