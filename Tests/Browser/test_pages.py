# SPDX-License-Identifier: MIT
"""Every page, wherever it is looked at: offline, whole, without a complaint, for everyone."""
import pytest
from browser import LOOKS

NAMES = ("report", "gaps", "score", "right")


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_page(browser, pages, shots, name, look):
    browser.open(pages[name], look)
    first = browser.first_chart()
    assert first is not None, "there is no chart before anybody scrolls"
    # A figure to be looked at: how long it takes is the machine's as well.
    with open(shots / "first-chart.csv", "a") as figures:
        print(name, look, round(first), sep=",", file=figures)
    browser.draw_all()
    marks, total = browser.charts()
    assert len(marks) == total > 0
    assert not [chart for chart, count in marks.items() if count < 5]
    assert browser.run("window.plumbline.failures") == []
    assert browser.overflow() == 0
    assert browser.cut() == []
    browser.screenshot(shots / f"{name}-{look}.png")
    assert browser.complaints() == []
    assert browser.requests() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_accessibility(browser, pages, name, scheme):
    browser.open(pages[name], next(look for look in LOOKS if look.scheme == scheme))
    # Hundreds of charts take axe minutes: there the text is looked at, and the charts on the other pages.
    if name != "report":
        browser.draw_all()
    assert browser.violations() == []


def test_sizes(pages):
    assert pages["report"].stat().st_size < 5e6
    for name in ("score", "right", "gaps"):
        assert pages[name].stat().st_size < 2e6


def test_maps_have_colours(browser, pages):
    """An image of one colour is a map that was not drawn."""
    browser.open(pages["score"], LOOKS[0])
    browser.draw_all()
    colours = browser.driver.execute_async_script("""
      const done = arguments[0];
      Promise.all([...document.querySelectorAll("svg image")].map((image) => new Promise((resolve) => {
        const picture = new Image();
        picture.onload = () => {
          const canvas = Object.assign(document.createElement("canvas"), {width: picture.width, height: picture.height});
          const context = canvas.getContext("2d");
          context.drawImage(picture, 0, 0);
          const bytes = context.getImageData(0, 0, canvas.width, canvas.height).data;
          const seen = new Set();
          for (let i = 0; i < bytes.length; i += 4) seen.add(`${bytes[i]},${bytes[i + 1]},${bytes[i + 2]},${bytes[i + 3]}`);
          resolve(seen.size);
        };
        picture.src = image.getAttribute("href") ?? image.getAttribute("xlink:href");
      }))).then(done);""")
    # The error is zero at most places.
    assert len(colours) == 3 and min(colours) >= 3 and sorted(colours)[1] > 20


def test_colours_follow_the_reader(browser, pages):
    """What is drawn is drawn anew when the scheme changes."""
    ink = "getComputedStyle(document.querySelector('svg .role-axis-label text, svg .role-axis-title text')).fill"
    browser.open(pages["right"], LOOKS[0])
    browser.draw_all()
    by_day = browser.run(ink)
    browser.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    assert browser.settle(f"{ink} !== '{by_day}'")


def test_what_is_wrong_is_circled(browser, pages):
    browser.open(pages["score"], LOOKS[0])
    browser.draw_all()
    # Two strokes each, so that they are seen on any colour.
    circles = browser.run("document.querySelectorAll('#f-u-map-error .mark-symbol.role-mark path').length")
    assert circles >= 2 * 3
    assert "outlier" in browser.run("document.body.innerText")


def test_gaps_are_named(browser, pages):
    browser.open(pages["gaps"], LOOKS[0])
    browser.draw_all()
    text = browser.run("document.body.innerText")
    assert "is damaged" in text and "it is not whole" in text
