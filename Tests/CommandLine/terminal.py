# SPDX-License-Identifier: MIT
"""Runs a program behind a terminal of some columns, and prints what it wrote there.

    terminal.py COLUMNS PROGRAM ARGUMENT …

COLUMNS 0: the terminal does not say how wide it is.

    terminal.py '{"size": [80, 24], …}' PROGRAM ARGUMENT …

prints, as JSON, what was on the screen: `screen` at the end, `seen` at all times, `row` and `column` of the cursor, and
the program's `code`. Further keys: `reflows`, whether a new width breaks lines anew; `when`, a text: as soon as the
screen has it, `sizes` follow one another, some frames apart, and then `signal` is sent.
"""
import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

from screen import Screen

LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def run(size, program):
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(program[0], program)
    resize(terminal, size)
    return pid, terminal


def resize(terminal, size):
    columns, rows = size
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def block(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # its end, on Linux
        return b""


def whole(data):
    """How many of the bytes are whole characters and codes; the others go on in the next block."""
    code = data.rfind(b"\x1b")
    # It ends with a letter.
    if code >= 0 and not any(byte in LETTERS for byte in data[code:]):
        return code
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def watch(wanted, program):
    pid, terminal = run(wanted["size"], program)
    screen = Screen(*wanted["size"], wanted.get("reflows", False))
    seen, sizes, due, rest = [], list(wanted.get("sizes", [])), None, b""
    number = getattr(signal, wanted["signal"]) if "signal" in wanted else None
    while True:
        if select.select([terminal], [], [], 0.05)[0]:
            data = block(terminal)
            if not data:
                break
            rest += data
            end = whole(rest)
            screen.write(rest[:end].decode())
            rest = rest[end:]
            if seen[-1:] != [screen.text()]:
                seen.append(screen.text())
            if due is None and "when" in wanted and wanted["when"] in seen[-1]:
                due = time.monotonic()
        if due is not None and time.monotonic() >= due:
            if sizes:
                resize(terminal, sizes[0])
                screen.resize(*sizes.pop(0))
                due = time.monotonic() + 0.35
            elif number is not None:
                os.kill(pid, number)
                number = None
    for size in sizes:
        screen.resize(*size)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    at = {"row": screen.row, "column": screen.column, "code": code}
    print(json.dumps({"screen": screen.text(), "seen": seen} | at))


def main():
    if sys.argv[1].startswith("{"):
        return watch(json.loads(sys.argv[1]), sys.argv[2:])
    columns = int(sys.argv[1])
    pid, terminal = run((columns, 24 if columns else 0), sys.argv[2:])
    written = b""
    while data := block(terminal):
        written += data
    sys.stdout.buffer.write(written)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


main()
