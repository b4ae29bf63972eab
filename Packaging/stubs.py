#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Stubs of glibc 2.27 to link against: libraries with its symbols and nothing behind them.

A binary asks for the newest version of a symbol that the linker saw. Linked against this system's glibc it would not
start on an older one, though what it calls is there (powf has another version since 2.27, hypot since 2.35,
pthread_create another library since 2.34). Linked against the stubs it starts on every glibc from 2.27 on. What 2.27
does not have is a plain "undefined symbol" of the linker; nothing has to be listed by hand, as with .symver or --wrap.

The lists in glibc/ hold for each library and version the names, data with their size (name:8). They come from the
libraries of a Debian 11, and do not depend on the system that builds."""
import argparse
import platform
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIMIT = (2, 27)
LOADERS = {"x86_64": "ld-linux-x86-64.so.2", "aarch64": "ld-linux-aarch64.so.1"}
LIBRARIES = {
    "libc.so.6": "libc", "libm.so.6": "libm", "libpthread.so.0": "libpthread", "libdl.so.2": "libdl",
    "librt.so.1": "librt", "libutil.so.1": "libutil",
}


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"stubs.py: {' '.join(map(str, words))}\n{done.stderr}")
    return done.stdout


def symbols(library):
    """The names of a library with their newest version up to the limit, and the size of data."""
    newest = {}
    for line in run("readelf", "--wide", "--dyn-syms", library).splitlines():
        match = re.match(r"\s*\d+: \S+\s+(\d+) (\w+)\s+(?:GLOBAL|WEAK)\s+DEFAULT\s+\d+ (\w+)@@?GLIBC_([\d.]+)$", line)
        if match and match[2] in ("FUNC", "IFUNC", "OBJECT", "NOTYPE"):
            version = tuple(map(int, match[4].split(".")))
            if version <= LIMIT:
                size = match[1] if match[2] == "OBJECT" else ""
                newest[match[3]] = max(newest.get(match[3], ((), "")), (version, size))
    return newest


def list_symbols(root, machine):
    """The text of a list, from the libraries under a root folder."""
    folder = Path(root, "lib", f"{machine}-linux-gnu")
    print("# SPDX-License-Identifier: MIT")
    for library in [*LIBRARIES, LOADERS[machine]]:
        if not (folder / library).exists():
            sys.exit(f"stubs.py: there is no {folder / library}")
        nodes = {}
        for name, (version, size) in sorted(symbols(folder / library).items()):
            nodes.setdefault(version, []).append(f"{name}:{size}" if size else name)
        for version, names in sorted(nodes.items()):
            print(library, "GLIBC_" + ".".join(map(str, version)), *names)


def make_stub(library, nodes, out):
    """One library of the versions and their names, by an assembler file and a version script."""
    assembly, script = ['.section .note.GNU-stack,"",%progbits'], []
    for version, names in nodes:
        for name, _, size in (item.partition(":") for item in names):
            assembly += [f".{'data' if size else 'text'}", f".globl {name}",
                         f".type {name},{'%object' if size else '%function'}", f".size {name},{size or 1}",
                         f"{name}: .skip {size or 1}"]
        script.append(f"{version} {{ global: {'; '.join(n.partition(':')[0] for n in names)}; }};")
    (out / f"{library}.s").write_text("\n".join(assembly) + "\n")
    (out / f"{library}.map").write_text("\n".join(script) + "\n")
    run("clang", "-shared", "-nostdlib", "-fuse-ld=lld", f"-Wl,-soname,{library}",
        f"-Wl,--version-script,{out / library}.map", "-o", out / library, out / f"{library}.s")


def make(machine, out):
    """All stubs, under the names by which linkers look for them."""
    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    libraries = {}
    for line in (HERE / "glibc" / f"{machine}.txt").read_text().splitlines():
        if line.startswith("#"):
            continue
        library, version, *names = line.split()
        libraries.setdefault(library, []).append((version, names))
    for library, nodes in libraries.items():
        make_stub(library, nodes, out)
        if library in LIBRARIES and library != "libc.so.6":
            link = out / f"{LIBRARIES[library]}.so"
            link.unlink(missing_ok=True)
            link.symlink_to(library)
    # The part of glibc that every program and library has inside (atexit), and what 2.27 has not.
    inside = run("clang", "-print-file-name=libc_nonshared.a").strip()
    run("clang", "-O2", "-fPIC", "-fvisibility=hidden", "-Wall", "-Wextra", "-Werror", "-c", HERE / "glibc/newer.c",
        "-o", out / "newer.o")
    newer = out / "libnewer.a"
    newer.unlink(missing_ok=True)
    run("ar", "rcs", newer, out / "newer.o")
    parts = [out / "libc.so.6", inside, newer]
    (out / "libc.so").write_text(f"GROUP({' '.join(map(str, parts))} AS_NEEDED({out / LOADERS[machine]}))\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    lister = commands.add_parser("list", help="print the list of a system's symbols, for glibc/MACHINE.txt")
    lister.add_argument("root", help="the root folder of the system")
    lister.add_argument("machine", choices=LOADERS)
    maker = commands.add_parser("make", help="make the stubs for this machine")
    maker.add_argument("out", type=Path, help="the folder for them")
    words = parser.parse_args()
    if words.command == "list":
        list_symbols(words.root, words.machine)
    elif platform.machine() not in LOADERS:
        sys.exit(f"stubs.py: there is no list for {platform.machine()}, only for {', '.join(LOADERS)}")
    else:
        make(platform.machine(), words.out)
