# SPDX-License-Identifier: MIT
"""What the wheel has besides the source: its tag, and the frozen tables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Tags the wheel py3-none-PLATFORM, PLATFORM from PLUMBLINE_PLATFORM: its binaries serve every Python."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        folder = Path(self.root, "src", "plumbline", "lib")
        if version == "standard" and not any(folder.glob("*/libplumbline.so.1")):
            raise FileNotFoundError(f"a wheel needs the library, and there is no */libplumbline.so.1 in {folder}")
        platform = os.environ.get("PLUMBLINE_PLATFORM", "linux_x86_64")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        tables = Path(self.root).parents[1] / "Reference" / "Tables" / "data"
        for file in sorted(tables.glob("*.npz")):
            build_data["force_include"][str(file)] = f"plumbline/tables/{file.name}"
