# SPDX-License-Identifier: MIT
"""Runs a program behind a terminal of some columns, and prints what it wrote there.

    terminal.py COLUMNS PROGRAM ARGUMENT …

COLUMNS 0: the terminal does not say how wide it is.
"""
import fcntl, os, pty, struct, sys, termios

columns = int(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24 if columns else 0, columns, 0, 0))
written = b""
while True:
    try:
        block = os.read(terminal, 65536)
    except OSError:  # its end, on Linux
        break
    if not block:
        break
    written += block
sys.stdout.buffer.write(written)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
