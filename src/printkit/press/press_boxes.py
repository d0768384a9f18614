"""Page boxes of a press file: origin at the sheet's corner, bleed as asked, marks beyond it."""

from __future__ import annotations

from dataclasses import dataclass

from printkit.core.units import mm_to_pt
from printkit.pdf.geometry import Box, shifted
from printkit.pdf.matrix import matrix_from, moved, times
from printkit.pdf.objects import entry, identity, members, numbers
from printkit.pdf.pages import Page, pages_of
from printkit.pdf.writer import Pdf, array, clipping, drop, placing, set_box, stream
from printkit.press.drawn_marks import REACH_PT, Marks, inked


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
    pdf: Pdf, bleed: Edges, *, marks: Marks | None, space: str = "/DeviceCMYK"
) -> list[int]:
    """Give every page its boxes (ISO 32000-1, 14.11.2; ISO 15930-7, 6.8) and cut it to them.

    MediaBox starts at 0,0 and holds BleedBox, which holds TrimBox. Nothing of the artwork is left
    outside the bleed; marks, when asked for, stand beyond it, in the black of ``space``. Returns the
    pages (1-based) whose artwork does not have the bleed asked for; these get what there is.
    """
    short = []
    for page in list(pages_of(pdf.Root)):
        trim = page.trim or page.media
        wanted = (
            trim[0] - mm_to_pt(bleed.left),
            trim[1] - mm_to_pt(bleed.bottom),
            trim[2] + mm_to_pt(bleed.right),
            trim[3] + mm_to_pt(bleed.top),
        )
        cut = (
            max(wanted[0], page.media[0]),
            max(wanted[1], page.media[1]),
            min(wanted[2], page.media[2]),
            min(wanted[3], page.media[3]),
        )
        if any(abs(one - other) > 0.1 for one, other in zip(wanted, cut, strict=True)):
            short.append(page.number)
        _lay(pdf, page, trim, cut, marks, space)
    return short


def _lay(pdf: Pdf, page: Page, trim: Box, bleed: Box, marks: Marks | None, space: str) -> None:
    reach = REACH_PT if marks else 0.0
    dx, dy = reach - bleed[0], reach - bleed[1]
    trim, bleed = shifted(trim, dx, dy), shifted(bleed, dx, dy)
    set_box(page.source, "/MediaBox", (0, 0, bleed[2] + reach, bleed[3] + reach))
    set_box(page.source, "/BleedBox", bleed)
    set_box(page.source, "/TrimBox", trim)
    drop(page.source, "/CropBox", "/ArtBox")
    before = b"q\n%s\n%s\n" % (clipping(bleed), placing(moved(dx, dy)))
    after = b"\nQ\n" + (inked(marks(trim, bleed), space) if marks else b"")
    page.source["/Contents"] = stream(pdf, before + page.content() + after)
    _move_patterns(page, dx, dy)


def _move_patterns(page: Page, dx: float, dy: float) -> None:
    """Move the page's patterns along: they hang on the page, not on its matrix (8.7.3.1)."""
    patterns = {
        identity(pattern): pattern for _key, pattern in members(entry(page.resources, "/Pattern"))
    }
    for pattern in patterns.values():
        own = matrix_from(numbers(entry(pattern, "/Matrix")))
        pattern["/Matrix"] = array(times(own, moved(dx, dy)))
