# SPDX-License-Identifier: MIT
"""The command line, which is the library's own."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

from ._library import library


def main() -> int:
    """Does what the words after the command's name say; its exit code is that of `verify`."""
    try:
        loaded = library()
    except ImportError as error:
        print(error, file=sys.stderr)
        return 1
    # The library ends by signals as a program does, save by those that whoever started it ignores.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if sys.executable:
        # Whoever draws is this interpreter, with the packages that it has.
        os.environ["PLUMBLINE_PYTHON"] = sys.executable
    words = [b"plumbline", *map(os.fsencode, sys.argv[1:])]
    return int(loaded.plumbline_main(len(words), (ctypes.c_char_p * (len(words) + 1))(*words, None)))


if __name__ == "__main__":
    sys.exit(main())
