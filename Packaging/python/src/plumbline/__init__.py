# SPDX-License-Identifier: MIT
"""Reference solutions of differential equations with error bars, and what is wrong with yours.

    import plumbline

    burgers = plumbline.problem("burgers", nu=0.02)
    u, bar = burgers.reference(x, t)  # arrays that broadcast; the truth lies within u - bar and u + bar
    print(burgers.score(mine, x, t))  # how far, where, and why
    network = plumbline.load_network("heat.npz")  # what `verify run --save` has trained: network(x, t)

`plumbline.testing` has assertions for test suites, `plumbline.gradients` questions for automatic differentiation.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from ._version import __version__ as __version__

if TYPE_CHECKING:
    from . import datasets as datasets
    from . import gradients as gradients
    from . import testing as testing
    from ._build import build as build
    from ._description import Condition as Condition
    from ._description import Equation as Equation
    from ._description import Parameter as Parameter
    from ._description import Source as Source
    from ._diagnosis import Diagnosis as Diagnosis
    from ._errors import ArgumentError as ArgumentError
    from ._errors import CancelledError as CancelledError
    from ._errors import ClosedError as ClosedError
    from ._errors import DataError as DataError
    from ._errors import DTypeError as DTypeError
    from ._errors import MissingFileError as MissingFileError
    from ._errors import NotFiniteError as NotFiniteError
    from ._errors import OutsideDomainError as OutsideDomainError
    from ._errors import ParameterError as ParameterError
    from ._errors import PlumblineError as PlumblineError
    from ._errors import ShapeError as ShapeError
    from ._errors import UndefinedError as UndefinedError
    from ._errors import UnknownKeywordError as UnknownKeywordError
    from ._errors import UnknownNameError as UnknownNameError
    from ._network import Network as Network
    from ._network import load_network as load_network
    from ._problem import Problem as Problem
    from ._problem import problem as problem
    from ._problem import problems as problems
    from ._reference import Values as Values
    from ._score import Score as Score

# Everything is imported when it is first used: what needs one part pays for no other.
_MODULES = ("datasets", "gradients", "testing")
_PLACES = {
    "_build": ("build",),
    "_description": ("Condition", "Equation", "Parameter", "Source"),
    "_diagnosis": ("Diagnosis",),
    "_errors": (
        "ArgumentError",
        "CancelledError",
        "ClosedError",
        "DTypeError",
        "DataError",
        "MissingFileError",
        "NotFiniteError",
        "OutsideDomainError",
        "ParameterError",
        "PlumblineError",
        "ShapeError",
        "UndefinedError",
        "UnknownKeywordError",
        "UnknownNameError",
    ),
    "_network": ("Network", "load_network"),
    "_problem": ("Problem", "problem", "problems"),
    "_reference": ("Values",),
    "_score": ("Score",),
}
_MODULE_OF = {name: module for module, names in _PLACES.items() for name in names}

__all__ = ["__version__", *_MODULE_OF]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return importlib.import_module(f".{name}", __name__)
    if name in _MODULE_OF:
        value = getattr(importlib.import_module(f".{_MODULE_OF[name]}", __name__), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES})
