# SPDX-License-Identifier: MIT
"""Expressions from a network's file, evaluated on arrays."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from typing import Any, Union

import numpy as np
from numpy.typing import NDArray

Value = Union[float, NDArray[np.float64]]

# NumPy has no error function.
_erf = np.vectorize(math.erf, otypes=[np.float64])
_erfc = np.vectorize(math.erfc, otypes=[np.float64])


def sigmoid(x: Any) -> Any:
    """1/(1 + exp(-x)), without an overflow."""
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1, small) / (1 + small)


FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {
    "exp": np.exp, "expm1": np.expm1, "log": np.log, "log1p": np.log1p, "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh, "sqrt": np.sqrt, "erf": _erf, "erfc": _erfc,
    "abs": np.abs, "sigmoid": sigmoid, "softplus": lambda x: np.logaddexp(0, x),
}

ACTIVATIONS: Mapping[str, Callable[[Any], Any]] = {
    "tanh": np.tanh, "sin": np.sin, "cos": np.cos, "sigmoid": sigmoid, "softplus": FUNCTIONS["softplus"],
    "gelu": lambda x: x * (_erfc(x * -math.sqrt(0.5)) / 2), "swish": lambda x: x * sigmoid(x),
}

_BINARY: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide, ast.Pow: np.power,
}


class ExpressionError(ValueError):
    """A text is no expression of the format, or names something unknown."""


def parsed(text: str, names: set[str]) -> ast.expr:
    """The expression, after a look at all of it: nothing in it is ever executed."""
    try:
        # As in most languages ^ is a power there; in Python ** binds as that does.
        tree = ast.parse(text.replace("^", "**"), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as e:
        raise ExpressionError(f"{text!r} is no expression ({e})") from None
    waiting = [tree]
    while waiting:
        waiting += _parts(waiting.pop(), names)
    return tree


def _parts(node: ast.expr, names: set[str]) -> list[ast.expr]:
    """What an expression is made of, if it is one that is known."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return []
    if isinstance(node, ast.Name) and (node.id == "pi" or node.id in names):
        return []
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return [node.operand]
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return [node.left, node.right]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1 and not node.keywords and (
        node.func.id in FUNCTIONS
    ):
        return [node.args[0]]
    raise ExpressionError(f"{ast.unparse(node)!r} is nothing that the format knows")


def value(node: ast.expr, names: Mapping[str, Value]) -> Any:
    """The value of a parsed expression."""
    if isinstance(node, ast.Constant):
        return float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        return math.pi if node.id == "pi" else names[node.id]
    if isinstance(node, ast.UnaryOp):
        return -value(node.operand, names)
    if isinstance(node, ast.BinOp):
        return _BINARY[type(node.op)](value(node.left, names), value(node.right, names))
    assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return FUNCTIONS[node.func.id](value(node.args[0], names))
