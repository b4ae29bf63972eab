# SPDX-License-Identifier: MIT
"""What an open page is held to. Each check gives its faults, a sentence each; none is good."""

import time

import installed
from browser import ScriptError

LARGEST = 30_000_000
# Seconds, from the start of the navigation.
LATEST = 5


def console(page):
    """It says nothing of errors or warnings."""
    return page.console


def requests(page):
    """It needs nothing but itself."""
    own = page.browser.driver.current_url.split("#")[0]
    return [
        f"asks for {url[:200]}" for url in page.requests
        if url.split("#")[0] != own and not url.startswith(("data:", "blob:", "about:"))
    ]  # fmt: skip


# What sticks out to the right, unless something around it scrolls or cuts; body and html are no excuse.
OVERFLOW = """
const width = document.documentElement.clientWidth;
const isHeld = (e) => {
  for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
    if (getComputedStyle(p).overflowX !== "visible" && p.getBoundingClientRect().right <= width + 1) return true;
  }
  return false;
};
const outside = [...document.body.querySelectorAll("*")].filter((e) => {
  const r = e.getBoundingClientRect();
  return r.width > 0 && r.right > width + 1 && !isHeld(e);
});
const most = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
const name = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "")
  + (typeof e.className === "string" && e.className ? "." + e.className.trim().split(/\\s+/).join(".") : "");
return { most, width, names: outside.slice(0, 5).map(name) };
"""


def overflow(page):
    """It is no wider than the window."""
    found = page.run(OVERFLOW)
    if found["most"] <= found["width"] and not found["names"]:
        return []
    names = ", ".join(found["names"]) or "its body"
    return [f"is {found['most']} pixels wide in a window of {found['width']}: {names}"]


# Counts what shows data: Vega's axes, legends and titles have other roles, and what is empty shows nothing.
MARKS = """
const svg = (place) => [...place.querySelectorAll("svg g.role-mark:not(.mark-group) > *")].filter((e) => {
  const box = e.getBBox();
  return box.width > 0 || box.height > 0;
}).length;
const scene = (item) => (item.items || []).reduce((sum, child) => sum + (child.items ? scene(child)
  : item.role === "mark" && item.marktype !== "group" ? 1 : 0), 0);
const canvas = (place) => {
  const holder = [place, ...place.querySelectorAll("*")].find((e) => e.__view__);
  return holder && place.querySelector("canvas")?.width > 0 ? scene(holder.__view__.scenegraph().root) : 0;
};
const charts = window.plumbline?.charts || [];
return charts.map(({ id, marks }) => {
  const place = document.getElementById(id);
  return { id, said: marks, seen: place ? svg(place) || canvas(place) : 0 };
});
"""


STATE = """
const p = window.plumbline;
return { there: !!p, total: p?.total ?? p?.charts?.length, drawn: p?.charts?.length, failures: p?.failures ?? [] };
"""


def charts(page, patience=60):
    """Every chart is drawn, those in closed parts too when they are opened."""
    faults = []
    try:
        page.run("document.querySelectorAll('details').forEach((e) => { e.open = true; });")
        page.run("await window.plumbline?.drawAll?.();")
    except ScriptError as error:
        faults.append(f"does not draw its charts: {error}")
    end = time.monotonic() + patience
    while True:
        state = page.run(STATE)
        if not state["there"]:
            return ["has no window.plumbline, which says what charts there are"]
        if state["drawn"] >= state["total"] or state["failures"] or time.monotonic() > end:
            break
        time.sleep(0.1)
    faults += state["failures"]
    if state["drawn"] < state["total"]:
        faults.append(f"{state['drawn']} of {state['total']} charts are drawn")
    for chart in page.run(MARKS):
        if not chart["said"] or not chart["seen"]:
            faults.append(f"chart {chart['id']} has {chart['said']} marks by its word, and {chart['seen']} to be seen")
    return faults


# Letters of a chart that lie outside of its picture.
CUT = """
return [...document.querySelectorAll("svg text")].filter((text) => {
  const [box, frame] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()];
  return text.textContent.trim() && box.width > 0 && frame.width > 0 && getComputedStyle(text).opacity !== "0"
    && (box.right > frame.right + 2 || box.left < frame.left - 2
      || box.bottom > frame.bottom + 2 || box.top < frame.top - 2);
}).map((text) => [text.closest("[id]")?.id ?? "", text.textContent]);
"""


def legible(page):
    """No word of a chart is cut off at its edge."""
    return [f"chart {chart} cuts off '{words}'" for chart, words in page.run(CUT)]


def first_chart(page):
    """Seconds from the start of the navigation to the first chart; None where there is none."""
    milliseconds = page.run(
        "return performance.getEntriesByName('first chart')[0]?.startTime ?? window.firstChart ?? null"
    )
    return None if milliseconds is None else milliseconds / 1000


def speed(page, latest=LATEST):
    """The first chart is there soon; a page may have none."""
    end = time.monotonic() + latest
    while (seconds := first_chart(page)) is None and time.monotonic() < end:
        if page.run("return (window.plumbline?.total ?? 1) === 0"):
            return []
        time.sleep(0.05)
    if seconds is None:
        return [f"shows no chart within {latest} s"]
    return [f"shows its first chart after {seconds:.1f} s; {latest} s are allowed"] if seconds > latest else []


def accessibility(page):
    """What axe-core calls serious or critical."""
    if not page.run("return 'axe' in window"):
        page.browser.driver.execute_script(installed.axe().read_text(encoding="utf-8"))
    found = page.run("return (await axe.run(document, { resultTypes: ['violations'] })).violations")
    return [sentence(rule) for rule in found if rule["impact"] in ("serious", "critical")]


def sentence(rule):
    places = [str(node["target"][0]) for node in rule["nodes"]]
    more = f" and {len(places) - 3} more" if len(places) > 3 else ""
    return f"{rule['id']} ({rule['impact']}): {rule['help']}, at {', '.join(places[:3])}{more}"


def size(page, largest=LARGEST):
    """It can be sent."""
    bytes = page.path.stat().st_size
    return [f"has {bytes / 1e6:.1f} MB; {largest / 1e6:.0f} MB are allowed"] if bytes > largest else []


# Speed first, before anything else is asked of the page; the console last, when everything has been tried.
CHECKS = (speed, charts, legible, overflow, accessibility, size, requests, console)


def faults(page):
    """All of them, by check."""
    return {check.__name__: found for check in CHECKS if (found := check(page))}
