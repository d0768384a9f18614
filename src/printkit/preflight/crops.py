"""Printer's marks found on a page: short thin lines in line with the edges of the trim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.units import mm_to_pt
from printkit.pdf.geometry import Box, grown, touches
from printkit.pdf.marks import Mark
from printkit.preflight.document import Page

#: How far a mark may stand off the edge it marks, how thick and how long it may be, in mm.
_OFF_MM: Final = 0.3
_THICK_MM: Final = 0.6
_SHORT_MM, _LONG_MM = 1.0, 25.0
#: Half as thick as a line is taken that has no thickness, in points.
_PEN_PT: Final = 0.5


def crop_marks(page: Page) -> list[Box]:
    """Return the crop marks of a page, in points: lines outside the trim, in line with its edges."""
    trim = page.finished
    return [
        line
        for mark in page.marks
        if mark.kind in ("stroke", "fill") and not mark.paint.is_white
        for line in _lines(mark)
        if _marks_edge(line, trim)
    ]


def in_bleed(page: Page, marks: list[Box]) -> list[Box]:
    """Return those that stand in the bleed, where the cut may leave them on the paper."""
    zone = page.bleed
    if zone is None:
        return []
    return [one for one in marks if touches(zone, grown(one, _PEN_PT), 1.6 * _PEN_PT)]


def complete(page: Page, marks: list[Box]) -> bool:
    """Tell whether each edge of the trim is marked at both of its ends."""
    left, bottom, right, top = page.finished
    off = mm_to_pt(_OFF_MM)

    def upright(x: float, above: bool) -> bool:
        return any(
            abs((one[0] + one[2]) / 2 - x) < off and (one[1] >= top - off) == above
            for one in marks
            if one[3] - one[1] > one[2] - one[0]
        )

    def level(y: float, beyond: bool) -> bool:
        return any(
            abs((one[1] + one[3]) / 2 - y) < off and (one[0] >= right - off) == beyond
            for one in marks
            if one[2] - one[0] > one[3] - one[1]
        )

    return all(upright(x, above) for x in (left, right) for above in (True, False)) and all(
        level(y, beyond) for y in (bottom, top) for beyond in (True, False)
    )


def _lines(mark: Mark) -> Iterator[Box]:
    """Yield the straight pieces of a mark as boxes: one path may hold all eight."""
    if not mark.outline:
        yield mark.box
    for part in mark.outline:
        across = [x for x, _y in part]
        up = [y for _x, y in part]
        yield (min(across), min(up), max(across), max(up))


def _marks_edge(line: Box, trim: Box) -> bool:
    wide, high = line[2] - line[0], line[3] - line[1]
    if min(wide, high) > mm_to_pt(_THICK_MM):
        return False
    if not mm_to_pt(_SHORT_MM) <= max(wide, high) <= mm_to_pt(_LONG_MM):
        return False
    if touches(trim, line, mm_to_pt(0.1)):
        return False
    off = mm_to_pt(_OFF_MM)
    if wide < high:
        x = (line[0] + line[2]) / 2
        return min(abs(x - trim[0]), abs(x - trim[2])) < off and not (
            line[1] < trim[3] and line[3] > trim[1]
        )
    y = (line[1] + line[3]) / 2
    return min(abs(y - trim[1]), abs(y - trim[3])) < off and not (
        line[0] < trim[2] and line[2] > trim[0]
    )
