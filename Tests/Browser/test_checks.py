# SPDX-License-Identifier: MIT
"""Each check passes a page that is right, and sees each defect that is put into it, in the looks that have it."""

import checks
import pytest
from browser import LOOKS, Look

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; } body { margin: 0; background: #fff; color: #111; }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } }
@media print { body { background: #fff; color: #000; } }
.scrolls { overflow-x: auto; }
</style></head>
<body><main><h1>A page</h1>
<p class="text">Text.</p>
<div class="scrolls" tabindex="0"><table style="width: 2000px"><tr><td>wide</td></tr></table></div>
<figure id="a"><svg width="100" height="50" aria-hidden="true"><g class="mark-group role-frame root">
<g class="mark-text role-axis-label"><text x="10" y="40">0</text></g>
<g class="mark-rule role-axis-grid"><line x2="90" stroke="black"></line></g>
<g class="mark-line role-mark marks"><path d="M0,0L50,50" stroke="black"></path></g></g></svg></figure>
<details><summary>More</summary><figure id="b"></figure></details>
</main>
<script>
window.plumbline = { charts: [], total: 2, failures: [], drawAll() {
  if (plumbline.charts.length > 1) return;
  document.getElementById("b").innerHTML = document.getElementById("a").innerHTML;
  plumbline.charts.push({ id: "b", marks: 1 });
} };
plumbline.charts.push({ id: "a", marks: 1 });
</script>
</body></html>
"""
WIDE, NARROW, DARK, PAPER = Look(1600, "light"), Look(360, "light"), Look(1600, "dark"), Look(1600, "print")
# A chart on a canvas, in place of the first.
CANVAS = """<canvas width="10" height="10"></canvas><script>
document.getElementById("a").__view__ = { scenegraph: () => ({ root: { marktype: "group", items: [ { items: [
  { marktype: "line", role: "axis-grid", items: [{}] },
  { marktype: "symbol", role: "mark", items: [ITEMS] }] } ] } }) };
</script>"""
PATH = '<path d="M0,0L50,50" stroke="black"></path>'

# The name of a defect, the check that sees it, the looks in which it does, what is replaced, and by what.
DEFECTS = [
    ("an error", "console", LOOKS, "</main>", "</main><script>console.error('no')</script>"),
    ("a warning", "console", [WIDE], "</main>", "</main><script>console.warn('no')</script>"),
    ("an exception", "console", [WIDE], "</main>", "</main><script>none.there</script>"),
    ("a rejected promise", "console", [WIDE], "</main>", "</main><script>Promise.reject(Error('no'))</script>"),
    ("an attribute that is no number", "console", [WIDE], 'x2="90"', 'x2="NaN"'),
    ("a picture from elsewhere", "requests", [WIDE, PAPER], "</main>",
     '</main><img alt="" src="https://example.org/x.png">'),
    ("an address", "requests", [WIDE], "</main>",
     "</main><script>fetch('http://192.0.2.1/').catch(() => 0)</script>"),
    ("this machine", "requests", [WIDE], "</main>",
     "</main><script>fetch('http://localhost/').catch(() => 0)</script>"),
    ("a socket", "requests", [WIDE], "</main>", "</main><script>new WebSocket('ws://192.0.2.1/')</script>"),
    ("a file beside it", "requests", [WIDE], "</main>", '</main><img alt="" src="beside.png">'),
    ("a wide box", "overflow", [NARROW], "Text.", '<span style="display: block; width: 500px">Text.</span>'),
    ("a long word", "overflow", [NARROW], "Text.", "o" * 99),
    ("a wide box behind a body that cuts", "overflow", [NARROW], "Text.",
     '<style>body { overflow-x: hidden }</style><span style="display: block; width: 500px">Text.</span>'),
    ("a wide box on paper", "overflow", [PAPER], "Text.",
     "<style>@media print { p { width: 1700px } }</style>Text."),
    ("faint text", "accessibility", [WIDE, NARROW], "Text.",
     "<style>@media screen and (prefers-color-scheme: light) { p { color: #ccc } }</style>Text."),
    ("faint text in the dark", "accessibility", [DARK], "Text.",
     "<style>@media screen and (prefers-color-scheme: dark) { p { color: #444 } }</style>Text."),
    ("faint text on paper", "accessibility", [PAPER], "Text.",
     "<style>@media print { p { color: #ccc } }</style>Text."),
    ("a picture without words", "accessibility", [WIDE], "Text.",
     'Text.<img width="9" height="9" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">'),
    ("no language", "accessibility", [WIDE], '<html lang="en">', "<html>"),
    ("a chart without marks", "charts", LOOKS, PATH, ""),
    ("a chart of nothing", "charts", [WIDE], "M0,0L50,50", "M0,0"),
    ("a chart that counts none", "charts", [WIDE], '{ id: "a", marks: 1 }', '{ id: "a", marks: 0 }'),
    ("a chart that is not there", "charts", [WIDE], '<figure id="a">', "<figure>"),
    ("a chart that is never drawn", "charts", [WIDE], 'plumbline.charts.push({ id: "b", marks: 1 });', ""),
    ("a chart that failed", "charts", [WIDE], "failures: []", "failures: ['a: no data']"),
    ("an empty canvas", "charts", [WIDE], PATH + "</g></g></svg>", "</g></g></svg>" + CANVAS.replace("ITEMS", "")),
    ("no word of charts", "charts", [WIDE], "window.plumbline = {", "window.charts = {"),
    ("a word that is cut off", "legible", [WIDE], PATH, PATH + '<text x="95" y="20">time</text>'),
    ("a late chart", "speed", [WIDE], 'plumbline.charts.push({ id: "a", marks: 1 });',
     'setTimeout(() => plumbline.charts.push({ id: "a", marks: 1 }), 1500);'),
    ("a large page", "size", [WIDE], "</main>", "</main><!--" + "x" * 400_000 + "-->"),
]  # fmt: skip

# What cannot be had without the other: what comes from elsewhere does not come, and a script that fails draws nothing.
ALONG = {"requests": {"console"}, "charts": {"console", "speed"}}
# The looks in which a defect is none.
SPARED = {
    "a wide box": [WIDE, PAPER], "a wide box on paper": [WIDE, DARK], "faint text": [DARK, PAPER],
    "faint text in the dark": [WIDE, PAPER], "faint text on paper": [WIDE, DARK],
}  # fmt: skip


@pytest.fixture
def looked_at(chromium, tmp_path, monkeypatch):
    """Opens a text as a page, and gives its faults; with less patience than real pages need."""
    monkeypatch.setattr(checks.charts, "__defaults__", (0.5,))
    monkeypatch.setattr(checks.speed, "__defaults__", (1,))
    monkeypatch.setattr(checks.size, "__defaults__", (300_000,))

    def faults(text, look):
        path = tmp_path / "page.html"
        path.write_text(text, encoding="utf-8")
        return checks.faults(chromium.open(path, look))

    return faults


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_page_that_is_right(looked_at, look):
    assert looked_at(PAGE, look) == {}


def test_a_canvas(looked_at):
    second = f'.innerHTML = `<svg><g class="role-mark">{PATH}</g></svg>`'
    page = PAGE.replace(PATH, "").replace('.innerHTML = document.getElementById("a").innerHTML', second)
    page = page.replace("</svg></figure>", "</svg>" + CANVAS.replace("ITEMS", "{}, {}") + "</figure>")
    assert looked_at(page, WIDE) == {}


@pytest.mark.parametrize("name, check, looks, old, new", DEFECTS, ids=[defect[0] for defect in DEFECTS])
def test_a_defect(looked_at, name, check, looks, old, new):
    page = PAGE.replace(old, new)
    assert page != PAGE
    for look in looks:
        found = looked_at(page, look)
        assert check in found and set(found) <= {check} | ALONG.get(check, set()), (look, found)
    for look in SPARED.get(name, []):
        assert looked_at(page, look) == {}, look


def test_pictures(chromium, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    for look in (NARROW, PAPER):
        picture = chromium.open(path, look).screenshot(tmp_path / "pictures")
        assert picture.name == f"page-{look}.png" and picture.read_bytes()[:4] == b"\x89PNG"
        assert int.from_bytes(picture.read_bytes()[16:20], "big") == look.width
    assert chromium.open(path, PAPER).paper(tmp_path / "pictures").read_bytes()[:5] == b"%PDF-"


def test_time_to_the_first_chart(chromium, tmp_path):
    path = tmp_path / "page.html"
    mark = "setTimeout(() => { performance.mark('first chart') }, 300);"
    path.write_text(PAGE.replace("window.plumbline =", mark + "window.plumbline ="), encoding="utf-8")
    page = chromium.open(path, WIDE)
    page.run("await new Promise((done) => setTimeout(done, 500))")
    assert 0.3 <= checks.first_chart(page) < 3
