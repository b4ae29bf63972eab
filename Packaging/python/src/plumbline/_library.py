# SPDX-License-Identifier: MIT
"""The shared library that suits this processor.

It is loaded by the first call that needs it. The environment may choose another: PLUMBLINE_LEVEL one of the package's,
PLUMBLINE_LIBRARY a file.
"""

from __future__ import annotations

import ctypes
import functools
import os
import platform

from . import _elf, _functions
from ._names import nearest

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib")
FILE = "libplumbline.so.1"
#: Instruction sets of x86-64, by the number that plumbline_level() gives.
LEVELS = {2: "x86-64-v2", 3: "x86-64-v3", 4: "x86-64-v4"}
ABI = 1
CURE = "install its wheel again, by pip install --force-reinstall and the path of the wheel"


@functools.cache
def library() -> ctypes.CDLL:
    """The library, its functions declared.

    Raises
    ------
    ImportError
        There is none for this processor, or it is damaged, or of another ABI.
    """
    file = path()
    loaded = opened(file)
    try:
        abi = loaded.plumbline_abi()
        if abi != ABI:
            raise ImportError(f"plumbline: {file} has ABI {abi}, and this package needs {ABI}: {CURE}", path=file)
        _functions.declare(loaded)
    except AttributeError as error:
        raise ImportError(f"plumbline: {file} is another library, or an old one ({error}): {CURE}", path=file) from None
    return loaded


def opened(file: str) -> ctypes.CDLL:
    """The library of that file, after a look at whether it is whole."""
    try:
        missing = _elf.missing_bytes(file)
        if missing:
            raise ImportError(f"plumbline: {file} lacks {missing} bytes at its end: {CURE}", path=file)
        return ctypes.CDLL(file)
    except OSError as error:
        raise ImportError(f"plumbline: {file} cannot be loaded ({error}): {CURE}", path=file) from error


def path() -> str:
    """The file of the library."""
    asked = os.environ.get("PLUMBLINE_LIBRARY")
    if asked:
        if not os.path.isfile(asked):
            raise ImportError(
                f"plumbline: PLUMBLINE_LIBRARY is {asked}, and there is no such file: name one, or unset it"
            )
        return os.path.abspath(asked)
    return os.path.join(FOLDER, level(present()), FILE)


def present() -> list[str]:
    """The instruction sets that the package has code for.

    Raises
    ------
    ImportError
        None.
    """
    folders = sorted(os.listdir(FOLDER)) if os.path.isdir(FOLDER) else []
    names = [name for name in folders if os.path.isfile(os.path.join(FOLDER, name, FILE))]
    if not names:
        raise ImportError(f"plumbline: there is no */{FILE} in {FOLDER}: {CURE}", path=FOLDER)
    return names


def level(names: list[str]) -> str:
    """The instruction set to use: that of PLUMBLINE_LEVEL, or the best that the processor has."""
    asked = os.environ.get("PLUMBLINE_LEVEL")
    if asked and asked not in names:
        near = nearest(asked, names)
        hint = f"; did you mean {near}?" if near else "."
        raise ImportError(f"plumbline: PLUMBLINE_LEVEL is {asked}{hint} This package has {', '.join(names)}")
    if platform.machine() not in ("x86_64", "AMD64"):
        if not asked and len(names) > 1:
            raise ImportError(f"plumbline: set PLUMBLINE_LEVEL to one of {', '.join(names)}")
        return asked or names[0]
    highest = processor()
    able = [LEVELS[n] for n in sorted(LEVELS, reverse=True) if n <= highest and LEVELS[n] in names]
    if asked in LEVELS.values() and asked not in able:
        raise ImportError(
            f"plumbline: PLUMBLINE_LEVEL is {asked}, and this processor has x86-64-v{highest} only: unset it"
        )
    if asked or able:
        return asked or able[0]
    raise ImportError(
        f"plumbline: this processor has x86-64-v{highest}, and this package needs one of {', '.join(names)}: take "
        "another machine, or build the library from its source and name it by PLUMBLINE_LIBRARY"
    )


def processor() -> int:
    """The highest instruction set of this x86-64 processor, 1 to 4."""
    file = os.path.join(FOLDER, "_level.so")
    probe = opened(file)
    try:
        return int(probe.plumbline_level())
    except AttributeError:
        raise ImportError(f"plumbline: {file} is another library: {CURE}", path=file) from None
