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


def visible(mark: Mark) -> bool:
    """Tell whether a mark can be seen on white paper."""
    return not mark.paint.is_white and mark.alpha > 0.005
