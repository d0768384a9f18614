"""The pages of a file nobody vouches for: found by walking its tree, their boxes as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar, overload

from printkit.core.units import mm_to_pt, pt_to_mm
from printkit.pdf.budget import MOST_PAGES, Budget, TooMuchError
from printkit.pdf.geometry import Box, placed
from printkit.pdf.matrix import Matrix, matrix_from, moved, scaled, times, turned
from printkit.pdf.objects import (
    Thing,
    decoded,
    entry,
    identity,
    is_dictionary,
    is_stream,
    listed,
    members,
    name,
    number,
    numbers,
    whole,
)

_INHERITED: Final = frozenset({"/Resources", "/MediaBox", "/CropBox", "/Rotate"})
_MOST_NODES: Final = 50_000
#: What viewers take where a file gives no page size.
_LETTER: Final[Box] = (0.0, 0.0, 612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation: its kind with slash, its box in points of the page."""

    subtype: str
    box: Box
    source: Thing = None


@dataclass(slots=True)
class Page:
    """A page. ``number`` is 1-based; boxes in points, None where the file gives none of its own.

    ``media`` is always there: what viewers show where the file says nothing. ``rotate`` is clockwise, in
    quarters; ``source`` is the page's dictionary, ``resources`` what its content names, inherited or not.
    """

    number: int
    source: Thing
    media: Box
    has_media: bool
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None
    rotate: int
    user_unit: float
    notes: tuple[Note, ...]
    resources: Thing

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
        """Width and height of the trim in millimetres, as the page's own units say."""
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

    def upright(self, box: Box) -> Matrix:
        """Return user space → points of paper, turned as shown, the middle of ``box`` at the origin."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        unit = self.user_unit if self.user_unit > 0 else 1.0
        return times(times(moved(-x, -y), scaled(unit)), turned(-self.rotate))

    @property
    def streams(self) -> list[Thing]:
        """The page's content streams as they stand: one, several or none."""
        contents = entry(self.source, "/Contents")
        return listed(contents) or ([contents] if contents is not None else [])

    def content(self) -> bytes:
        """Return its content as one stream; what cannot be read of it is left out."""
        return b"\n".join(decoded(one) or b"" for one in self.streams)


P = TypeVar("P", bound=Page)


@overload
def pages_of(catalogue: Thing, budget: Budget | None = None) -> Iterator[Page]: ...


@overload
def pages_of(catalogue: Thing, budget: Budget | None, make: type[P]) -> Iterator[P]: ...


def pages_of(
    catalogue: Thing, budget: Budget | None = None, make: type[Any] = Page
) -> Iterator[Any]:
    """Yield the pages in order, made by ``make``. Loops in the tree are passed over.

    Raises:
        TooMuchError: there are more than anybody prints.

    """
    budget = budget or Budget()
    pending: list[tuple[Thing, dict[str, Thing]]] = [(entry(catalogue, "/Pages"), {})]
    seen: set[Any] = set()
    count = 0
    while pending:
        node, passed = pending.pop()
        if not is_dictionary(node):
            continue
        key = identity(node)
        kids = entry(node, "/Kids")
        if key in seen and kids is not None:
            continue
        seen.add(key)
        budget.spend(10)
        if len(seen) > _MOST_NODES:
            raise TooMuchError
        values = passed | {
            one: value for one, value in members(node) if one in _INHERITED and value is not None
        }
        if kids is not None:
            pending += [(kid, values) for kid in reversed(listed(kids))]
            continue
        count += 1
        if count > MOST_PAGES:
            raise TooMuchError
        yield _page(make, count, node, values)


def _page(make: type[Any], count: int, node: Thing, values: dict[str, Thing]) -> Any:
    media = box_at(values, "/MediaBox")
    return make(
        count,
        node,
        media or _LETTER,
        media is not None,
        box_at(values, "/CropBox"),
        box_at(node, "/BleedBox"),
        box_at(node, "/TrimBox"),
        box_at(node, "/ArtBox"),
        whole(values.get("/Rotate")) % 360,
        number(entry(node, "/UserUnit"), 1.0),
        tuple(_notes(node)),
        values.get("/Resources"),
    )


def _notes(node: Thing) -> Iterator[Note]:
    for one in listed(entry(node, "/Annots"))[:10_000]:
        box = box_at(one, "/Rect")
        if box is not None:
            yield Note(name(entry(one, "/Subtype")), box, one)


def box_at(holder: Thing, key: str) -> Box | None:
    """Return the box under a key, its corners in order; None unless it has an area."""
    found = numbers(entry(holder, key))
    if len(found) != 4:
        return None
    left, right = sorted((found[0], found[2]))
    bottom, top = sorted((found[1], found[3]))
    return (left, bottom, right, top) if right - left > 0.01 and top - bottom > 0.01 else None


def appearance(note: Thing) -> Thing:
    """Return the form that shows an annotation, that of its state if it has several (12.5.5)."""
    found = entry(note, "/AP", "/N")
    if not is_stream(found):
        found = entry(found, name(entry(note, "/AS")) or "/Off")
    return found if is_stream(found) else None


def fitting(look: Thing, box: Box) -> Matrix | None:
    """Return the matrix that fits an appearance into its annotation's box (12.5.5, algorithm 8.1).

    None for an appearance without an area.
    """
    bounds = box_at(look, "/BBox")
    if bounds is None:
        return None
    around = placed(bounds, matrix_from(numbers(entry(look, "/Matrix"))))
    if around[2] - around[0] < 1e-6 or around[3] - around[1] < 1e-6:
        return None
    across = (box[2] - box[0]) / (around[2] - around[0])
    up = (box[3] - box[1]) / (around[3] - around[1])
    return (across, 0.0, 0.0, up, box[0] - around[0] * across, box[1] - around[1] * up)
