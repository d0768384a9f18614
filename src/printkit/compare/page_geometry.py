"""A page as it is shown: its size, how it is turned, where it is cut, which way its letters run."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw

from printkit.compare.differences import Rect
from printkit.core.units import pt_to_mm

pdfium: Any = pypdfium2.raw
#: Letters whose direction is asked on a page; they tell how it lies.
_LETTERS_ASKED: Final = 300
_MOST_LINKS: Final = 2_000
#: The action of a link that leads to an address (ISO 32000-1, 12.6.4.7).
_TO_ADDRESS: Final = 3


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """How a page is shown.

    ``size_mm`` with its user unit and turned as shown; ``cut_mm`` is the room between the cut and the
    page's edge (left, top, right, bottom); ``turned`` is which way most letters run, in degrees
    clockwise; ``mirrored``: most letters are seen from behind.
    """

    size_mm: tuple[float, float] = (0.0, 0.0)
    cut_mm: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    turned: int = 0
    mirrored: bool = False


class Shown:
    """From a page's own space to points from the upper left corner of the page as it is shown.

    ``unit`` is the page's user unit (ISO 32000-1, 14.11.2), which PDFium leaves aside.
    """

    def __init__(self, page: Any, unit: float) -> None:
        self.unit = unit if unit > 0 else 1.0
        self.quarters = page.get_rotation() // 90 % 4
        self._box = page.get_bbox()
        left, bottom, right, top = self._box
        width, height = (right - left) * self.unit, (top - bottom) * self.unit
        self.size_pt = (height, width) if self.quarters % 2 else (width, height)

    def placed(self, box: tuple[float, float, float, float]) -> Rect:
        """Return a box of the page's space (left, bottom, right, top) as it is shown."""
        left, bottom, right, top = self._box
        x1, x2 = (box[0] - left) * self.unit, (box[2] - left) * self.unit
        y1, y2 = (top - box[3]) * self.unit, (top - box[1]) * self.unit
        width, height = (right - left) * self.unit, (top - bottom) * self.unit
        if self.quarters == 1:
            return (height - y2, x1, height - y1, x2)
        if self.quarters == 2:
            return (width - x2, height - y2, width - x1, height - y1)
        if self.quarters == 3:
            return (y1, width - x2, y2, width - x1)
        return (x1, y1, x2, y2)


def geometry_of(page: Any, text: Any, shown: Shown) -> PageGeometry:
    """Read how a page is shown; ``page`` is asked unturned, ``shown`` knows its turn."""
    trim = shown.placed(page.get_trimbox())
    width, height = shown.size_pt
    room = (trim[0], trim[1], width - trim[2], height - trim[3])
    runs = _runs(text)
    (turned, mirrored) = runs.most_common(1)[0][0] if runs else (0, False)
    return PageGeometry(
        (round(pt_to_mm(width), 2), round(pt_to_mm(height), 2)),
        tuple(round(pt_to_mm(max(side, 0.0)), 2) for side in room),  # type: ignore[arg-type]
        (turned + 90 * shown.quarters) % 360,
        mirrored,
    )


def _runs(text: Any) -> Counter[tuple[int, bool]]:
    """Count which way letters run in the page's own space: degrees clockwise, and whether mirrored."""
    found: Counter[tuple[int, bool]] = Counter()
    count = pdfium.FPDFText_CountChars(text.raw)
    matrix = pdfium.FS_MATRIX()
    for place in range(0, count, max(1, count // _LETTERS_ASKED)):
        if pdfium.FPDFText_IsGenerated(text.raw, place) == 1:
            continue
        if not pdfium.FPDFText_GetMatrix(text.raw, place, matrix):
            continue
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        mirrored = a * d - b * c < 0
        if a or b:
            # of mirrored letters the height tells what is up: they may be turned besides
            angle = math.atan2(c, d) if mirrored else -math.atan2(b, a)
            found[round(math.degrees(angle) / 90) * 90 % 360, mirrored] += 1
    return found


def links_of(document: Any, page: Any) -> tuple[str, ...]:
    """Return the addresses that a page's links lead to, sorted."""
    found: list[str] = []
    start, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while len(found) < _MOST_LINKS and pdfium.FPDFLink_Enumerate(page.raw, start, link):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != _TO_ADDRESS:
            continue
        length = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, length)
        found.append(buffer.raw[: max(0, length - 1)].decode("utf-8", "replace"))
    return tuple(sorted(found))
