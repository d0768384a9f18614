"""Take the picture of docs/fr/verifier.md: the report of a screen file sent to a press: ``make picture``."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import ViewportSize

from support.checkers.browser import open_browser, open_page

ROOT = Path(__file__).parent.parent
#: The mistake most often made: the file for reading on a screen is sent to the press.
FILE = "out/rassemblement/rassemblement-a5-screen.pdf"
PICTURE = ROOT / "docs" / "images" / "rapport.webp"
WINDOW = ViewportSize(width=1000, height=900)
GAP = 28
GROUND = (239, 236, 230)
QUALITY = 82


def report(folder: Path) -> Path:
    """Write the report as anybody would; that the file is refused is the point."""
    path = folder / "rapport.html"
    command = [sys.executable, "-m", "printkit", "check", FILE, "--report", str(path)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 1:
        raise SystemExit(done.stdout + done.stderr)
    return path


def main() -> None:
    """Set the beginning of the list beside the pages."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_browser() as browser,
        open_page(browser, report(Path(folder)).as_uri(), viewport=WINDOW) as page,
    ):
        whole = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
        first = page.locator(".findings li").nth(2).bounding_box()
        title = page.locator("h3").last.bounding_box()
    assert first is not None
    assert title is not None
    parts = (
        whole.crop((0, 0, whole.width, round(first["y"] - 5))),
        whole.crop((0, round(title["y"] - GAP / 2), whole.width, whole.height)),
    )
    high = sum(part.height for part in parts) + 3 * GAP
    picture = Image.new("RGB", (whole.width + 2 * GAP, high), GROUND)
    top = GAP
    for part in parts:
        picture.paste(part, (GAP, top))
        top += part.height + GAP
    picture.save(PICTURE, quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
