"""The nouns of printkit. Frozen values; nothing here reads, writes or imports beyond the standard library."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

from printkit.findings import Position

# --- what a page is -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel of a folded sheet. ``x_mm`` from the left edge of the trim of its side, 0-based side."""

    name: str
    side: int
    x_mm: float
    width_mm: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A box of a leaflet whose text is fitted: base font size in pt between a floor and a ceiling.

    ``field`` is the dotted path of the field the organiser typed (``programme``, ``title``…).
    """

    name: str
    field: str
    min_pt: float
    max_pt: float


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A finished size. All lengths in mm; ``trim_mm`` is (width, height) of one side."""

    name: str
    trim_mm: tuple[float, float]
    bleed_mm: float = 5.0
    safe_mm: float = 5.0
    sides: int = 1
    panels: tuple[Panel, ...] = ()
    slots: tuple[Slot, ...] = ()
    template: str | None = None
    label: str = ""


# --- what an author wrote ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text file of the project: path relative to the project root (POSIX), decoded text.

    ``first_line`` is the 1-based line of the file where ``text`` starts (YAML block scalars).
    """

    path: str
    text: str
    first_line: int = 1
    first_column: int = 1


#: A part is a chapter file or one of the pieces printkit makes itself.
PartKind = Literal[
    "cover",
    "half-title",
    "colophon",
    "contents",
    "chapter",
    "glossary",
    "bibliography",
    "notes-pages",
    "back-cover",
    "leaflet",
]


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a publication, in order; rendered apart. ``name`` is ASCII and unique in it."""

    name: str
    kind: PartKind
    source: SourceText | None = None


class Side(StrEnum):
    """Which side of the leaf a page is: recto is the right-hand, odd page."""

    RECTO = "recto"
    VERSO = "verso"


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One row of an event's programme; ``time`` as typed (``15:15``, ``15 h 15``)."""

    time: str
    title: str
    speakers: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Where and when people are called. ``place``/``address`` may be unknown: say so, never invent."""

    title: str
    date: dt.date
    start: dt.time | None = None
    end: dt.time | None = None
    timezone: str = "Europe/Paris"
    kicker: str | None = None
    place: str | None = None
    address: str | None = None
    programme: tuple[ProgrammeRow, ...] = ()
    programme_title: str | None = None


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The data of a flyer, poster or folded leaflet. Short texts are inline Markdown."""

    title: str
    events: tuple[Event, ...] = ()
    kicker: str | None = None
    subtitle: str | None = None
    call: str | None = None
    organisers: tuple[str, ...] = ()
    link: str | None = None
    link_label: str | None = None
    contact: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    body: SourceText | None = None
    panels: Mapping[str, SourceText] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meta:
    """What the document says of itself (colophon, XMP, outline root)."""

    title: str
    language: str
    date: dt.date
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    edition: str | None = None
    licence: str | None = None
    licence_url: str | None = None
    keywords: tuple[str, ...] = ()
    description: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Brand:
    """The collective's own matter: contact and legal lines, link."""

    name: str = ""
    contact: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class TypographyOptions:
    """The contested points of French micro-typography; defaults are documented in the how-to."""

    colon_space: Literal["nbsp", "nnbsp"] = "nbsp"
    quote_space: Literal["nbsp", "nnbsp"] = "nbsp"
    convert_straight_quotes: bool = True
    dashes: Literal["en", "em", "keep"] = "en"
    primes: bool = True
    range_dash: bool = False
    small_caps_centuries: bool = True
    bind_century_noun: bool = True
    numero_superscript: bool = True
    titles_superscript: bool = True
    units: bool = True
    dimensions: bool = True
    phone_space: Literal["nnbsp", "nbsp", "keep"] = "nnbsp"
    ligatures: bool = True
    collapse_marks: bool = True
    abbreviations: bool = True


