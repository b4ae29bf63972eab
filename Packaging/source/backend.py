# SPDX-License-Identifier: MIT
"""Builds the Python package from the source archive, for the processor at hand: a build backend after PEP 517."""

import os
import subprocess
from pathlib import Path

from hatchling import build as hatchling

PACKAGING = Path(__file__).resolve().parents[1]


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Builds the library, then the wheel around it; it takes some minutes and needs a Swift toolchain."""
    wheel_directory = os.path.abspath(wheel_directory)
    made = subprocess.run([PACKAGING / "build", "--level", "native", "binaries"])
    if made.returncode:
        raise SystemExit("plumbline: the library could not be built; what is missing stands above. Wheels for Linux on "
                         "x86-64 need no build: install the wheel of the release")
    os.environ["PLUMBLINE_PLATFORM"] = f"manylinux_2_27_{os.uname().machine}"
    os.chdir(PACKAGING / "python")
    return hatchling.build_wheel(wheel_directory)


def build_sdist(sdist_directory, config_settings=None):
    """There is no source archive of a source archive."""
    raise SystemExit("plumbline: Packaging/source/make, in a clone of the repository, makes the source archive")
