# SPDX-License-Identifier: MIT
"""What the tests of pages need, and where it is.

    apt-get install --no-install-recommends chromium chromium-driver fonts-dejavu-core
    pip install pytest selenium
    pip install --no-deps axe-playwright-python

The last is for the axe-core that it carries; nothing of it is run."""

import importlib.util
import shutil
from pathlib import Path


def found(*names):
    return next((path for path in map(shutil.which, names) if path), None)


def program():
    """Chromium; None where it is not installed, as below."""
    return found("chromium", "chromium-browser", "google-chrome")


def driver():
    return found("chromedriver", "chromium.chromedriver")


def axe():
    """The script of axe-core."""
    spec = importlib.util.find_spec("axe_playwright_python")
    return Path(spec.submodule_search_locations[0], "axe.min.js") if spec else None


def missing():
    """What is not installed, as a sentence; None where everything is."""
    parts = {
        "chromium": program(), "chromedriver": driver(), "selenium": importlib.util.find_spec("selenium"),
        "axe-playwright-python": axe(),
    }  # fmt: skip
    absent = [name for name, part in parts.items() if not part]
    return f"not installed: {', '.join(absent)}" if absent else None
