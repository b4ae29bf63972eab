# SPDX-License-Identifier: MIT
"""A page in headless Chromium without a network: what it drew, what it asked for, what it complained of."""
import base64
import importlib.util
import json
import time
from dataclasses import dataclass
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

#: Seconds for a page to draw everything.
PATIENCE = 60
AXE = Path(importlib.util.find_spec("axe_playwright_python").origin).with_name("axe.min.js")


@dataclass(frozen=True)
class Look:
    """What a page shows itself on."""

    width: int
    scheme: str = "light"
    media: str = "screen"

    def __str__(self):
        return f"{self.width}-{self.scheme}" + ("" if self.media == "screen" else f"-{self.media}")


#: A telephone and a wide screen, by day and by night, and paper.
LOOKS = [Look(width, scheme) for width in (360, 1600) for scheme in ("light", "dark")] + [Look(794, media="print")]


class Browser:
    """One Chromium; a page at a time."""

    def __init__(self):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        # Nothing outside can be reached; what is asked for all the same is seen in the log.
        for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars",
                     "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_script_timeout(PATIENCE)

    def command(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def run(self, script):
        return self.driver.execute_script("return " + script)

    def open(self, path, look):
        """Opens a file as it looks there."""
        self.driver.get("about:blank")
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.command("Emulation.setDeviceMetricsOverride", width=look.width, height=900, deviceScaleFactor=1, mobile=False)
        self.command("Emulation.setEmulatedMedia", media=look.media,
                     features=[{"name": "prefers-color-scheme", "value": look.scheme}])
        self.driver.get(Path(path).resolve().as_uri())
        self.settle("document.readyState === 'complete'")

    def settle(self, condition):
        """Waits until something holds."""
        end = time.monotonic() + PATIENCE
        while not self.run(condition):
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def first_chart(self):
        """Milliseconds from the start of the navigation to the first chart; None where there is none."""
        if self.run("!window.plumbline || window.plumbline.total === 0"):
            return None
        self.settle("window.plumbline.charts.length > 0")
        return self.run("performance.getEntriesByName('first chart')[0]?.startTime")

    def draw_all(self):
        """Opens what is folded up, and draws every chart."""
        self.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        self.driver.execute_async_script(
            "const done = arguments[0]; (window.plumbline ? window.plumbline.drawAll() : Promise.resolve()).then(done, done);")
        self.settle("!window.plumbline || window.plumbline.charts.length >= window.plumbline.total")

    def charts(self):
        """The marks of each chart that was drawn, and how many there should be."""
        return (self.run("Object.fromEntries((window.plumbline?.charts ?? []).map((c) => [c.id, c.marks]))"),
                self.run("document.querySelectorAll('figure.chart').length"))

    def complaints(self):
        """Errors and warnings on the console."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def requests(self):
        """Addresses that were asked for and are neither a file's nor data."""
        messages = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        urls = (m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent")
        return [url for url in urls if not url.startswith(("file:", "data:", "blob:", "about:"))]

    def overflow(self):
        """Pixels by which the page is wider than its window."""
        return self.run("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)")

    def violations(self):
        """What axe finds serious or critical, with the first elements of each."""
        self.driver.execute_script(AXE.read_text())
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then(done, (e) => done({error: String(e)}));")
        if "error" in found:
            raise RuntimeError(f"axe: {found['error']}")
        return [f"{v['id']}: {v['help']}: " + "; ".join(node["html"][:160] for node in v["nodes"][:3])
                for v in found["violations"] if v["impact"] in ("serious", "critical")]

    def cut(self):
        """Words of charts that their drawing cuts off."""
        return self.run("""[...document.querySelectorAll(".drawing svg")].flatMap((svg) => {
          const edge = svg.getBoundingClientRect();
          return [...svg.querySelectorAll("text")].filter((text) => {
            const box = text.getBoundingClientRect();
            return text.textContent && box.width > 0
              && (box.left < edge.left - 2 || box.right > edge.right + 2 || box.bottom > edge.bottom + 2);
          }).map((text) => svg.closest("figure").id + ": " + text.textContent);
        })""")

    def screenshot(self, path):
        """The whole page, to a length that can still be looked at."""
        height = min(8000, self.run("document.documentElement.scrollHeight"))
        width = self.run("window.innerWidth")
        shot = self.command("Page.captureScreenshot", captureBeyondViewport=True, format="png",
                            clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1})
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        self.driver.quit()
