"""What typesetting a book's or a leaflet's Markdown gives. Frozen values, standard library only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from printkit.core.findings import Finding, Position
from printkit.model import Asset, PartKind, Publication, SourceText


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the chapter's title. ``level`` is 2 for ``##``; ``id`` is unique in the book.

    ``html`` is its typeset content without notes and links; ``text`` the same as plain text.
    """

    id: str
    level: int
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something a reference can point to.

    ``label`` is what an automatic reference says (``figure 2.1``); empty: there is nothing to say.
    """

    id: str
    part: str
    kind: str
    label: str
    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class ChartText:
    """A chart as words and numbers, for editions that do not show it."""

    id: str
    alt: str
    caption: str
    table: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ChapterText:
    """One part written in Markdown, typeset.

    ``number`` is None for an unnumbered chapter. ``positions`` maps ids of the HTML (headings,
    figures, notes ``part.fn-1``) to where they were written. ``sources`` holds the file and those
    it includes. ``large_print`` are the drawings that large print has instead of those of the same URL.
    """

    part: str
    kind: PartKind
    number: int | None
    title_html: str
    title_text: str
    short_title: str
    body_html: str
    headings: tuple[Heading, ...] = ()
    assets: tuple[Asset, ...] = ()
    cited: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    charts: tuple[ChartText, ...] = ()
    positions: Mapping[str, Position] = field(default_factory=dict)
    sources: tuple[SourceText, ...] = ()
    large_print: tuple[Asset, ...] = ()

    def position_of(self, name: str) -> Position | None:
        """Return where an id or, failing that, a piece of text was written."""
        return self.positions.get(name) or self.position_of_literal(name)

    def position_of_literal(self, text: str) -> Position | None:
        """Return where ``text`` first stands in the sources, typeset or as typed; None if nowhere."""
        wanted = as_typed(text).strip()
        if not wanted:
            return None
        for source in self.sources:
            offset = as_typed(source.text).find(wanted)
            if offset >= 0:
                return position_at(source, offset)
        return None


def as_typed(text: str) -> str:
    """Undo, character for character, what typography changes most."""
    return text.translate(_UNTYPESET)


_UNTYPESET = {
    ord("’"): "'",
    0xA0: " ",
    0x202F: " ",
    0x2009: " ",
    ord("–"): "-",
    ord("−"): "-",
    ord("\n"): " ",
    ord("\t"): " ",
}


def position_at(source: SourceText, offset: int) -> Position:
    """Return the line and column of a character of a text, 0-based as Python counts."""
    before = source.text[:offset]
    line = before.count("\n")
    column = offset - (before.rfind("\n") + 1)
    return Position(source.path, source.first_line + line, source.first_column + column)


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A defined term. Its id in the book is ``PART.slug`` with the glossary part's name."""

    slug: str
    term: str
    html: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole book, typeset. ``bibliography`` holds (id, HTML) of what is cited, sorted.

    ``read`` are the files its text includes, draws or shows, relative to the project.
    """

    publication: Publication
    chapters: tuple[ChapterText, ...]
    bibliography: tuple[tuple[str, str], ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of Markdown outside a book, typeset."""

    html: str
    assets: tuple[Asset, ...] = ()
    findings: tuple[Finding, ...] = ()


_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "’": "-"}
)
_NOT_SLUG = re.compile(r"[^a-z0-9_]+")


def slug(text: str) -> str:
    """Return an ASCII name for an id: ``L’État & l’œuvre`` becomes ``l-etat-l-oeuvre``."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_SLUG.sub("-", text.lower()).strip("-")
