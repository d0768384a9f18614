"""A text between two forms: blocks and running text, whatever it was read from and will be written as."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

#: Marks of running text, from the outermost to the innermost when they are nested.
MARKS: Final = ("strong", "em", "del", "u", "sup", "sub", "code")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of running text: words, or a thing that stands between words.

    ``kind``: ``text``; ``break``, a new line within the paragraph; ``note``, the call of the note ``value``;
    ``picture``, the one called ``value``, with ``text`` as its description. ``marks`` are of :data:`MARKS`;
    ``href`` is an address the words lead to.
    """

    text: str = ""
    marks: frozenset[str] = frozenset()
    href: str = ""
    kind: str = "text"
    value: str = ""


@dataclass(slots=True)
class Block:
    """A block of a text.

    ``kind``: ``heading`` (``level`` 1 to 6), ``paragraph``, ``code``, ``term`` hold ``pieces``; ``list``
    (``ordered``, ``start``) holds ``item`` blocks, ``terms`` holds ``term`` and ``definition`` blocks;
    ``item``, ``definition``, ``quote`` and ``box`` (a text that stands beside) hold blocks; ``table`` holds
    ``rows``; ``rule`` holds nothing. ``title``: a heading that is the title of the whole text.
    """

    kind: str
    pieces: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    level: int = 0
    ordered: bool = False
    start: int = 1
    title: bool = False


@dataclass(slots=True)
class Cell:
    """A cell of a table; ``across`` and ``down`` count the columns and rows it takes."""

    blocks: list[Block] = field(default_factory=list)
    across: int = 1
    down: int = 1
    head: bool = False


@dataclass(slots=True)
class Row:
    """A row of a table."""

    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Text:
    """A whole text: its blocks, the bodies of its notes and the bytes of its pictures by name."""

    blocks: list[Block]
    notes: dict[str, list[Block]] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    #: addresses of pictures that lie elsewhere: named, never fetched
    remote: list[str] = field(default_factory=list)
    #: pictures of a kind that cannot be printed, by name
    unreadable: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a file as it holds them, and where.

    ``place``: ``body``, ``note``, ``picture`` (a description) are to be kept; ``header``, ``contents``,
    ``deleted``, ``comment``, ``hidden``, ``number`` (what programs count themselves) are told apart.
    """

    place: str
    text: str


#: Places whose words must be in the chapters.
KEPT: Final = frozenset({"body", "note", "picture"})


class UnreadableError(Exception):
    """A file that cannot be imported; its words say why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint
