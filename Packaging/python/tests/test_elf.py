# SPDX-License-Identifier: MIT
"""Libraries that were cut short."""

import _ctypes
import sys

import pytest

from plumbline import _elf

LIBRARY = _ctypes.__file__ if hasattr(_ctypes, "__file__") else ""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux") or not LIBRARY, reason="needs an ELF file")


def test_a_whole_library_lacks_nothing():
    assert _elf.missing_bytes(LIBRARY) == 0


@pytest.mark.parametrize("part", [5, 40, 63, 64, 0.25, 0.5, 0.9, -1])
def test_a_library_that_was_cut_lacks_bytes(tmp_path, part):
    with open(LIBRARY, "rb") as file:
        whole = file.read()
    cut = part if isinstance(part, int) else int(part * len(whole))
    short = tmp_path / "short.so"
    short.write_bytes(whole[:cut])
    lacking = len(whole) - len(whole[:cut])
    assert 0 < _elf.missing_bytes(str(short)) <= lacking


def test_a_library_without_sections_lacks_what_its_segments_promise(tmp_path):
    with open(LIBRARY, "rb") as file:
        whole = bytearray(file.read())
    whole[0x28:0x30] = bytes(8)
    whole[0x3C:0x3E] = bytes(2)
    short = tmp_path / "short.so"
    short.write_bytes(whole)
    assert _elf.missing_bytes(str(short)) == 0
    short.write_bytes(whole[:4096])
    assert _elf.missing_bytes(str(short)) > 0


def test_a_longer_library_lacks_nothing(tmp_path):
    with open(LIBRARY, "rb") as file:
        whole = file.read()
    longer = tmp_path / "longer.so"
    longer.write_bytes(whole + b"\0" * 100)
    assert _elf.missing_bytes(str(longer)) == 0


@pytest.mark.parametrize("content", [b"", b"text", b"\x7fEL", b"\xcf\xfa\xed\xfe" + bytes(100)])
def test_what_is_not_elf_is_left_to_the_loader(tmp_path, content):
    file = tmp_path / "other.so"
    file.write_bytes(content)
    assert _elf.missing_bytes(str(file)) == 0
