# SPDX-License-Identifier: MIT
"""What assertions found, for whoever keeps a report."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Callable

_listeners: list[Callable[[dict[str, Any]], None]] = []


def listen(listener: Callable[[dict[str, Any]], None]) -> None:
    """Calls the function with each record from now on."""
    _listeners.append(listener)


def forget(listener: Callable[[dict[str, Any]], None]) -> None:
    """Calls it no more."""
    _listeners.remove(listener)


@contextlib.contextmanager
def recorded(found: dict[str, Any]) -> Iterator[None]:
    """Tells all who listen what was found by the end of the block, however it ends."""
    try:
        yield
    finally:
        for listener in list(_listeners):
            listener(found)
