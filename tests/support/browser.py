"""Chromium, driven by Selenium. It loads files and has no network."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

Scheme = Literal["light", "dark"]

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--headless=new",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-first-run",
)
_SCRIPT_SECONDS = 120
"""Seconds that axe-core may take, on a machine that does other things as well."""


class Browser:
    """A browser with one page."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(
        self, path: Path, *, width: int = 1280, scheme: Scheme = "light", scripts: bool = True
    ) -> None:
        """Load a file, in a window of `width` pixels."""
        self._command("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.use(scheme=scheme)
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self._command("Emulation.setDeviceMetricsOverride", **size)
        self._log("performance")
        self.driver.get(path.as_uri())
        self._command("Emulation.setScriptExecutionDisabled", value=False)

    def use(self, *, scheme: Scheme = "light", medium: Literal["", "print"] = "") -> None:
        """Use a colour scheme, and a medium other than the screen."""
        scheme_feature = {"name": "prefers-color-scheme", "value": scheme}
        self._command("Emulation.setEmulatedMedia", media=medium, features=[scheme_feature])

    def run(self, script: str, *arguments: Any) -> Any:
        """Return the result of the body of a function in JavaScript."""
        return self.driver.execute_script(script, *arguments)

    def requests(self) -> list[str]:
        """Return the URLs requested since the page was opened, its own first."""
        messages = (json.loads(message)["message"] for message in self._log("performance"))
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def messages(self) -> list[str]:
        """Return what the page wrote to the console, such as violations of its policy."""
        return self._log("browser")

    def accessibility_violations(self) -> list[str]:
        """Return what axe-core finds: the impact, the rule and the first element."""
        source = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        self._command("Runtime.evaluate", expression=source)
        report = self.driver.execute_async_script(
            "const done = arguments[0];"
            "axe.run(document, {resultTypes: ['violations']})"
            ".then(done, (error) => done({violations: [], error: String(error)}));"
        )
        assert "error" not in report, report["error"]
        return [
            f"{each['impact']}: {each['id']}: {each['nodes'][0]['html'][:200]}"
            for each in report["violations"]
        ]

    def _log(self, name: str) -> list[str]:
        """Return what was logged since the last call."""
        entries: list[dict[str, Any]] = self.driver.get_log(name)  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in entries]

    def _command(self, name: str, **parameters: Any) -> None:
        self.driver.execute_cdp_cmd(name, parameters)


@contextmanager
def open_browser(directory: Path) -> Iterator[Browser]:
    """Start a browser with an empty profile. The test is skipped where there is none."""
    binary = next(filter(None, map(shutil.which, _BROWSERS)), None)
    chromedriver = shutil.which("chromedriver")
    if binary is None or chromedriver is None:
        missing = "Chromium" if binary is None else "chromedriver"
        pytest.skip(f"{missing} is not installed (on Debian: chromium and chromium-driver)")
    options = Options()
    options.binary_location = binary
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    for argument in (*_ARGUMENTS, *sandbox, f"--user-data-dir={directory}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(chromedriver))
    driver.set_script_timeout(_SCRIPT_SECONDS)
    try:
        yield Browser(driver)
    finally:
        driver.quit()
