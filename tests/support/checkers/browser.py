"""Chromium, wherever the platform keeps it: what people read web pages with, opened by the tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

#: Debian and Fedora, Ubuntu, Google's own packages, macOS; tools/setup-system.sh looks for the same.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_BUNDLES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=900)
VIEWPORTS = {"phone": PHONE, "desktop": DESKTOP}


def chromium() -> Path:
    """Return the browser's program; a machine without one fails the test, it does not skip it."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    program = Path(found) if found else next((one for one in _BUNDLES if one.exists()), None)
    assert program, "no Chromium on this machine: run tools/setup-system.sh test"
    return program


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Open Chromium without a window. Only one can be open in a process: see the fixture ``browser``."""
    with sync_playwright() as play:
        # --no-sandbox: containers run as root, and all pages here are our own
        browser = play.chromium.launch(
            executable_path=str(chromium()), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@contextmanager
def open_page(
    browser: Browser, address: str, *, viewport: ViewportSize = DESKTOP, dark: bool = False
) -> Iterator[Page]:
    """Open a page in a fresh session, by day or by night; a script's error fails the test."""
    context = browser.new_context(viewport=viewport, color_scheme="dark" if dark else "light")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert not errors, errors
