"""Grounds and images that come to the edge run over it, as far as the bleed goes.

Severity: error. Threshold: the printer's bleed, less 0.1 mm; an area within 0.35 mm of the edge comes
to it. Edges are judged by the boxes of what is painted, of a drawing of many parts by those of its parts, then,
on pages that bleed, by the page as painted (a stretch of 5 mm that is white in the bleed). Source: the
printer's sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from printkit.core.i18n import _, number
from printkit.core.units import mm_to_pt, pt_to_mm
from printkit.pdf.geometry import Box, corners, grown
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job
from printkit.preflight.raster import paint, reach_mm
from printkit.preflight.tools import PLAY_MM, on_paper, visible

ID: Final = "bleed-artwork"


_NEAR_MM: Final = 0.35
#: An area shorter than this along the edge is a letter or an ornament, in mm.
_LONG_MM: Final = 5.0
#: side of a box → which of its numbers, its sign outwards, place in the printer's bleed
_EDGES: Final = ((3, 1, 0), (2, 1, 1), (1, -1, 2), (0, -1, 3))


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the area that ends farthest short of the bleed."""
    for page in document.pages:
        areas = [
            mark
            for mark in on_paper(page)
            if mark.kind in ("fill", "image", "shading") and visible(mark)
        ]
        found = sorted(
            (reach, needs, mark.box)
            for edge, sign, place in _EDGES
            if (needs := job.printer.bleed_mm[place]) > 0 and _has_room(page, edge, sign, needs)
            for mark in areas
            if (reach := _short(page, mark, edge, sign, needs - PLAY_MM)) is not None
            and not _continued(areas, mark, edge, sign)
            and _ends_in_white(document, page, edge, sign, needs)
        )
        found += _framed(job, page)
        if not found:
            found = _painted(document, job, page, areas)
        if found:
            reach, needs, box = found[0]
            issue = _("artwork comes to the edge but goes only {found} mm beyond it").format(
                found=number(max(reach, 0.0) + 0.0)
            )
            fix = _("draw it {required} mm over the edge, so that no white shows after cutting")
            yield error(
                ID,
                issue,
                fix.format(required=number(needs)),
                page=page.number,
                rect_mm=page.mm(box),
                found=max(reach, 0.0) + 0.0,
                required=needs,
                unit="mm",
                count=len(found),
            )


def _ends_in_white(document: Document, page: Page, edge: int, sign: int, needs_mm: float) -> bool:
    """Tell whether an area still shows where it ends.

    A picture may have faded or have a white margin, and a line may run along the area's edge.
    """
    picture = paint(document, page, page.bleeding)
    return picture is None or reach_mm(picture, page, edge, sign, needs_mm) is not None


def _framed(job: Job, page: Page) -> list[tuple[float, float, Box]]:
    """Find lines drawn along an edge of the trim that end at the cut or short of the bleed."""
    found = []
    for mark in on_paper(page, ("stroke",)):
        if not visible(mark):
            continue
        half = mark.size_pt / 2
        for edge, sign, place in _EDGES:
            needs = job.printer.bleed_mm[place]
            if needs <= 0 or not _has_room(page, edge, sign, needs):
                continue
            axis, along = edge % 2, 1 - edge % 2
            for line in mark.outline or _middle(mark):
                for one, other in pairwise(line):
                    outer = sign * (one[axis] - page.finished[edge])
                    lies = abs(one[axis] - other[axis]) < 0.1
                    if not lies or pt_to_mm(abs(one[along] - other[along])) < _LONG_MM:
                        continue
                    near = mm_to_pt(_NEAR_MM)
                    reach = pt_to_mm(outer + half)
                    if outer - half < -near < outer + half and reach < needs - PLAY_MM:
                        found.append((reach, needs, mark.box))
    return sorted(found)


def _middle(mark: Mark) -> list[list[tuple[float, float]]]:
    """Return where the line of a frame, or of one straight line, runs."""
    left, bottom, right, top = grown(mark.box, -mark.size_pt / 2)
    if mark.plain:
        return [[*corners((left, bottom, right, top)), (left, bottom)]]
    return [[(left, bottom), (right, top)]]


def _painted(
    document: Document, job: Job, page: Page, areas: list[Mark]
) -> list[tuple[float, float, Box]]:
    """Look at the page as painted, along each edge that some area runs over."""
    found = []
    picture = None
    for edge, sign, place in _EDGES:
        needs = job.printer.bleed_mm[place]
        if needs <= 0 or not _has_room(page, edge, sign, needs):
            continue
        if not any(_reach(page, mark.box, edge, sign) is not None for mark in areas):
            continue
        picture = picture or paint(document, page, page.bleeding)
        if picture is None:
            break
        reach = reach_mm(picture, page, edge, sign, needs)
        if reach is not None:
            strip = list(page.finished)
            strip[edge] = page.bleeding[edge]
            strip[(edge + 2) % 4] = page.finished[edge]
            found.append((reach, needs, (strip[0], strip[1], strip[2], strip[3])))
    return sorted(found)


def _has_room(page: Page, edge: int, sign: int, needs_mm: float) -> bool:
    """Tell whether the page has the bleed at all; that it has not is another rule's."""
    return pt_to_mm(sign * (page.bleeding[edge] - page.finished[edge])) >= needs_mm - PLAY_MM


def _short(page: Page, mark: Mark, edge: int, sign: int, needs_mm: float) -> float | None:
    """Return how far beyond an edge an area goes that ends too soon; None for any other."""
    reach = _reach(page, mark.box, edge, sign)
    if reach is None or reach >= needs_mm:
        return None
    if mark.kind != "fill" or mark.plain:
        return reach
    parts = [_box(part) for part in mark.outline]
    short = (_reach(page, part, edge, sign) for part in parts)
    return min((one for one in short if one is not None and one < needs_mm), default=None)


def _box(part: tuple[tuple[float, float], ...]) -> Box:
    across, up = zip(*part, strict=True)
    return (min(across), min(up), max(across), max(up))


def _reach(page: Page, box: Box, edge: int, sign: int) -> float | None:
    """Return how far beyond an edge an area goes, in mm; None if it does not come to it."""
    across = 1 - edge % 2
    low = max(box[across], page.finished[across])
    high = min(box[across + 2], page.finished[across + 2])
    if pt_to_mm(high - low) < _LONG_MM:
        return None
    inner = box[(edge + 2) % 4]
    if sign * (page.finished[edge] - inner) < mm_to_pt(_NEAR_MM):
        return None  # it stands beyond the edge altogether
    reach = pt_to_mm(sign * (box[edge] - page.finished[edge]))
    return reach if reach > -_NEAR_MM else None


def _continued(areas: list[Mark], mark: Mark, edge: int, sign: int) -> bool:
    """Tell whether another area goes on where this one ends, so that no white can show."""
    across = 1 - edge % 2

    def goes_on(box: Box) -> bool:
        along = box[across] <= mark.box[across] + 1 and box[across + 2] >= mark.box[across + 2] - 1
        starts = sign * (box[(edge + 2) % 4] - mark.box[edge]) <= 0.1
        return along and starts and sign * (box[edge] - mark.box[edge]) > mm_to_pt(1.0)

    return any(goes_on(other.box) for other in areas if other is not mark)
