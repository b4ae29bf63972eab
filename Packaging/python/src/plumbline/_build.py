# SPDX-License-Identifier: MIT
"""What the library was made for and with."""

from __future__ import annotations

from ._calls import written


def build() -> dict[str, str]:
    """What the library was made for and with, as in ``{"instruction set": "x86-64-v3", ...}``.

    Raises
    ------
    ImportError
        The package's library cannot be loaded.
    """
    # The first line has the name and the version alone.
    pairs = (line.partition(": " if ": " in line else " ") for line in written("build").splitlines() if line)
    return {name: value for name, _, value in pairs}
