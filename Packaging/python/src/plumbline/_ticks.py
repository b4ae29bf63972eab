# SPDX-License-Identifier: MIT
"""The scales of errors and bars; that of an error is linear about zero, logarithmic beyond."""

from __future__ import annotations

import math
from typing import Any

#: Decades that it shows at most, and ticks on each side of zero.
_DECADES = 6
_SIDE = 3


def linear_part(most: float, bar: float) -> float:
    """Up to where the scale of an error is linear: the bar, unless the error is many decades larger."""
    return max(bar, most * 10.0**-_DECADES) or 1.0


def lowest(bar: float) -> float:
    """What is shown of bars at least, the largest of which is given."""
    return bar * 10.0**-_DECADES


def set_ticks(axis: Any, linear: float, end: float) -> None:
    """Ticks at zero and at powers of ten that are far enough from the linear part, up to the end."""
    top, bottom = math.floor(math.log10(end)), math.ceil(math.log10(linear) + 0.7)
    step = max(1, math.ceil((top - bottom + 1) / _SIDE))
    powers = list(range(top, bottom - 1, -step))
    side = [(10.0**power, f"10^{{{power}}}") for power in powers] or [(end, _scientific(end))]
    ticks = [(-value, f"$-{text}$") for value, text in side] + [(0.0, "0")]
    ticks += [(value, f"${text}$") for value, text in side]
    axis.set_ticks([value for value, _ in ticks], [text for _, text in ticks])
    axis.set_ticks([], minor=True)


def _scientific(value: float) -> str:
    digits, power = f"{value:.1e}".split("e")
    return rf"{digits}\times10^{{{int(power)}}}"
