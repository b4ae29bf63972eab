# SPDX-License-Identifier: MIT
"""The wheel's tag: binaries of one platform, for any Python."""

from __future__ import annotations

import os
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Tags the wheel py3-none-PLATFORM, PLATFORM from PLUMBLINE_PLATFORM."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        platform = os.environ.get("PLUMBLINE_PLATFORM", "linux_x86_64")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
