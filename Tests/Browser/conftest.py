# SPDX-License-Identifier: MIT
import pytest
from browser import Browser
from installed import missing


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests; they are skipped where it is not installed."""
    if absent := missing():
        pytest.skip(absent)
    with Browser() as browser:
        yield browser
