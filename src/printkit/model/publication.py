"""What people wrote and how it shall look: publications, events, themes, projects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from printkit.core.findings import Position
from printkit.model.page_format import PageFormat
from printkit.model.sheets import SheetSettings
from printkit.model.theme import Theme


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


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One row of an event's programme; ``time`` as typed (``15:15``, ``15 h 15``), empty without one.

    ``place`` is the room or the stage.
    """

    time: str
    title: str
    speakers: tuple[str, ...] = ()
    note: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or a logo of a leaflet: ``source`` is the Markdown image that shows it.

    ``focus`` is what every crop keeps nearest its middle: shares of width and height from the left upper
    corner. ``credit`` is printed wherever the picture is.
    """

    source: SourceText
    focus: tuple[float, float] = (0.5, 0.5)
    credit: str | None = None


#: What became of an event: nothing is said of one that takes place.
EventStatus = Literal["cancelled", "postponed", "full"]


@dataclass(frozen=True, slots=True)
class Event:
    """Where and when people are called. ``place``/``address`` may be unknown: say so, never invent.

    ``end_date`` is its last day, ``doors`` when people may come in, ``repeats`` how often it returns, in
    words; ``price`` and ``access`` have a text for each tariff and each means of access.
    """

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
    end_date: dt.date | None = None
    doors: dt.time | None = None
    repeats: str | None = None
    price: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    age: str | None = None
    status: EventStatus | None = None


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The data of a flyer, poster or folded leaflet. Short texts are inline Markdown.

    ``tickets`` is the address of the advance sale, ``show`` names fields that every format prints
    whatever its own choice is (:data:`FIELDS`).
    """

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
    co_organisers: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()
    tickets: str | None = None
    phone: str | None = None
    mail: str | None = None
    show: tuple[str, ...] = ()
    picture: Picture | None = None
    logos: tuple[Picture, ...] = ()


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
    cover_title: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """The collective's own matter: contact and legal lines, link."""

    name: str = ""
    contact: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class TypographyOptions:
    """The contested points of French micro-typography. The defaults are the house's.

    ``colon_space``, ``quote_space``, ``high_space``: the no-break space before a colon, inside
    guillemets, before ``; ! ?`` (``nbsp`` U+00A0, ``nnbsp`` U+202F).
    ``convert_straight_quotes``: ``"mot"`` becomes « mot ». ``curly_quotes``: “mot” stays or
    becomes « mot ».
    ``dashes``: spaced hyphens become en dashes, em dashes, or stay.
    ``primes``: ``5' 30"`` stays as typed or becomes 5′ 30″.
    ``range_dash``: ``2024-2025`` takes an en dash. ``dashed_names``: compounds that take one too
    (``Paris-Lyon``).
    ``small_caps_centuries``, ``bind_century_noun``: xixᵉ siècle
    in small capitals, its noun bound to it.
    ``numero_superscript``, ``titles_superscript``: nᵒ 5 and Mᵐᵉ in superiors.
    ``units``: number and unit bound (``20 kg``, ``50 %``). ``dimensions``: × in ``210x297``.
    ``phone_space``: the space in telephone numbers. ``fixed_hours``: ``24h/24`` stays or is spaced.
    ``ligatures``: œ and æ by word list.
    ``collapse_marks``: ``!!!`` becomes ``!``.
    ``abbreviations``: p., chap., cf., initials… bound to what follows.
    ``inclusive_dots``: ``étudiant.e.s`` stays or takes middle dots.
    """

    colon_space: Literal["nbsp", "nnbsp"] = "nbsp"
    quote_space: Literal["nbsp", "nnbsp"] = "nbsp"
    high_space: Literal["nbsp", "nnbsp"] = "nnbsp"
    convert_straight_quotes: bool = True
    curly_quotes: Literal["keep", "guillemets"] = "keep"
    dashes: Literal["en", "em", "keep"] = "en"
    primes: Literal["keep", "prime"] = "keep"
    range_dash: bool = False
    dashed_names: tuple[str, ...] = ()
    small_caps_centuries: bool = True
    bind_century_noun: bool = True
    numero_superscript: bool = True
    titles_superscript: bool = True
    units: bool = True
    dimensions: bool = True
    phone_space: Literal["nnbsp", "nbsp", "keep"] = "nnbsp"
    fixed_hours: Literal["keep", "spaced"] = "keep"
    ligatures: bool = True
    collapse_marks: bool = False
    abbreviations: bool = True
    inclusive_dots: Literal["keep", "middot"] = "keep"


@dataclass(frozen=True, slots=True)
class Publication:
    """A brochure or a leaflet as read from its YAML, every text it needs in hand.

    ``positions`` maps the dotted path of a field (``title``, ``programme.2.title``) to where it
    stands in the YAML. ``formats`` has one or more entries; of a brochure's the first is the book's,
    the others are those of editions laid out anew.
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
    documents: tuple[SourceText, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    chapters_open: Literal["any", "recto"] = "any"
    #: how a note gives a source at its first call: whole, or short, the rest standing in the list
    references: Literal["whole", "short"] = "whole"
    typography: TypographyOptions = TypographyOptions()
    positions: Mapping[str, Position] = field(default_factory=dict)
    #: how its booklets and sheets are made
    sheets: SheetSettings = SheetSettings()  # noqa: RUF009  a frozen value
    #: folder that chapter images, CSV files and includes are read from, relative to the root
    folder: str = "."


@dataclass(frozen=True, slots=True)
class Site:
    """The download page. ``address`` is where it will stand, with a closing slash; None: unknown.

    ``publications`` are the names of those it offers, in order.
    """

    title: str
    language: str
    publications: tuple[str, ...]
    description: str | None = None
    address: str | None = None
    author: str = ""
    theme: str = "presse"
    typography: TypographyOptions = TypographyOptions()


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a ``printkit.yaml`` and everything read from it."""

    root: Path
    language: str
    publications: tuple[Publication, ...]
    themes: Mapping[str, Theme]
    brand: Brand = Brand()
    #: None: no download page is asked for
    site: Site | None = None
    #: every file the project was read from, absolute: what a no-op build compares
    inputs: tuple[Path, ...] = ()
