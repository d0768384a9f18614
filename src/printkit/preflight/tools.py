"""Small tools rules share: which marks are on the paper, and the worst of each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from printkit.pdf.geometry import Box, touches
from printkit.pdf.marks import Kind, Mark
from printkit.preflight.document import Document, Page

#: How far a mark may be from what is asked before anybody can measure it on paper, in mm.
PLAY_MM = 0.1
#: Every kind of mark there is.
ALL: Final[tuple[Kind, ...]] = ("text", "fill", "stroke", "image", "shading")


@dataclass(frozen=True, slots=True)
class Worst:
    """The mark of a page with the lowest measure, and how many were below the bar."""

    page: Page
    mark: Mark
    measure: float
    count: int

    @property
    def rect_mm(self) -> Box:
        """Where it stands, in mm from the lower left corner of the trim."""
        return self.page.mm(self.mark.box)


def on_paper(page: Page, kinds: Sequence[Kind] = ALL) -> Sequence[Mark]:
    """Return the marks on the trim or its bleed; marks and notes beside them are the printer's.

    Asked for all kinds, they come in the order they are painted in; else kind by kind.
    """
    zone = page.finished if page.bleed is None else page.bleed
    if page.printed_zone != zone:
        marks = [mark for mark in page.marks if touches(zone, mark.box, -0.01)]
        page.printed = {kind: [mark for mark in marks if mark.kind == kind] for kind in ALL}
        page.printed[""] = marks
        page.printed_zone = zone
    if kinds is ALL:
        return page.printed[""]
    return [mark for kind in kinds for mark in page.printed[kind]]


def worst_of(
    document: Document, kinds: Sequence[Kind], measure: Callable[[Page, Mark], float | None]
) -> Iterator[Worst]:
    """Yield the worst mark of each page, of some kinds: most marks are text, and few rules about all.

    ``measure``: None for a good mark, else lower is worse.
    """
    for page in document.pages:
        found = [
            (value, mark)
            for mark in on_paper(page, kinds)
            if (value := measure(page, mark)) is not None
        ]
        if found:
            value, mark = min(found, key=lambda one: one[0])
            yield Worst(page, mark, value, len(found))


def spares_plates(mark: Mark) -> bool:
    """Tell whether a mark leaves plates alone that it has no ink for (ISO 32000-1, 8.6.7, table 149).

    Spot colours that overprint do; of process colours only DeviceCMYK set directly, in overprint mode 1:
    white in any other process colour knocks out what is below, overprinting or not.
    """
    if not mark.overprint:
        return False
    return mark.paint.family == "spot" or (mark.paint.family == "device-cmyk" and mark.opm == 1)


def hides(mark: Mark) -> bool:
    """Tell whether a mark hides all that lies below its box: a plain area, opaque, knocking out."""
    solid = (mark.kind == "fill" and mark.plain) or (
        mark.kind == "image" and not mark.soft and _is_solid(mark)
    )
    opaque = mark.alpha > 0.995 and mark.blend == "/Normal" and not mark.soft and not mark.hidden
    return solid and opaque and not mark.overprint


def _is_solid(mark: Mark) -> bool:
    picture = mark.picture
    return picture is not None and not picture.stencil and not picture.masked


class Stack:
    """The areas of a page in the order they are painted, to ask what lies over or under a mark."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._place = {id(mark): place for place, mark in enumerate(marks)}
        self._areas = [
            (place, mark)
            for place, mark in enumerate(marks)
            if mark.kind in ("fill", "image", "shading") and not mark.hidden
        ]

    def is_covered(self, mark: Mark) -> bool:
        """Tell whether a later area hides a mark wholly."""
        place = self._place.get(id(mark), -1)
        return any(
            later > place and hides(area) and contains(area.box, mark.box)
            for later, area in self._areas
        )

    def ground_of(self, mark: Mark) -> Mark | None:
        """Return the uppermost thing that is seen below a mark, None for bare paper."""
        place = self._place.get(id(mark), len(self._place))
        for earlier, area in reversed(self._areas):
            if earlier >= place or not touches(area.box, mark.box, 0.5):
                continue
            if hides(area) and contains(area.box, mark.box):
                return area if visible(area) else None
            if visible(area):
                return area
        return None


def contains(outer: Box, inner: Box) -> bool:
    """Tell whether a box lies within another, by half a point."""
    return (
        outer[0] <= inner[0] + 0.5
        and outer[1] <= inner[1] + 0.5
        and outer[2] >= inner[2] - 0.5
        and outer[3] >= inner[3] - 0.5
    )


def visible(mark: Mark) -> bool:
    """Tell whether a mark can be seen on white paper."""
    return not mark.paint.is_white and mark.alpha > 0.005
