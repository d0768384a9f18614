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
    same but stand on other lines. ``moved``: everything is the same at another place of the book.
    """

    old: Side | None
    new: Side | None
    texts: tuple[TextChange, ...] = ()
    looks: int = 0
    drawings: int = 0
    flowed: bool = False
    moved: bool = False

    @property
    def changed(self) -> bool:
        """Tell whether somebody must look at it again."""
        missing = self.old is None or self.new is None
        return missing or bool(self.texts) or self.looks > 0 or self.drawings > 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a file. ``heads_gone`` and ``heads_new`` are running heads of one state only."""

    old_pages: int
    new_pages: int
    pairs: tuple[PagePair, ...]
    heads_gone: tuple[str, ...] = ()
    heads_new: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[PagePair, ...]:
        """Return the pages somebody must look at again, in the new order."""
        return tuple(pair for pair in self.pairs if pair.changed)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be compared: ``which`` of the two, and why."""

    which: Literal["old", "new"]
    reason: Literal["password", "damaged", "empty", "too-many-pages"]