@dataclass(frozen=True, slots=True)
class Publication:
    """A brochure or a leaflet as read from its YAML, every text it needs in hand.

    ``positions`` maps the dotted path of a field (``title``, ``programme.2.title``) to where it
    stands in the YAML. ``formats`` has one entry for a brochure, one or more for a leaflet.
    """

    name: str
    kind: Literal["brochure", "leaflet"]
    path: str
    meta: Meta
    formats: tuple[PageFormat, ...]
    parts: tuple[Part, ...]
    theme: str = "presse"
    editions: tuple[str, ...] = ("screen",)
    brand: Brand = Brand()
    leaflet: Leaflet | None = None
    sources: SourceText | None = None
    glossary: SourceText | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    chapters_open: Literal["any", "recto"] = "any"
    typography: TypographyOptions = TypographyOptions()
    positions: Mapping[str, Position] = field(default_factory=dict)
    #: folder that chapter images, CSV files and includes are read from, relative to the root
    folder: str = "."


# --- the look ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: the only faces a page may use."""

    family: str
    weight: int
    style: Literal["normal", "italic"]
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A folder of look: templates, stylesheets and tokens by name.

    ``palette`` maps a role (``ink``, ``accent``, ``signal``, ``tint``, ``ground``, ``paper``) to
    ``#rrggbb``. Stylesheet and template keys are file names (``brochure.css``, ``chapter.html``);
    ``paths`` gives, for each of them, the name to show in findings.
    """

    name: str
    palette: Mapping[str, str]
    faces: tuple[Face, ...]
    templates: Mapping[str, str]
    stylesheets: Mapping[str, str]
    assets: Mapping[str, Path] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a ``printkit.yaml`` and everything read from it."""

    root: Path
    language: str
    publications: tuple[Publication, ...]
    themes: Mapping[str, Theme]
    brand: Brand = Brand()
    #: every file the project was read from, absolute: what a no-op build compares
    inputs: tuple[Path, ...] = ()


# --- rendering ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asset:
    """A file a page may load. ``url`` as written in the HTML; content from ``path`` or ``data``."""

    url: str
    sha256: str
    path: Path | None = None
    data: bytes | None = None

    @staticmethod
    def of_bytes(url: str, data: bytes) -> Asset:
        """Make an asset of bytes in hand (a chart, a QR code)."""
        return Asset(url, hashlib.sha256(data).hexdigest(), data=data)


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """CSS text with the name shown in findings (``styles/presse/brochure.css``)."""

    name: str
    text: str


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
    #: layout without PDF bytes, for measuring
    epoch: str = ""

    @property
    def key(self) -> str:
        """sha256 of everything above; ``epoch`` carries engine versions (set by ``render``)."""
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
            self.epoch,
        ]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class EngineWarning:
    """What the engine said it ignored. ``stylesheet`` is the sheet's name or None for the page."""

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
    seconds: float = 0.0


class FailureKind(StrEnum):
    """Why a render gave nothing."""

    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class RenderFailure:
    """A render that was killed or raised; ``detail`` is one line without a traceback."""

    key: str
    name: str
    kind: FailureKind
    detail: str = ""


# --- the finished thing --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: level 1-based, anchor as a destination name of the merged file."""

    title: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class PageLabel:
    """Page labels from ``first_index`` (0-based) on; style ``D`` decimal, ``r`` roman, "" none."""

    first_index: int
    style: Literal["D", "r", ""]
    prefix: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class MergePart:
    """One rendered part on its way into the master."""

    name: str
    title: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Master:
    """The merged, tagged, RGB document with bleed; ``format`` gives its boxes."""

    pdf: bytes
    page_count: int
    format: PageFormat


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file and what the manifest says of it. ``path`` is relative to ``out/``, POSIX."""

    publication: str
    edition: str
    format: str
    path: str
    pages: int
    trim_mm: tuple[float, float]
    data: bytes
    conformance: tuple[str, ...] = ()
