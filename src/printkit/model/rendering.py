"""What goes into a render and what comes out of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from printkit.model.page_format import Side, Slot
from printkit.model.theme import Asset, Face, Stylesheet


@dataclass(frozen=True, slots=True)
class RenderJob:
    """All that one render depends on, and nothing else; ``key`` is its content address.

    ``first_folio`` numbers the first page (1-based). ``first_side`` forces the side it falls on.
    ``fit`` lists the slots whose ``⟦fit:NAME⟧`` in ``html`` the renderer replaces by a size in pt.
    ``expected_pages`` is the number of sides of a leaflet; None for running text.
    """

    name: str
    html: str
    stylesheets: tuple[Stylesheet, ...]
    faces: tuple[Face, ...]
    assets: tuple[Asset, ...] = ()
    first_folio: int = 1
    first_side: Side = Side.RECTO
    fit: tuple[Slot, ...] = ()
    expected_pages: int | None = None
    #: False for running heads and folios, which are laid over pages as artifacts
    tagged: bool = True
    epoch: str = ""
    #: how the slots came out in nearly the same layout: finds the same sizes sooner, so it is no part
    #: of the key, except of a quick one's
    guess: tuple[FitResult, ...] = field(default=(), compare=False)
    #: lay out once for somebody who is typing: sizes of the guess that fit are taken as they are, and
    #: nothing is moved about to fill pages
    quick: bool = False

    @property
    def key(self) -> str:
        """sha256 of all that the outcome depends on; ``epoch`` carries engine versions (set by ``render``)."""
        parts = [
            self.name,
            self.html,
            [[sheet.name, sheet.text] for sheet in self.stylesheets],
            [[face.family, face.weight, face.style, face.sha256] for face in self.faces],
            sorted([asset.url, asset.sha256] for asset in self.assets),
            self.first_folio,
            str(self.first_side),
            [[slot.name, slot.min_pt, slot.max_pt] for slot in self.fit],
            self.expected_pages,
            self.tagged,
            self.epoch,
        ]
        if self.quick:
            parts.append([[one.slot, one.size_pt] for one in self.guess])
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


#: Stands for a stylesheet's name where the engine itself is not as it should be.
ENGINE_ITSELF: Final = "(engine)"


@dataclass(frozen=True, slots=True)
class EngineWarning:
    """What the engine said it ignored.

    ``stylesheet`` is the sheet's name, None for the page, or ``ENGINE_ITSELF``.
    """

    message: str
    stylesheet: str | None = None
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class FitResult:
    """How a slot came out: size used, overflow in mm at that size, text length and its excess."""

    slot: str
    size_pt: float
    overflow_mm: float = 0.0
    overflow_x_mm: float = 0.0
    chars: int = 0
    excess_chars: int = 0


@dataclass(frozen=True, slots=True)
class NotePlace:
    """Where a footnote's call and its text landed, 0-based pages in the part; None: vanished."""

    id: str
    call_page: int
    note_page: int | None


class FlawKind(StrEnum):
    """What can be wrong with a page as laid out; the value names the rule of its finding."""

    OVERFULL = "overfull-line"
    LOST = "lost-text"
    CUT = "cut-text"
    WIDE_TABLE = "wide-table"
    SHORTENED = "head-shortened"
    LOOSE = "loose-line"
    WIDOW = "widow"
    ORPHAN = "orphan"
    STRANDED = "stranded-heading"
    LADDER = "hyphen-ladder"
    SHORT_LINE = "short-last-line"
    LONG_NOTE = "long-note"
    SPARSE = "sparse-page"
    LOW_PPI = "low-ppi"
    SMALL_LETTERS = "small-letters"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One flaw of a layout. ``page`` is 0-based in the part, ``text`` is set there or an image's URL.

    ``amount`` by kind: letters missing, mm over the box, the page's edge, the column or a head's line,
    times the face's word space, lines left alone, lines after the heading, hyphens in a row, letters of
    the word, the number of the note, lines on the page, dots per inch, pt of a drawing's smallest letters.
    """

    kind: FlawKind
    page: int
    text: str
    amount: float


@dataclass(frozen=True, slots=True)
class RenderedChapter:
    """The outcome of one render, as cached: data only, no translated words.

    ``anchors`` maps element ids to 0-based pages in the part. ``missing`` lists characters no
    declared face has. PDF has MediaBox = bleed, TrimBox = trim.
    """

    key: str
    pdf: bytes
    page_count: int
    anchors: Mapping[str, int]
    warnings: tuple[EngineWarning, ...] = ()
    fit: tuple[FitResult, ...] = ()
    notes: tuple[NotePlace, ...] = ()
    missing: str = ""
    refused_urls: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    #: what was drawn on each page: its pieces of text in order, joined by U+001F
    drawn: tuple[str, ...] = ()
    seconds: float = 0.0


class FailureKind(StrEnum):
    """Why a render gave nothing."""

    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    ENGINE = "engine"
    DISK = "disk"


@dataclass(frozen=True, slots=True)
class RenderFailure:
    """A render that was killed or raised; ``detail`` is one line without a traceback."""

    key: str
    name: str
    kind: FailureKind
    detail: str = ""
