"""Pictures of whole sheets, kept in ``tests/resources/sheets``; all their sides beside one another.

``python tests/support/sheet_goldens.py`` draws them anew: look at each before you keep it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image

from printkit.core.i18n import use_language
from printkit.impose.calibration import calibration_sheet
from printkit.impose.dummy import dummy
from printkit.impose.imposition import job_for, plan_of
from printkit.impose.place import draw_sheets
from printkit.impose.schemes import SCHEMES
from printkit.impose.sheet_marks import all_marks
from printkit.model.sheets import SheetJob
from support.sheet_sample import numbered, rendered, source

FOLDER: Final = Path(__file__).parent.parent / "resources" / "sheets"
_DPI: Final = 36
A4, A6, A3, SRA3 = (210, 297), (105, 148), (297, 420), (320, 450)
#: name: scheme, size and number of the pages, paper, options
SHEETS: Final[Mapping[str, tuple[str, tuple[float, float], int, Any, dict[str, Any]]]] = {
    "saddle-short": ("saddle", (148, 210), 6, SRA3, {"flip": "short-edge", "creep_mm": 2.0}),
    "saddle-long": ("saddle", (148, 210), 6, SRA3, {"flip": "long-edge", "creep_mm": 2.0}),
    "saddle-sections": ("saddle", (105, 148), 12, A4, {"section": (4, 8), "flip": "long-edge"}),
    "saddle-right": ("saddle", (105, 148), 4, A4, {"binding": "right", "flip": "short-edge"}),
    "saddle-top": ("saddle", (148, 105), 4, A4, {"binding": "top", "flip": "long-edge"}),
    "perfect-8": ("perfect", (74, 105), 32, SRA3, {"per_side": 8, "flip": "short-edge"}),
    "nup": ("nup", (105, 148), 8, SRA3, {"columns": 2, "rows": 2, "flip": "long-edge"}),
    "nup-head-to-head": ("nup", (105, 148), 2, A3, {"repeat": True, "head_to_head": True}),
    "cutstack": ("cutstack", (105, 148), 5, (225, 320), {"flip": "short-edge"}),
    "roll": ("folded", (100, 210), 6, SRA3, {"fold": "roll", "flip": "short-edge"}),
    "zine": ("folded", (74, 105), 8, A4, {"fold": "zine"}),
    "map": ("folded", (74, 105), 16, (225, 320), {"fold": "map", "flip": "long-edge"}),
    "gate": ("folded", (74, 210), 8, SRA3, {"fold": "gate", "flip": "short-edge"}),
    "poster": ("poster", (148, 210), 1, A4, {"scale": 1.9}),
    "step-turn": ("step", (105, 148), 2, (225, 320), {"turning": "turn"}),
    "step-tumble": ("step", (105, 148), 2, (225, 320), {"turning": "tumble"}),
    "singles": ("singles", (148, 210), 3, A4, {"flip": "long-edge"}),
}


def pictures() -> dict[str, Image.Image]:
    """Draw all of them."""
    use_language("en")
    found = {}
    for name, (scheme, trim, pages, paper, options) in SHEETS.items():
        opened = source(numbered(pages, *trim, bleed=3.0))
        plan = plan_of(scheme, job_for(opened, paper, **options))
        found[name] = _strip(draw_sheets(plan, opened, marks=all_marks(plan, "essai")))
    booklet = SCHEMES["saddle"](SheetJob(8, (148, 210), A4, flip="long-edge"))
    found["dummy"] = _strip(dummy(booklet))
    found["calibration"] = _strip(calibration_sheet(A4, landscape=True))
    return found


def golden(name: str) -> Image.Image:
    """Return the picture kept under a name."""
    with Image.open(FOLDER / f"{name}.png") as image:
        return image.convert("RGB")


def apart(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures are apart where they are most, 0 to 1, fine grain left out."""
    if one.size != other.size:
        return 1.0
    a, b = (np.asarray(image.reduce(2), float) for image in (one, other))
    return float(np.abs(a - b).max() / 255)


def _strip(data: bytes) -> Image.Image:
    sides = rendered(data, _DPI)
    strip = Image.new(
        "RGB",
        (sum(side.width + 4 for side in sides) - 4, max(side.height for side in sides)),
        "#808080",
    )
    x = 0
    for side in sides:
        strip.paste(side, (x, 0))
        x += side.width + 4
    return strip


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures().items():
        out = io.BytesIO()
        picture.quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        (FOLDER / f"{name}.png").write_bytes(out.getvalue())


if __name__ == "__main__":
    main()
