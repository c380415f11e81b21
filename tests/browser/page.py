"""A page in headless Chromium, opened from file:// with the network off. Every console message and every request is kept."""
import base64
import json
import os
import pathlib
import re
import shutil
import tempfile
import time
import zlib

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

READY_SECONDS = 20  # a limit for a stuck page, no measure of a slow one
QUIET_LEVELS = ("DEBUG", "INFO")


def blocks(path):
    """The data blocks of a page, read without a browser: {id: JSON}."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    found = re.findall(r'<script type="text/plain" id="(page-data|envelopes-\d+)">([^<]*)</script>', text)
    return {name: json.loads(zlib.decompress(base64.b64decode(data))) for name, data in found}


def chromium_options(profile):
    options = Options()
    options.binary_location = os.environ.get("SOFTPLUS_BENCH_CHROMIUM") or shutil.which("chromium")
    arguments = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                 "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={profile}"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses root a sandbox
    for argument in arguments:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return options


class Browser:
    """A fresh profile, one window. close() ends it and removes what it left."""

    def __init__(self, width=1280, height=900):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="softplus-bench-browser-"))
        self.downloads = self.folder / "downloads"
        self.downloads.mkdir()
        driver = os.environ.get("SOFTPLUS_BENCH_CHROMEDRIVER") or shutil.which("chromedriver")
        try:
            self.driver = webdriver.Chrome(service=Service(driver), options=chromium_options(self.folder / "profile"))
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.driver.set_page_load_timeout(60)
        self.driver.set_script_timeout(120)
        self.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.downloads))
        self.messages, self.requests = [], []
        self.resize(width, height)

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.folder, ignore_errors=True)

    def cdp(self, command, **arguments):
        return self.driver.execute_cdp_cmd(command, arguments)

    def resize(self, width, height=900):
        """The viewport, which a window cannot make narrower than 500 pixels."""
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        time.sleep(0.05)  # a page hears of its new width with the next frame

    def colours(self, scheme):
        """light or dark."""
        self.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def scripts(self, on):
        """Of pages opened from now on. run() goes on to work."""
        self.cdp("Emulation.setScriptExecutionDisabled", value=not on)

    # Opening

    def open(self, path, fragment="", wait=True):
        """Opens a page anew, also where only the fragment differs; waits until it is usable."""
        self.driver.get("about:blank")
        self.collect()
        self.messages, self.requests = [], []
        self.driver.get(pathlib.Path(path).resolve().as_uri() + fragment)
        if wait:
            self.until(lambda: self.run("return document.documentElement.dataset.ready === '1'"), "the page did not become ready")

    def reload(self):
        self.driver.refresh()
        self.until(lambda: self.run("return document.documentElement.dataset.ready === '1'"), "the page did not become ready again")

    def until(self, condition, message, seconds=READY_SECONDS):
        """Returns the first true value; an AssertionError with the message, and what the console said, where none came."""
        deadline = time.monotonic() + seconds
        while True:
            value = condition()
            if value:
                return value
            if time.monotonic() > deadline:
                raise AssertionError(f"{message}; the console: {self.complaints()}")
            time.sleep(0.02)

    def usable_ms(self):
        """From the start of the navigation until the page was usable, as the page itself noted it."""
        return self.run("return performance.getEntriesByName('ready')[0].startTime")

    # What it said and asked for

    def collect(self):
        for entry in self.driver.get_log("browser"):
            self.messages.append((entry["level"], entry["message"]))
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])

    def complaints(self):
        """Messages of level warning or worse."""
        self.collect()
        return [message for level, message in self.messages if level not in QUIET_LEVELS]

    def foreign_requests(self):
        """Requests for anything but the page itself and what it made itself (its download)."""
        self.collect()
        own = self.driver.current_url.partition("#")[0]
        return [url for url in self.requests if url.partition("#")[0] not in (own, "about:blank") and not url.startswith(("data:", "blob:"))]

    # Looking and acting

    def run(self, script, *arguments):
        """The value that a script returns."""
        return self.driver.execute_script(script, *arguments)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        """Text of the first match, also where it is not in view; None where there is no match."""
        return self.run("return document.querySelector(arguments[0])?.textContent.trim() ?? null", selector)

    def shown(self, selector):
        """How many matches take up room on the page."""
        return self.run("return [...document.querySelectorAll(arguments[0])].filter((e) => e.getClientRects().length > 0).length", selector)

    def choose(self, selector, value):
        """Of a select element, which a narrow window folds away."""
        self.run("document.querySelector(arguments[0]).closest('details:not([open])')?.querySelector('summary').click()", selector)
        Select(self.one(selector)).select_by_value(value)

    def click(self, selector):
        """As a reader does: what is covered or out of sight cannot be clicked."""
        element = self.one(selector)
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def fragment(self):
        return self.run("return location.hash")

    def overflow(self):
        """By how many pixels the page is wider than its window."""
        return self.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
