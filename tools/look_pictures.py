"""Take the pictures of docs/fr/allures.md: three events in each look, built as anybody would."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from printkit.build.api import build
from support.leaflet_events import EVENTS, write_project

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "images"
LOOKS = sorted(path.parent.parent.name for path in ROOT.glob("styles/*/templates/poster.html"))
#: event, format, page: 0 is the first
SHOWN = (("concert", "a5", 0), ("concert", "a5", 1), ("assembly", "a3", 0), ("course", "a4", 0))
GROUND = (226, 222, 214)
HEIGHT, GAP, QUALITY = 560, 18, 84


def moonrise() -> bytes:
    """Draw a moon over hills: a picture that belongs to nobody else."""
    wide, high = 3600, 4800
    image = Image.new("RGB", (wide, high), (36, 40, 84))
    draw = ImageDraw.Draw(image)
    for step in range(40):
        shade = (36 + 3 * step, 40 + 2 * step, 84 + step)
        draw.rectangle((0, step * 80, wide, step * 80 + 80), fill=shade)
    draw.ellipse((1000, 700, 2800, 2500), fill=(250, 226, 170))
    draw.ellipse((1350, 1050, 1750, 1450), fill=(238, 206, 142))
    draw.ellipse((2000, 1500, 2260, 1760), fill=(238, 206, 142))
    for top, shade in ((2300, (120, 84, 118)), (2900, (82, 58, 98)), (3500, (44, 34, 66))):
        hill = [
            (x, top + (x * 7 % 900) * (1 if x % 1200 < 600 else -1) // 3)
            for x in range(0, wide + 1, 300)
        ]
        draw.polygon([(0, high), *hill, (wide, high)], fill=shade)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def page_of(path: Path, number: int) -> Image.Image:
    """Return a page of a file as a picture as high as the others."""
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[number]
        return page.render(scale=HEIGHT / page.get_height()).to_pil().convert("RGB")


def main() -> None:
    """Set the pages of each look side by side."""
    for look in LOOKS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / look
            events = {event: EVENTS[event] for event, _fmt, _page in SHOWN}
            write_project(folder, look, events, "a5, a4, a3", "screen")
            (folder / "leaflets" / "photo.jpg").write_bytes(moonrise())
            build(folder)
            pages = [
                page_of(folder / "out" / event / f"{event}-{fmt}-screen.pdf", page)
                for event, fmt, page in SHOWN
            ]
        wide = sum(page.width + GAP for page in pages) + GAP
        picture = Image.new("RGB", (wide, HEIGHT + 2 * GAP), GROUND)
        left = GAP
        for page in pages:
            picture.paste(page, (left, GAP))
            left += page.width + GAP
        picture.save(PICTURES / f"allure-{look}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
