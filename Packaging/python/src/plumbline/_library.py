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
from pathlib import Path

from . import _elf, _functions
from ._names import nearest

FOLDER = Path(__file__).with_name("lib")
FILE = "libplumbline.so.1"
#: Instruction sets of x86-64, by the number that plumbline_level() gives.
LEVELS = {2: "x86-64-v2", 3: "x86-64-v3", 4: "x86-64-v4"}
ABI = 1
CURE = "install the package again: pip install --force-reinstall --no-cache-dir plumbline"


@functools.lru_cache(maxsize=None)
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
            raise ImportError(f"plumbline: {file} has ABI {abi}, and this package needs {ABI}: {CURE}", path=str(file))
        _functions.declare(loaded)
    except AttributeError as error:
        raise ImportError(f"plumbline: {file} is another library, or an old one ({error}): {CURE}", path=str(file)) from None
    return loaded


def opened(file: Path) -> ctypes.CDLL:
    """The library of that file, after a look at whether it is whole."""
    try:
        missing = _elf.missing_bytes(file)
        if missing:
            raise ImportError(f"plumbline: {file} lacks {missing} bytes at its end: {CURE}", path=str(file))
        return ctypes.CDLL(os.fspath(file))
    except OSError as error:
        raise ImportError(f"plumbline: {file} cannot be loaded ({error}): {CURE}", path=str(file)) from error


def path() -> Path:
    """The file of the library."""
    asked = os.environ.get("PLUMBLINE_LIBRARY")
    if asked:
        if not Path(asked).is_file():
            raise ImportError(f"plumbline: PLUMBLINE_LIBRARY is {asked}, and there is no such file: name one, or unset it")
        return Path(asked)
    return FOLDER / level(present()) / FILE


def present() -> list[str]:
    """The instruction sets that the package has code for.

    Raises
    ------
    ImportError
        None.
    """
    folders = sorted(FOLDER.glob(f"*/{FILE}"))
    if not folders:
        raise ImportError(f"plumbline: there is no */{FILE} in {FOLDER}: {CURE}", path=str(FOLDER))
    return [file.parent.name for file in folders]


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
    probe = opened(FOLDER / "_level.so")
    try:
        return int(probe.plumbline_level())
    except AttributeError:
        raise ImportError(f"plumbline: {FOLDER / '_level.so'} is another library: {CURE}") from None
