"""Page boxes of a press file: origin at the sheet's corner, bleed as asked, marks beyond it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, FloatObject, RectangleObject

from printkit.assemble.objects import N, add, resolve, stream
from printkit.core.units import mm_to_pt
from printkit.pdf.matrix import IDENTITY, times
from printkit.press.drawn_marks import REACH_PT, Marks, inked
from printkit.press.press_state import Box


@dataclass(frozen=True, slots=True)
class Edges:
    """A length in mm for each edge of the trim."""

    top: float
    right: float
    bottom: float
    left: float

    @classmethod
    def all(cls, length_mm: float) -> Edges:
        """Return the same length for all four."""
        return cls(length_mm, length_mm, length_mm, length_mm)


def lay_boxes(
    writer: PdfWriter, bleed: Edges, *, marks: Marks | None, space: str = "/DeviceCMYK"
) -> list[int]:
    """Give every page its boxes (ISO 32000-1, 14.11.2; ISO 15930-7, 6.8) and cut it to them.

    MediaBox starts at 0,0 and holds BleedBox, which holds TrimBox. Nothing of the artwork is left
    outside the bleed; marks, when asked for, stand beyond it, in the black of ``space``. Returns the
    pages (1-based) whose artwork does not have the bleed asked for; these get what there is.
    """
    short = []
    for number, page in enumerate(writer.pages, 1):
        media, trim = box_of(page, "/MediaBox"), box_of(page, "/TrimBox")
        wanted = (
            trim[0] - mm_to_pt(bleed.left),
            trim[1] - mm_to_pt(bleed.bottom),
            trim[2] + mm_to_pt(bleed.right),
            trim[3] + mm_to_pt(bleed.top),
        )
        cut = (
            max(wanted[0], media[0]),
            max(wanted[1], media[1]),
            min(wanted[2], media[2]),
            min(wanted[3], media[3]),
        )
        if any(abs(one - other) > 0.1 for one, other in zip(wanted, cut, strict=True)):
            short.append(number)
        _lay(writer, page, trim, cut, marks, space)
    return short


def _lay(
    writer: PdfWriter, page: Any, trim: Box, bleed: Box, marks: Marks | None, space: str
) -> None:
    reach = REACH_PT if marks else 0.0
    dx, dy = reach - bleed[0], reach - bleed[1]
    trim = _moved(trim, dx, dy)
    bleed = _moved(bleed, dx, dy)
    page[N("/MediaBox")] = _rectangle((0, 0, bleed[2] + reach, bleed[3] + reach))
    page[N("/BleedBox")] = _rectangle(bleed)
    page[N("/TrimBox")] = _rectangle(trim)
    for box in ("/CropBox", "/ArtBox"):
        page.pop(box, None)
    left, bottom, right, top = bleed
    clip = f"{left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n"
    before = f"q\n{clip}\n1 0 0 1 {dx:.4f} {dy:.4f} cm\n".encode()
    after = b"\nQ\n" + (inked(marks(trim, bleed), space) if marks else b"")
    data = page.get_contents().get_data()
    page[N("/Contents")] = add(writer, stream(before + data + after))
    _move_patterns(page, dx, dy)


def _move_patterns(page: Any, dx: float, dy: float) -> None:
    """Move the page's patterns along: they hang on the page, not on its matrix (8.7.3.1)."""
    patterns = resolve(page["/Resources"]).get("/Pattern", {})
    for pattern in {id(found): found for found in map(resolve, patterns.values())}.values():
        a, b, c, d, e, f = (float(part) for part in pattern.get("/Matrix", IDENTITY))
        moved = times((a, b, c, d, e, f), (1, 0, 0, 1, dx, dy))
        pattern[N("/Matrix")] = ArrayObject(FloatObject(round(part, 6)) for part in moved)


def box_of(page: Any, name: str) -> Box:
    """Return a box of a page in points; the MediaBox where it has none of this name."""
    found = page.get(name)
    left, bottom, right, top = (float(side) for side in (found or page["/MediaBox"]))
    return left, bottom, right, top


def _moved(box: Box, dx: float, dy: float) -> Box:
    return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy


def _rectangle(box: Box) -> RectangleObject:
    return RectangleObject([FloatObject(round(side, 4) + 0.0) for side in box])
