"""The pages of a file nobody vouches for: found by walking its tree, their boxes as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from printkit.core.units import mm_to_pt, pt_to_mm
from printkit.preflight.budget import MOST_PAGES, Budget, TooMuchError
from printkit.preflight.fault import Box
from printkit.preflight.marks import Mark
from printkit.preflight.safe_objects import entry, follow, identity, listed, name, number, numbers

_INHERITED: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_MOST_NODES: Final = 50_000
#: What viewers take where a file gives no page size.
_LETTER: Final[Box] = (0.0, 0.0, 612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation: its kind with slash, its box in points of the page."""

    subtype: str
    box: Box


@dataclass(slots=True)
class Page:
    """A page. ``number`` is 1-based; boxes in points, None where the file gives none of its own.

    ``media`` is always there: what viewers show where the file says nothing. ``source`` is the
    page's dictionary; ``printed`` what :func:`printkit.preflight.tools.on_paper` found by kind, all of it
    under no name, in which zone.
    """

    number: int
    source: Any
    media: Box
    has_media: bool
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None
    rotate: int
    user_unit: float
    notes: tuple[Note, ...]
    resources: Any
    marks: list[Mark] = field(default_factory=list)
    groups: int = 0
    printed: dict[str, list[Mark]] = field(default_factory=dict)
    printed_zone: Box | None = None

    @property
    def finished(self) -> Box:
        """The trim; where none is given, what viewers show."""
        return self.trim or self.art or self.crop or self.media

    @property
    def is_uncut(self) -> bool:
        """Tell whether the page does not say where it is cut."""
        return self.trim is None and self.art is None

    @property
    def bleeding(self) -> Box:
        """How far the artwork is meant to go: the BleedBox, else the trim (ISO 32000-1, 14.11.2)."""
        return self.bleed or self.crop or self.media

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the trim in millimetres."""
        box = self.finished
        return pt_to_mm(box[2] - box[0]), pt_to_mm(box[3] - box[1])

    def mm(self, box: Box) -> Box:
        """Return a box in millimetres from the lower left corner of the trim."""
        x, y = self.finished[:2]
        left, bottom, right, top = (
            round(pt_to_mm(value - start), 2)
            for value, start in zip(box, (x, y, x, y), strict=True)
        )
        return (left, bottom, right, top)

    def inside(self, margin_mm: float) -> Box:
        """Return the trim without a margin, in points; a negative margin is a bleed."""
        left, bottom, right, top = self.finished
        by = mm_to_pt(margin_mm)
        return (left + by, bottom + by, right - by, top - by)


def pages_of(catalogue: Any, budget: Budget) -> Iterator[Page]:
    """Yield the pages in order. Loops in the tree are passed over.

    Raises:
        TooMuchError: there are more than anybody prints.

    """
    pending: list[tuple[Any, dict[str, Any]]] = [(entry(catalogue, "/Pages"), {})]
    seen: set[Any] = set()
    count = 0
    while pending:
        reference, passed = pending.pop()
        node = follow(reference)
        key = identity(reference)
        if not isinstance(node, dict) or (key in seen and "/Kids" in node):
            continue
        seen.add(key)
        budget.spend(10)
        if len(seen) > _MOST_NODES:
            raise TooMuchError
        values = passed | {one: dict.get(node, one) for one in _INHERITED if one in node}
        if "/Kids" in node:
            kids = listed(entry(node, "/Kids"))
            pending += [(kid, values) for kid in reversed(kids)]
            continue
        count += 1
        if count > MOST_PAGES:
            raise TooMuchError
        yield _page(count, node, values)


def _page(count: int, node: Any, values: dict[str, Any]) -> Page:
    media = box_of(values.get("/MediaBox"))
    return Page(
        count,
        node,
        media or _LETTER,
        media is not None,
        box_of(values.get("/CropBox")),
        box_of(entry(node, "/BleedBox")),
        box_of(entry(node, "/TrimBox")),
        box_of(entry(node, "/ArtBox")),
        int(number(values.get("/Rotate"))) % 360,
        number(entry(node, "/UserUnit"), 1.0),
        tuple(_notes(node)),
        values.get("/Resources"),
    )


def _notes(node: Any) -> Iterator[Note]:
    for one in listed(entry(node, "/Annots"))[:10_000]:
        box = box_of(entry(one, "/Rect"))
        if box is not None:
            yield Note(name(entry(one, "/Subtype")), box)


def box_of(thing: Any) -> Box | None:
    """Return a box with its corners in order; None unless it has an area."""
    found = numbers(thing)
    if len(found) != 4:
        return None
    left, right = sorted((found[0], found[2]))
    bottom, top = sorted((found[1], found[3]))
    return (left, bottom, right, top) if right - left > 0.01 and top - bottom > 0.01 else None


def streams_of(page: Page) -> list[Any]:
    """Return the page's content streams as they stand: one, several or none."""
    contents = dict.get(page.source, "/Contents")
    return listed(contents) or ([contents] if follow(contents) is not None else [])
