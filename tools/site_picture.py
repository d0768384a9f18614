"""Take the picture of docs/fr/en-ligne.md: the download page in Chromium, as built: ``make picture``."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize

from support.checkers.browser import DESKTOP, PHONE, open_browser, open_page

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "out" / "site" / "index.html"
PICTURE = ROOT / "docs" / "images" / "en-ligne.webp"
GROUND = (239, 236, 230)
GAP = 24
QUALITY = 82


def seen(browser: Browser, viewport: ViewportSize) -> Image.Image:
    """Return what a window of this size shows of the page."""
    with open_page(browser, PAGE.as_uri(), viewport=viewport) as page:
        page.wait_for_function("document.images[0].complete")
        return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def main() -> None:
    """Set phone and screen side by side, at one height."""
    with open_browser() as browser:
        windows = [seen(browser, size) for size in (PHONE, DESKTOP)]
    height = windows[0].height
    windows = [
        one.resize((one.width * height // one.height, height), Image.Resampling.LANCZOS)
        for one in windows
    ]
    across = sum(one.width + GAP for one in windows) + GAP
    picture = Image.new("RGB", (across, height + 2 * GAP), GROUND)
    left = GAP
    for one in windows:
        picture.paste(one, (left, GAP))
        left += one.width + GAP
    picture.save(PICTURE, quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
