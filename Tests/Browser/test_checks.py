# SPDX-License-Identifier: MIT
"""Each check sees the fault that it is for."""
import pytest
from browser import LOOKS

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"></head><body><main><h1>t</h1>{}</main></body></html>"""
NARROW = LOOKS[0]


@pytest.fixture
def show(browser, tmp_path):
    def show(body):
        path = tmp_path / "page.html"
        path.write_text(PAGE.format(body))
        browser.open(path, NARROW)
        return browser
    return show


def test_nothing_is_wrong(show):
    page = show("<p>right</p>")
    assert (page.complaints(), page.requests(), page.overflow(), page.violations()) == ([], [], 0, [])


@pytest.mark.parametrize("script", ["console.error('no')", "console.warn('no')", "throw new Error('no')"])
def test_complaint(show, script):
    assert show(f"<script>{script}</script>").complaints()


@pytest.mark.parametrize("element", ['<img alt="a" src="https://example.org/a.png">',
                                     '<script src="http://example.org/a.js"></script>'])
def test_request(show, element):
    assert show(element).requests()


def test_overflow(show):
    assert show('<div style="width: 500px">wide</div>').overflow() > 100


@pytest.mark.parametrize("element", ['<p style="color: #ccc; background: #fff">faint</p>', '<img src="data:,">',
                                     '<button></button>'])
def test_accessibility(show, element):
    assert show(element).violations()


def test_undrawn_chart(show):
    page = show('<figure class="chart" id="a"></figure><script>window.plumbline = '
                '{charts: [], total: 1, failures: [], drawAll: async () => {}}</script>')
    marks, total = page.charts()
    assert len(marks) < total


def test_words_cut_off(show):
    page = show('<figure id="a"><div class="drawing"><svg width="40" height="20"><text y="9">a long word</text></svg></div>'
                '</figure>')
    assert page.cut() == ["a: a long word"]
