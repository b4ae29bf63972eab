# SPDX-License-Identifier: MIT
"""Nested gradients: questions whose answers are known, and verdicts on yours.

    import plumbline.gradients

    def answer(question):
        return my_gradient_of_the_loss(question)  # one number per parameter

    print(plumbline.gradients.score(answer))

What a question asks is written in `description()`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Callable, Union

import numpy as np

from ._arrays import floats
from ._calls import given
from ._errors import ArgumentError, DTypeError, ShapeError
from ._gradient_score import GradientResult, GradientScore
from ._jobs import Job, interruptible
from ._names import named
from ._questions import Question, Unsupported, documents

__all__ = ["GradientResult", "GradientScore", "Question", "Unsupported", "description", "questions", "score"]

PRECISIONS = ("float64", "float32")
#: An array, None for no number, or why there is none.
Answer = Any
Answers = Union[Mapping[str, Answer], Callable[[Question], Answer]]


def questions() -> list[Question]:
    """The questions, with their right answers.

    Raises
    ------
    ImportError
        The package's library cannot be loaded.
    """
    return [Question(document) for document in documents()["questions"]]


def description() -> list[str]:
    """What the fields of a question mean, a line each."""
    return list(documents()["description"])


def score(answers: Answers, precision: str = "float64", *, threads: int | None = None) -> GradientScore:
    """Judges answers to the questions.

    Parameters
    ----------
    answers
        By the question's name, an array of one derivative per parameter, of shape ``(n,)``; NaN and infinities are
        answers, and wrong ones. None says that there is no number, `Unsupported` why there cannot be one. Or a function
        that is called with each `Question` and returns the same; one that raises NotImplementedError does not support
        it. A question that is passed over is as wrong as a wrong answer.
    precision
        ``float64`` or ``float32``: what the answers were computed in.
    threads
        At most so many; None for one per core.

    Raises
    ------
    UnknownNameError
        There is no question, or precision, of that name.
    ShapeError
        An answer has not one number per parameter.
    DTypeError
        An answer holds no real numbers.
    DataError
        There are no answers.
    """
    named("precision", precision, PRECISIONS)
    asked = {question.name: question for question in questions()}
    if callable(answers):
        found = {name: _called(answers, question) for name, question in asked.items()}
    elif isinstance(answers, Mapping):
        found = dict(answers)
    else:
        raise ArgumentError(f"answers is {type(answers).__name__}: give a mapping by question, or a function of one")
    entries = [_entry(asked[named("question", name, asked)], answer) for name, answer in found.items()]
    text = json.dumps({"schema": documents()["schema"], "precision": precision, "answers": entries}).encode()
    job = Job(threads)
    raw = interruptible(lambda: given("score_gradients", text, len(text), job), job)
    return GradientScore(json.loads(raw))


def _called(answers: Callable[[Question], Answer], question: Question) -> Answer:
    try:
        return answers(question)
    except NotImplementedError as error:
        return Unsupported(str(error) or "not implemented")


def _entry(question: Question, answer: Answer) -> dict[str, Any]:
    """An answer as the document has it."""
    if isinstance(answer, Unsupported):
        return {"question": question.name, "unsupported": answer.reason}
    if answer is None:
        return {"question": question.name, "gradient": None}
    if isinstance(answer, type) and issubclass(answer, Unsupported):
        raise DTypeError(f"the answer to {question.name} is the class Unsupported: say why, as in Unsupported('why')")
    array = floats(answer, f"the answer to {question.name}")
    if array.shape != np.shape(question.parameters):
        raise ShapeError(
            f"the answer to {question.name} has shape {array.shape}, and the question {len(question.parameters)} "
            "parameters: give each its derivative, in their order"
        )
    return {"question": question.name, "gradient": array.tolist()}
