"""Pages as pdfium paints them: the proof of what values and boxes only promise."""

from __future__ import annotations

from typing import Any, Final

import pypdfium2
from PIL import Image, ImageChops

from printkit.core.units import mm_to_pt
from printkit.pdf.geometry import Box
from printkit.preflight.document import Document, Page

_DPI: Final = 72.0
#: Pages of more points than this are painted more coarsely.
_MOST_POINTS: Final = 4_000_000
#: Light from here on is paper, below the other number it is ink.
_PAPER, _INK = 250, 236
#: Pages whose images declare more pixels than this are not painted: pdfium would unpack them for minutes.
_MOST_DECLARED: Final = 400_000_000
#: How far inside the trim and the bleed is looked, how closely, and for how long a stretch, in mm.
_INSIDE_MM: Final = 0.7
_STEP_MM: Final = 0.5
_STRETCH_MM: Final = 5.0


class Picture:
    """A page's ``zone`` (a box in points) in pixels."""

    def __init__(self, image: Image.Image, zone: Box) -> None:
        self._darkest = _darkest(image)
        self._zone = zone
        self._scale = image.width / (zone[2] - zone[0])

    def line(self, edge: int, at_pt: float) -> list[int]:
        """Return the light along a line parallel to an edge, 0 dark to 255, pixel by pixel.

        ``edge`` is the place of the edge in a box: 0 left, 1 bottom, 2 right, 3 top.
        """
        wide, high = self._darkest.size
        if edge % 2:
            row = min(max(int((self._zone[3] - at_pt) * self._scale), 0), high - 1)
            strip = self._darkest.crop((0, row, wide, row + 1))
        else:
            column = min(max(int((at_pt - self._zone[0]) * self._scale), 0), wide - 1)
            strip = self._darkest.crop((column, 0, column + 1, high))
        return list(strip.tobytes())

    def longest(self, inner: list[int], outer: list[int]) -> float:
        """Return, in points, the longest stretch that has ink on one line and none on the other."""
        longest = run = 0
        for inside, outside in zip(inner, outer, strict=True):
            run = run + 1 if inside < _INK and outside >= _PAPER else 0
            longest = max(longest, run)
        return longest / self._scale


def paint(document: Document, page: Page, zone: Box) -> Picture | None:
    """Paint a zone of a page; None where pdfium cannot."""
    image = rendered(document, page, zone, _DPI)
    return Picture(image, zone) if image is not None else None


def rendered(document: Document, page: Page, zone: Box, dpi: float) -> Image.Image | None:
    """Return a zone of a page in RGB, more coarsely where it is too large; None where it cannot be painted."""
    wide, high = zone[2] - zone[0], zone[3] - zone[1]
    if wide < 1 or high < 1 or not paintable(page):
        return None
    document.cache.budget.spend(20_000)
    scale = min(dpi / 72, (_MOST_POINTS / (wide * high)) ** 0.5)
    try:
        one = opened(document)[page.number - 1]
        one.set_rotation(0)
        one.set_mediabox(*zone)
        one.set_cropbox(*zone)
        image: Image.Image = one.render(scale=scale).to_pil().convert("RGB")
        one.close()
    except (pypdfium2.PdfiumError, ValueError, IndexError, OSError):
        return None
    return image


def paintable(page: Page) -> bool:
    """Tell whether a page's images can be unpacked in a time a user waits for."""
    pictures = (mark.picture for mark in page.marks if mark.picture is not None)
    return sum(one.width * one.height for one in pictures) <= _MOST_DECLARED


def opened(document: Document) -> Any:
    """Return the file as pdfium opens it, once.

    Raises:
        PdfiumError: it cannot.

    """
    if document.painted is None:
        document.painted = pypdfium2.PdfDocument(document.data)  # type: ignore[no-untyped-call]
    return document.painted


def _darkest(image: Image.Image) -> Image.Image:
    """Return, for each pixel, its darkest channel: colours too are no paper."""
    red, green, blue = image.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)


def reach_mm(picture: Picture, page: Page, edge: int, sign: int, needs_mm: float) -> float | None:
    """Return how far beyond an edge the ink goes that comes to it; None where it goes far enough.

    Looked at: a line 0.7 mm within the trim, and lines from there out to 0.7 mm before the end of
    the bleed; a stretch of 5 mm that is white outside counts.
    """
    trim = page.finished[edge]
    inner = picture.line(edge, trim - sign * mm_to_pt(_INSIDE_MM))
    steps = max(1, round((needs_mm - _INSIDE_MM) / _STEP_MM))
    for step in range(steps, -1, -1):
        out = (needs_mm - _INSIDE_MM) * step / steps
        white = picture.longest(inner, picture.line(edge, trim + sign * mm_to_pt(out)))
        if white < mm_to_pt(_STRETCH_MM):
            return None if step == steps else out
    return 0.0
