# SPDX-License-Identifier: MIT
"""Every page of a folder, looked at in every way.

    PLUMBLINE_PAGES=pages PLUMBLINE_SCREENSHOTS=pictures pytest Tests/Browser

The second folder takes a picture of each page in each look, its paper, and measures.csv: bytes, and seconds to the
first chart. Without it nothing is kept."""

import os
from pathlib import Path

import checks
import pytest
from browser import LOOKS, WIDTHS

FOLDER = os.environ.get("PLUMBLINE_PAGES")
PAGES = sorted(Path(FOLDER).glob("*.html")) if FOLDER else []
PICTURES = os.environ.get("PLUMBLINE_SCREENSHOTS")


@pytest.mark.skipif(FOLDER is None, reason="PLUMBLINE_PAGES names no folder of pages")
def test_there_are_pages():
    assert PAGES, f"there is no page in {FOLDER}"


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(chromium, path, look):
    page = chromium.open(path, look)
    faults = checks.faults(page)
    if PICTURES:
        faults |= keep(page, Path(PICTURES))
    if faults:
        pytest.fail("\n".join(f"{check}: {fault}" for check in faults for fault in faults[check]), pytrace=False)


def keep(page, folder):
    """Pictures and measures; gives what goes wrong when the page prepares for paper."""
    page.screenshot(folder)
    with open(folder / "measures.csv", "a", encoding="utf-8") as file:
        print(page.path.name, page.look, page.path.stat().st_size, checks.first_chart(page), sep=",", file=file)
    if (page.look.width, page.look.media) != (max(WIDTHS), "print"):
        return {}
    page.paper(folder)
    return {"paper": page.console} if page.console else {}
