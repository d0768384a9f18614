"""A cover apart: which pages it is made of, and the flat wrap around a glued book.

The wrap is the back cover, the spine and the front cover side by side, as seen from outside; its inner
side, where it is printed, is the pages behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from printkit.core.units import mm_to_pt
from printkit.pdf.geometry import Box
from printkit.pdf.matrix import Matrix
from printkit.pdf.objects import File, entry, members, name, open_file
from printkit.pdf.pages import Page, pages_of
from printkit.pdf.writer import (
    Pdf,
    add_page,
    as_form,
    clipping,
    dictionary,
    new_file,
    placing,
    set_box,
    set_info,
    stream,
    written,
)
from printkit.press.drawn_marks import Marks, crop_marks, fold_marks

#: The pages of a cover: both of its leaves, both sides.
COVER_PAGES: Final = 4
#: Spines thinner than this bear no text: folds are off by about a millimetre.
LEAST_SPINE_TEXT_MM: Final = 5.0
#: Of the front cover's edge, what the spine is drawn out of.
_EDGE_PT: Final = mm_to_pt(0.05)
#: How far the spine's ground goes on below the covers, so that no white shows between.
_OVERLAP_PT: Final = 0.25


@dataclass(frozen=True, slots=True)
class Spine:
    """``text``: a PDF whose one page is as wide as the spine is long, lying; empty: no text."""

    width_mm: float
    text: bytes = b""


def spine_mm(inside_pages: int, caliper_um: float) -> float:
    """Return the thickness of a block of leaves: pages / 2 × the thickness of one leaf (µm)."""
    return inside_pages / 2 * caliper_um / 1000


def cover_pages(count: int) -> tuple[int, int, int, int]:
    """Return the 0-based pages of a book's cover: front, behind it, behind the back, back."""
    return 0, 1, count - 2, count - 1


def inside_pages(count: int) -> range:
    """Return the 0-based pages between the covers."""
    return range(2, count - 2)


def spine_marks(trim_width_mm: float, width_mm: float) -> Marks:
    """Return crop marks with a fold mark on each side of the spine."""

    def draw(trim: Box, bleed: Box) -> bytes:
        left = trim[0] + mm_to_pt(trim_width_mm)
        return crop_marks(trim, bleed) + fold_marks(trim, bleed, (left, left + mm_to_pt(width_mm)))

    return draw


def wrap(master: bytes | File, spine: Spine, *, inner: bool) -> bytes:
    """Return the cover of a master laid flat, as another master: one page, or two with ``inner``.

    The spine's ground is the front cover's edge drawn out over it, so that what runs to the edge runs
    around it. Its text goes down, to be read with the book lying on its back (ISO 6357). The inner
    side of the spine stays bare for the glue.
    """
    file = open_file(master) if isinstance(master, bytes) else master
    pages = list(pages_of(file.catalogue))
    pdf = new_file()
    set_info(
        pdf, {key: name(said) for key, said in members(entry(file.trailer, "/Info")) if name(said)}
    )
    front, behind, behind_back, back = (pages[at] for at in cover_pages(len(pages)))
    flat = _Flat(pdf, front, mm_to_pt(spine.width_mm))
    flat.page([(back, 0), (front, 1)], spine)
    if inner:
        flat.page([(behind, 0), (behind_back, 1)], None)
    return written(pdf, "1.7")


class _Flat:
    """The wrap's sheet: where its halves and its spine lie, in points from the bleed's corner."""

    def __init__(self, pdf: Pdf, like: Page, spine: float) -> None:
        self._pdf = pdf
        self._strip: File | None = None
        self._media, self._trim = like.media, like.finished
        self._bleed = self._trim[0] - self._media[0]
        self._foot = self._trim[1] - self._media[1]
        width = self._trim[2] - self._trim[0]
        self._height = self._media[3] - self._media[1]
        self._folds = (self._bleed + width, self._bleed + width + spine)
        self._width = self._folds[1] + width + (self._media[2] - self._trim[2])

    def page(self, halves: Sequence[tuple[Page, int]], spine: Spine | None) -> None:
        """Add a side; ``halves`` are pages and 0 for the left half, 1 for the right one."""
        forms = dictionary()
        drawn = []
        if spine is not None:
            forms["/Edge"] = as_form(self._pdf, halves[1][0])
            drawn.append(self._edge())
        for page, half in halves:
            forms[f"/Half{half}"] = as_form(self._pdf, page)
            drawn.append(self._half(half))
        if spine is not None and spine.text:
            self._strip = open_file(
                spine.text
            )  # kept until all is written: its streams are read then
            text = next(pages_of(self._strip.catalogue))
            forms["/Text"] = as_form(self._pdf, text)
            drawn.append(self._text(text.media))
        right = self._width - (self._media[2] - self._trim[2])
        top = self._height - (self._media[3] - self._trim[3])
        new = dictionary(
            Type="/Page",
            Resources=dictionary(XObject=forms),
            Contents=stream(self._pdf, b"\n".join(drawn)),
        )
        set_box(new, "/MediaBox", (0.0, 0.0, self._width, self._height))
        set_box(new, "/TrimBox", (self._bleed, self._foot, right, top))
        add_page(self._pdf, new)

    def _half(self, half: int) -> bytes:
        left, right = ((0.0, self._folds[0]), (self._folds[1], self._width))[half]
        x = (self._bleed, self._folds[1])[half] - self._trim[0]
        return self._drawn(f"Half{half}", left, right, (1, 0, 0, 1, x, -self._media[1]))

    def _edge(self) -> bytes:
        left, right = self._folds[0] - _OVERLAP_PT, self._folds[1] + _OVERLAP_PT
        stretch = (right - left) / _EDGE_PT
        x = left - self._trim[0] * stretch
        return self._drawn("Edge", left, right, (stretch, 0, 0, 1, x, -self._media[1]))

    def _text(self, strip: Box) -> bytes:
        """Turn the strip by a quarter, clockwise, onto the middle of the spine."""
        long, high = strip[2] - strip[0], strip[3] - strip[1]
        x = (self._folds[0] + self._folds[1] - high) / 2 - strip[1]
        y = (self._height + long) / 2 + strip[0]
        return self._drawn("Text", self._folds[0], self._folds[1], (0, -1, 1, 0, x, y))

    def _drawn(self, key: str, left: float, right: float, matrix: Matrix) -> bytes:
        clip = clipping((left, 0.0, right, self._height))
        return b"q %s %s /%s Do Q" % (clip, placing(matrix), key.encode())
