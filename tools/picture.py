"""Make the picture of README from the built files: ``make picture``.

Spreads of the brochure and the flyers lie side by side on a table, each at the same scale.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageFilter

ROOT = Path(__file__).parent.parent
OUT = ROOT / "out"
PICTURE = ROOT / "docs" / "images" / "papiers.png"
#: pixels per millimetre of paper
SCALE = 2.1
TABLE = (226, 223, 216)
#: rows of (file below out/, 1-based pages laid edge to edge)
ROWS = (
    (
        ("synthese/synthese-a5-screen.pdf", (1,)),
        ("synthese/synthese-a5-screen.pdf", (8, 9)),
        ("synthese/synthese-a5-screen.pdf", (12, 13)),
    ),
    (
        ("contre-sommet/contre-sommet-a6-screen.pdf", (1,)),
        ("contre-sommet/contre-sommet-a6-screen.pdf", (2,)),
        ("contre-sommet/contre-sommet-a5-screen.pdf", (1,)),
        ("contre-sommet/contre-sommet-a4-screen.pdf", (1,)),
        ("contre-sommet/contre-sommet-rollfold-a4-screen.pdf", (2,)),
    ),
)
GAP = 26


def sheet(path: Path, pages: tuple[int, ...]) -> Image.Image:
    """Draw pages edge to edge."""
    with pypdfium2.PdfDocument(path) as document:
        drawn = [
            document[number - 1].render(scale=SCALE * 25.4 / 72).to_pil().convert("RGB")
            for number in pages
        ]
    whole = Image.new("RGB", (sum(one.width for one in drawn), drawn[0].height), "white")
    left = 0
    for one in drawn:
        whole.paste(one, (left, 0))
        left += one.width
    return whole


def row(pieces: list[Image.Image], width: int) -> Image.Image:
    """Lay pieces on the table, their feet on one line, with a soft edge under each."""
    height = max(piece.height for piece in pieces) + 2 * GAP
    table = Image.new("RGB", (width, height), TABLE)
    free = width - sum(piece.width for piece in pieces)
    space = free // (len(pieces) + 1)
    left = space
    for piece in pieces:
        top = height - GAP - piece.height
        shade = Image.new("L", table.size, 0)
        shade.paste(90, (left + 3, top + 5, left + piece.width + 3, top + piece.height + 5))
        table.paste((90, 86, 78), mask=shade.filter(ImageFilter.GaussianBlur(5)))
        table.paste(piece, (left, top))
        left += piece.width + space
    return table


def main() -> None:
    """Write the picture."""
    rows = [[sheet(OUT / name, pages) for name, pages in one] for one in ROWS]
    width = max(sum(piece.width for piece in one) + GAP * (len(one) + 1) for one in rows)
    tables = [row(one, width) for one in rows]
    picture = Image.new("RGB", (width, sum(table.height for table in tables)), TABLE)
    top = 0
    for table in tables:
        picture.paste(table, (0, top))
        top += table.height
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(128, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
