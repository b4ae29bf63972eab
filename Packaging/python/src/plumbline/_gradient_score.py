# SPDX-License-Identifier: MIT
"""Verdicts on answers to the gradient suite."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

VERDICTS = ("right", "rounding", "wrong", "not a number", "unsupported", "unanswered")


@dataclass(frozen=True)
class GradientResult:
    """What came of one question.

    Attributes
    ----------
    question : str
        Its name.
    verdict : str
        ``right``, ``rounding``, ``wrong``, ``not a number``, ``unsupported`` or ``unanswered``.
    is_wrong : bool
        Whether it counts as wrong: a wrong number, or none where there is one.
    error : float or None
        The largest error of a component in units of `kappa_u`; None where there is no number.
    kappa_u : float or None
        How far that component moves when the question's numbers move by one unit in the last place.
    fault : str or None
        The known fault whose gradient this is.
    faults : tuple of str
        All that explain as much.
    message : str or None
        What is wrong, or why it is unsupported.
    order : int
        Of the derivatives in the question; the gradient is one more.
    precision : str
        ``float64`` or ``float32``.
    """

    question: str
    verdict: str
    is_wrong: bool
    error: float | None
    kappa_u: float | None
    fault: str | None
    faults: tuple[str, ...]
    message: str | None
    order: int
    precision: str

    def __str__(self) -> str:
        error = "" if self.error is None else f", {self.error:.2g} kappa u"
        why = "".join(f": {text}" for text in (self.message, " or ".join(self.faults)) if text)
        return f"{self.question}: {self.verdict}{error}{why}"


class GradientScore:
    """The verdicts on all questions.

    Attributes
    ----------
    results : list of GradientResult
        One per question.
    wrong : int
        How many are wrong.
    answered : int
        How many have a gradient, right or wrong.
    counts : dict of str to int
        How many have each verdict.
    faults : dict of str to int
        How many wrong answers each known fault explains, the most first.
    raw : dict
        The whole document, as `verify gradients --score --json` prints it.
    """

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.results = [_result(document) for document in raw["results"]]
        self.wrong: int = raw["wrong"]
        self.counts = {verdict: raw["counts"].get(verdict, 0) for verdict in VERDICTS}
        self.answered = sum(self.counts[verdict] for verdict in VERDICTS[:4])
        self.faults = dict(Counter(r.fault for r in self.results if r.is_wrong and r.fault).most_common())

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong, and something was answered."""
        return self.wrong == 0 and self.answered > 0

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {verdict}" for verdict, count in self.counts.items() if count)
        lines = [f"gradients: {counts or 'nothing was asked'}"]
        lines += [f"  {result}" for result in self.results if result.is_wrong or result.verdict == "unsupported"]
        if self.faults:
            lines.append("the fault: " + ", ".join(f"{name} ({count})" for name, count in self.faults.items()))
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"GradientScore(wrong={self.wrong}, counts={self.counts})"


def _result(d: dict[str, Any]) -> GradientResult:
    return GradientResult(
        question=d["case"],
        verdict=d["verdict"],
        is_wrong=d["wrong"],
        error=d["error"],
        kappa_u=d["kappa_u"],
        fault=d["fault"],
        faults=tuple(d["faults"]),
        message=d["message"],
        order=d["order"],
        precision=d["precision"],
    )
