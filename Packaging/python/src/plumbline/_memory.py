# SPDX-License-Identifier: MIT
"""How much memory can be had, so that a request that is too large fails before anything is allocated."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Iterator

CGROUPS = Path("/sys/fs/cgroup")


def require(count: int, what: str) -> None:
    """Passes where so many bytes can be had.

    Raises
    ------
    MemoryError
        They cannot; says how many are needed and how many there are.
    """
    there = available()
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
        for line in Path("/proc/meminfo").read_text().splitlines():
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
        lines = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, _, rest = line.partition(":")
        controllers, _, place = rest.partition(":")
        if controllers == "":
            yield from _levels(CGROUPS, place, "memory.max", "memory.current", "inactive_file")
        elif "memory" in controllers.split(","):
            files = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
            yield from _levels(CGROUPS / "memory", place, *files)


def _levels(root: Path, place: str, limit: str, usage: str, cached: str) -> Iterator[int | None]:
    """What a group and those above it leave; in a container only the root may be seen."""
    inner = PurePosixPath(place.lstrip("/"))
    for folder in (inner, *inner.parents):
        try:
            most = int((root / folder / limit).read_text())
            used = int((root / folder / usage).read_text())
            stat = (root / folder / "memory.stat").read_text()
        except (OSError, ValueError):
            # No limit is "max", which is no number.
            continue
        # The kernel gives up cached pages of files before it refuses memory.
        fields = dict(line.split(maxsplit=1) for line in stat.splitlines() if " " in line)
        yield most - used + int(fields.get(cached, "0"))
