# SPDX-License-Identifier: MIT
"""Whether a library file is whole: the loader maps a file that was cut short, and dies of it later."""

from __future__ import annotations

import os
import struct


def missing_bytes(path: str) -> int:
    """How many bytes an ELF file lacks of what its header promises; 0 for what is not ELF with 64 bits."""
    with open(path, "rb") as file:
        header = file.read(64)
        if header[:5] != b"\x7fELF\x02":
            return 0
        if len(header) < 64:
            return 64 - len(header)
        order = "<" if header[5] == 1 else ">"
        segments, sections = struct.unpack_from(order + "QQ", header, 0x20)
        segment_size, segment_count, section_size, section_count = struct.unpack_from(order + "4H", header, 0x36)
        end = max(segments + segment_size * segment_count, sections + section_size * section_count)
        file.seek(segments)
        table = file.read(segment_size * segment_count)
    if segment_size >= 56 and len(table) == segment_size * segment_count:
        for start in range(0, len(table), segment_size):
            offset, length = (struct.unpack_from(order + "Q", table, start + at)[0] for at in (8, 32))
            end = max(end, offset + length)
    return max(0, int(end) - os.path.getsize(path))
