"""What a comparison says. Lengths in points from a page's upper left corner, x to the right, y down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Left, top, right, bottom.
Rect = tuple[float, float, float, float]
#: ``text``: words; ``look``: the same words set otherwise; ``drawing``: lines, areas, images.
Kind = Literal["text", "look", "drawing"]


@dataclass(frozen=True, slots=True)
class Mark:
    """An area that differs."""

    kind: Kind
    rect: Rect


@dataclass(frozen=True, slots=True)
class TextChange:
    """Words taken out and put in, with some words around them; any of the four may be empty."""

    before: str
    old: str
    new: str
    after: str


#: What may differ of a page besides words and drawings; see :class:`Difference`.
Aspect = Literal[
    "size", "trim", "turned", "mirrored", "shifted", "apart", "folio", "head", "links", "place"
]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs of a page as a whole, as a reader sees it.

    ``values`` by aspect: ``size`` old width, old height, new width, new height in mm; ``trim`` by how
    much the cut moved on each side (left, top, right, bottom) in mm, outwards positive; ``turned``
    degrees clockwise; ``shifted`` mm to the right and down; ``apart`` the number of words that stand
    elsewhere and how far at most in mm; ``place`` the old and the new page (1-based) of a page that
    changed places with others. ``folio``, ``head`` and ``links`` have their texts in ``old`` and ``new``.
    """

    aspect: Aspect
    values: tuple[float, ...] = ()
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A page as it is in one state: ``number`` from 1, ``label`` as readers show it, a PNG, its size."""

    number: int
    label: str
    picture: bytes = b""
    size_pt: tuple[float, float] = (0.0, 0.0)
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePair:
    """A page before and after; one of them is missing where a page came or went.

    ``texts`` are the changed words; ``looks`` counts words set otherwise. ``flowed``: the words are the
    same but stand on other lines, since words came from or went to other pages. ``moved``: everything is
    the same at another place of the book, since pages came or went before it. ``differences`` are those
    of the page as a whole.
    """

    old: Side | None
    new: Side | None
    texts: tuple[TextChange, ...] = ()
    looks: int = 0
    drawings: int = 0
    flowed: bool = False
    moved: bool = False
    differences: tuple[Difference, ...] = ()

    @property
    def changed(self) -> bool:
        """Tell whether somebody must look at it again."""
        missing = self.old is None or self.new is None
        seen = self.texts or self.differences or self.looks > 0 or self.drawings > 0
        return missing or bool(seen)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a file.

    ``heads_gone`` and ``heads_new`` are running heads of one state only;

    ``marks_gone`` and ``marks_new`` bookmarks of one state only.
    """

    old_pages: int
    new_pages: int
    pairs: tuple[PagePair, ...]
    heads_gone: tuple[str, ...] = ()
    heads_new: tuple[str, ...] = ()
    marks_gone: tuple[str, ...] = ()
    marks_new: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[PagePair, ...]:
        """Return the pages somebody must look at again, in the new order."""
        return tuple(pair for pair in self.pairs if pair.changed)

    @property
    def differs(self) -> bool:
        """Tell whether anything is other than before: pages to look at, heads or bookmarks."""
        beside = (self.heads_gone, self.heads_new, self.marks_gone, self.marks_new)
        return bool(self.changed) or any(beside)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be compared: ``which`` of the two, and why."""

    which: Literal["old", "new"]
    reason: Literal["password", "damaged", "empty", "too-many-pages"]
