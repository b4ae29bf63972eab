# SPDX-License-Identifier: MIT
"""A score as text, line by line as `verify score` prints it."""

from __future__ import annotations

from collections.abc import Mapping

from ._score import Score


def summary(s: Score) -> str:
    """What a person reads."""
    beyond = s.beyond
    lines = [
        f"relative L2 error: {_short(s.relative_l2)} at {s.points} points",
        f"largest error: {_short(s.max_error)} at {_at(s.max_error_at)}",
        f"RMSE: {_short(s.rmse)}",
        f"bar of the reference: {_short(s.bar)} of max |u|, {_short(s.bar_l2)} in L2 ({s.bar_kind})",
        f"beyond the bar of their own point: {beyond.count} of {beyond.of} values, the worst by "
        f"{_short(beyond.worst)} bars, {beyond.unknown} at {_at(beyond.at)}",
    ]
    if len(s.unknowns) > 1:
        lines += [
            f"{u.name}: relative L2 error {_short(u.relative_l2)}, largest {_short(u.max_error)}" for u in s.unknowns
        ]
    if s.bands:
        lines.append(
            f"by wavelength: long {_short(s.bands.low)}, middle {_short(s.bands.mid)}, short {_short(s.bands.high)}"
        )
    for name, part in (("boundary", s.boundary), ("initial state", s.initial)):
        if part:
            lines.append(f"{name}: RMSE {_short(part.rmse)}, largest {_short(part.max_error)} at {part.points} points")
    if s.slope:
        lines.append(
            f"steepest slope in {s.slope.coordinate}: {_short(s.slope.largest)}, the truth's on this grid "
            f"{_short(s.slope.true_on_grid)}"
        )
    lines.append(f"verdict: {_verdict(s)}")
    lines += [f"diagnosis: {diagnosis}" for diagnosis in s.diagnosis]
    lines += [f"note: {note}" for note in s.notes]
    if s.gap:
        lines.append(f"gap: {s.gap}")
    return "\n".join(lines)


def _verdict(s: Score) -> str:
    if s.verdict == "indistinguishable":
        part = " on the part of the domain that the points cover" if any(c.is_partial for c in s.coverage) else ""
        return f"indistinguishable from the reference{part}: every value lies within the bar of its own point"
    if s.verdict == "corrected":
        code = s.correction.code if s.correction else ""
        error = s.relative_l2_as_it_stands
        stands = "it cannot be compared" if error is None else f"its relative L2 error is {_short(error)}"
        return f"scored after a correction, {code}; as it stands {stands}"
    return s.verdict


def _short(number: float | None) -> str:
    return "none, the truth is zero here" if number is None else f"{number:.2e}"


def _at(point: Mapping[str, float]) -> str:
    return ", ".join(f"{name} = {value:.6g}" for name, value in point.items())
