# SPDX-License-Identifier: MIT
"""The version, and what the library was made for."""

import plumbline
from plumbline._calls import written


def test_package_and_library_have_one_version():
    assert plumbline.__version__ == written("version")


def test_build_names_the_instruction_set():
    build = plumbline.build()
    assert build["instruction set"]
    assert all(name and value for name, value in build.items())
