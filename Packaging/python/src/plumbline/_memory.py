# SPDX-License-Identifier: MIT
"""How much memory can be had, so that a request that is too large fails before anything is allocated."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator

PROCESS = "/proc"
CGROUPS = "/sys/fs/cgroup"
#: Bytes that are not worth a look: to read the limits takes as long as thousands of values.
_SMALL = 2**25


def require(count: int, what: str) -> None:
    """Passes where so many bytes can be had.

    Raises
    ------
    MemoryError
        They cannot; says how many are needed and how many there are.
    """
    there = None if count < _SMALL else available()
    if there is not None and count > there:
        raise MemoryError(
            f"{what} need {count} bytes ({count / 2**30:.1f} GiB), and {there} bytes ({there / 2**30:.1f} GiB) are "
            "available: ask for fewer points at a time"
        )


def available() -> int | None:
    """Bytes that this process can still have, by the machine and by its control groups; None where unknown."""
    limits = [limit for limit in (_machine(), *_groups()) if limit is not None]
    return max(0, min(limits)) if limits else None


def _machine() -> int | None:
    try:
        for line in _text(PROCESS, "meminfo").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return None


def _groups() -> Iterator[int | None]:
    """What each control group that the process is in leaves, of both versions."""
    try:
        lines = _text(PROCESS, "self/cgroup").splitlines()
    except OSError:
        return
    for line in lines:
        _, _, rest = line.partition(":")
        controllers, _, place = rest.partition(":")
        if controllers == "":
            yield from _levels(CGROUPS, place, "memory.max", "memory.current", "inactive_file")
        elif "memory" in controllers.split(","):
            files = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
            yield from _levels(posixpath.join(CGROUPS, "memory"), place, *files)


def _levels(root: str, place: str, limit: str, usage: str, cached: str) -> Iterator[int | None]:
    """What a group and those above it leave; in a container only the root may be seen."""
    parts = [part for part in place.split("/") if part]
    for depth in range(len(parts), -1, -1):
        folder = posixpath.join(root, *parts[:depth])
        try:
            most, used = int(_text(folder, limit)), int(_text(folder, usage))
            stat = _text(folder, "memory.stat")
        except (OSError, ValueError):
            # No limit is "max", which is no number.
            continue
        # The kernel gives up cached pages of files before it refuses memory.
        fields = dict(line.split(maxsplit=1) for line in stat.splitlines() if " " in line)
        yield most - used + int(fields.get(cached, "0"))


def _text(folder: str, name: str) -> str:
    with open(posixpath.join(folder, name)) as file:
        return file.read()
