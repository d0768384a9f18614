"""Make the pictures of docs/fr/imprimer.md: ``make picture``. They depend on the program alone."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from printkit.core.i18n import use_language
from printkit.impose.calibration import calibration_sheet
from printkit.impose.schemes import SCHEMES
from printkit.model.sheets import SheetJob
from printkit.views.sheet_pictures import maquette_png

IMAGES = Path(__file__).parent.parent / "docs" / "images"
A4 = (210.0, 297.0)
#: The example of the text: where the creases cross on the back, in mm to the right and up.
READ_MM = (1.5, -0.5)
CREASE, GROUND = (31, 111, 156), (239, 236, 230)


def maquettes() -> dict[str, bytes]:
    """Return the pictures that ``printkit impose --plan -o FILE.png`` draws."""
    booklet = SheetJob(8, (148, 210), A4, flip="short-edge")
    zine = SheetJob(8, (74, 105), A4, fold="zine")
    return {
        "plan-cahier": maquette_png(SCHEMES["saddle"](booklet)),
        "plan-fanzine": maquette_png(SCHEMES["folded"](zine)),
    }


def calibration() -> bytes:
    """Draw the back of the sheet that lies, its creases, and what is read on it, larger."""
    dpi, zoom = 72, 6
    with pypdfium2.PdfDocument(calibration_sheet(A4, landscape=True)) as document:
        back = document[1].render(scale=dpi / 72).to_pil().convert("RGB")
        large = document[1].render(scale=dpi * zoom / 72).to_pil().convert("RGB")
    x, y = (
        side / 2 + sign * read * dpi / 25.4
        for side, sign, read in zip(back.size, (1, -1), READ_MM, strict=True)
    )
    half = back.height / zoom / 2  # of what is shown larger
    close = large.crop(
        tuple(round(zoom * edge) for edge in (x - half, y - half, x + half, y + half))
    )
    close = close.resize((back.height, back.height))
    _creases(back, x, y, 2)
    _creases(close, close.width / 2, close.height / 2, 4)
    picture = Image.new("RGB", (back.width + close.width + 72, back.height + 48), GROUND)
    picture.paste(back, (24, 24))
    picture.paste(close, (back.width + 48, 24))
    out = io.BytesIO()
    picture.quantize(32, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _creases(image: Image.Image, x: float, y: float, width: int) -> None:
    """Draw both creases, broken: x and y in pixels from the upper left."""
    draw = ImageDraw.Draw(image)
    for start in range(0, max(image.size), 16):
        draw.line((x, start, x, start + 9), CREASE, width)
        draw.line((start, y, start + 9, y), CREASE, width)


def main() -> None:
    """Write the pictures."""
    use_language("fr")
    for name, data in {**maquettes(), "calibrage": calibration()}.items():
        (IMAGES / f"{name}.png").write_bytes(data)


if __name__ == "__main__":
    main()
