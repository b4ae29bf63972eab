# SPDX-License-Identifier: MIT
"""Chromium without a network, in which pages are opened as files."""

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path

import installed

MEDIA = ("light", "dark", "print")
WIDTHS = (360, 1600)
# A taller picture than that no browser takes.
TALLEST = 16000


@dataclass(frozen=True)
class Look:
    """How a page is looked at: how many pixels wide, and in light, in the dark or on paper."""

    width: int
    media: str

    def __str__(self):
        return f"{self.width}-{self.media}"


LOOKS = tuple(Look(width, media) for width in WIDTHS for media in MEDIA)


# Says when the first chart was there, for pages that leave no mark of their own.
WATCH = """
(() => {
  const look = () => {
    if (window.plumbline?.charts?.length > 0) window.firstChart = performance.now();
    else requestAnimationFrame(look);
  };
  look();
})();
"""


class Browser:
    """One browser for many pages. It downloads nothing: both programs are named."""

    def __enter__(self):
        from selenium import webdriver

        options = webdriver.ChromeOptions()
        options.binary_location = installed.program()
        for argument in (
            "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            # Names are not looked up, and addresses are asked for behind a proxy that is not there.
            "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
        ):  # fmt: skip
            options.add_argument(argument)
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = webdriver.ChromeService(executable_path=installed.driver())
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(60)
        self.driver.set_script_timeout(120)
        self.command("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def command(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def open(self, path, look):
        """The page, loaded; its charts may still be drawn."""
        self.driver.get("about:blank")
        self.logs("browser"), self.logs("performance")
        self.command(
            "Emulation.setDeviceMetricsOverride", width=look.width, height=900, deviceScaleFactor=1, mobile=False
        )
        dark = "dark" if look.media == "dark" else "light"
        self.command(
            "Emulation.setEmulatedMedia", media="print" if look.media == "print" else "screen",
            features=[{"name": "prefers-color-scheme", "value": dark}],
        )  # fmt: skip
        path = Path(path).resolve()
        self.driver.get(path.as_uri())
        return Page(self, path, look)

    def logs(self, kind):
        return self.driver.get_log(kind)


class ScriptError(Exception):
    """What a page's own script throws when it is asked for something."""


class Page:
    """An open page, and what it has said and asked for so far."""

    def __init__(self, browser, path, look):
        self.browser, self.path, self.look = browser, path, look
        self._console, self._requests = [], []

    def run(self, script, *arguments):
        """What a function's body returns, a promise's value too; ScriptError where it throws."""
        wrapped = (
            "const [done, words] = [arguments[arguments.length - 1], [...arguments].slice(0, -1)];"
            f"(async function () {{ {script} }}).apply(null, words).then((value) => done({{ value }}),"
            "(error) => done({ error: `${error}` }));"
        )
        answer = self.browser.driver.execute_async_script(wrapped, *arguments)
        if "error" in answer:
            raise ScriptError(answer["error"])
        return answer.get("value")

    @property
    def console(self):
        """Warnings and errors."""
        self._console += [e for e in self.browser.logs("browser") if e["level"] in ("WARNING", "SEVERE")]
        return [f"{entry['level'].lower()}: {entry['message']}" for entry in self._console]

    @property
    def requests(self):
        """The addresses that were asked for, the page's own first."""
        for entry in self.browser.logs("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self._requests.append(message["params"]["request"]["url"])
            elif message["method"] == "Network.webSocketCreated":
                self._requests.append(message["params"]["url"])
        return list(self._requests)

    def screenshot(self, folder):
        """The whole page as a picture."""
        height = self.run("return document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": self.look.width, "height": min(height, TALLEST), "scale": 1}
        answer = self.browser.command("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        return self.write(folder, f"{self.path.stem}-{self.look}.png", answer["data"])

    def paper(self, folder):
        """The page as it is printed, after its own preparation for that."""
        answer = self.browser.command("Page.printToPDF", printBackground=True)
        return self.write(folder, f"{self.path.stem}.pdf", answer["data"])

    @staticmethod
    def write(folder, name, data):
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(data))
        return path
