"""What may stand in a project's YAML files. The JSON Schemas for editors are made of the same models.

Every value arrives as typed: a text, a list, a mapping or nothing (``yamlpos``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import BeforeValidator, Field, WithJsonSchema, create_model

from printkit.core.i18n import N_
from printkit.model import FIELDS, EventStatus, TypographyOptions
from printkit.model.editions import EDITION_NAMES
from printkit.project.sheet_schema import BookletFile, CalibrationFile, SheetFile
from printkit.project.strict_model import Model
from printkit.project.values import (
    colour,
    day,
    edition_name,
    field_name,
    filled_text,
    folder_address,
    hour,
    hour_text,
    language_tag,
    mail_address,
    mapping_of,
    name_word,
    one_or_many,
    project_version,
    some_text,
    web_address,
    zone,
)

_TEXT = {"type": ["string", "number"]}
_TEXTS = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}

Text = Annotated[str, BeforeValidator(some_text), WithJsonSchema(_TEXT)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(one_or_many), WithJsonSchema(_TEXTS)]
Name = Annotated[
    Text,
    BeforeValidator(name_word),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"}),
]
Version = Annotated[int, BeforeValidator(project_version), WithJsonSchema({"enum": [1, "1"]})]
Language = Annotated[Text, BeforeValidator(language_tag)]
Day = Annotated[
    dt.date,
    BeforeValidator(day),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
Hour = Annotated[dt.time, BeforeValidator(hour), WithJsonSchema(_TEXT)]
HourText = Annotated[Text, BeforeValidator(hour_text)]
Zone = Annotated[Text, BeforeValidator(zone)]
Address = Annotated[
    Text, BeforeValidator(web_address), WithJsonSchema({"type": "string", "format": "uri"})
]
FolderAddress = Annotated[
    Text, BeforeValidator(folder_address), WithJsonSchema({"type": "string", "format": "uri"})
]
Colour = Annotated[
    Text,
    BeforeValidator(colour),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}),
]
Edition = Annotated[Text, BeforeValidator(edition_name)]
Editions = Annotated[
    tuple[Edition, ...],
    BeforeValidator(one_or_many),
    WithJsonSchema({"type": "array", "items": {"enum": list(EDITION_NAMES)}}),
]
Mail = Annotated[
    Text, BeforeValidator(mail_address), WithJsonSchema({"type": "string", "format": "email"})
]
FieldName = Annotated[
    Text,
    BeforeValidator(field_name),
    WithJsonSchema({"enum": list(FIELDS)}),
]
FieldNames = Annotated[
    tuple[FieldName, ...],
    BeforeValidator(one_or_many),
    WithJsonSchema({"type": "array", "items": {"enum": list(FIELDS)}}),
]
Markdown = Annotated[str, BeforeValidator(filled_text)]
Panels = Annotated[dict[str, Markdown], BeforeValidator(mapping_of)]
Words = Annotated[dict[str, Text], BeforeValidator(mapping_of)]


# Made of the options themselves, so that none is forgotten.
_OPTION_TYPES = get_type_hints(TypographyOptions)
_OPTION_FIELDS: Any = {
    one.name: (Texts if one.name == "dashed_names" else _OPTION_TYPES[one.name], one.default)
    for one in fields(TypographyOptions)
}
TypographyFile = create_model(
    "TypographyFile",
    __base__=Model,
    __doc__="The contested points of French micro-typography.",
    **_OPTION_FIELDS,
)


class BrandFile(Model):
    """The collective: what every publication says of it unless it says otherwise."""

    name: Text | None = Field(default=None, description=N_("The collective's name"))
    contact: Texts = Field(default=(), description=N_("Lines of contact, one each"))
    legal: Texts = Field(
        default=(), description=N_("Legal lines: who prints, the mention not to litter")
    )
    link: Address | None = Field(
        default=None, description=N_("Web address, printed and as a QR code")
    )


class DefaultsFile(Model):
    """What publications say unless they say otherwise."""

    authors: Texts = Field(default=(), description=N_("Authors"))
    publisher: Text | None = Field(
        default=None, description=N_("Publisher; the collective by default")
    )
    licence: Text | None = Field(default=None, description=N_("Licence in words, as printed"))
    licence_url: Address | None = Field(default=None, description=N_("Web address of the licence"))
    editions: Editions = Field(default=(), description=N_("Which files are made"))
    formats: Texts = Field(default=(), description=N_("Formats of leaflets"))
    timezone: Zone | None = Field(
        default=None, description=N_("Time zone of events, such as Europe/Paris")
    )
    variables: Words = Field(default_factory=dict, description=N_("Words for {{name}} in texts"))


class SiteFile(Model):
    """The download page: out/site/, a folder to put on any web site or USB stick."""

    title: Text | None = Field(
        default=None, description=N_("Title of the page; the project's name by default")
    )
    description: Text | None = Field(
        default=None, description=N_("A sentence or two below the title")
    )
    address: FolderAddress | None = Field(
        default=None, description=N_("Web address the folder will have, if it is known")
    )
    publications: Texts = Field(
        default=(), description=N_("Publications offered, in order; all by default")
    )


class ProjectFile(Model):
    """printkit.yaml: what all publications of a project share."""

    version: Version = Field(
        default=1, description=N_("Version of the keys and meanings this project is written in")
    )
    name: Text | None = Field(default=None, description=N_("Name of the project"))
    language: Language = Field(
        default="fr", description=N_("Language of the texts and of the messages")
    )
    brand: BrandFile = Field(default=BrandFile(), description=N_("The collective"))
    palette: dict[str, Colour] = Field(
        default_factory=dict, description=N_("Colours by role, in place of the theme's")
    )
    theme: Text = Field(default="presse", description=N_("Folder of styles/ that gives the look"))
    typography: TypographyFile = Field(  # type: ignore[valid-type]
        default=TypographyFile(), description=N_("Typographic choices")
    )
    defaults: DefaultsFile = Field(
        default=DefaultsFile(), description=N_("What publications say unless they say otherwise")
    )
    calibration: CalibrationFile = Field(
        default=CalibrationFile(), description=N_("Your copier, as the calibration sheets told")
    )
    site: SiteFile | None = Field(
        default=None, description=N_("The download page; none is made without it")
    )


class _PublicationFile(Model):
    name: Name | None = Field(
        default=None, description=N_("Name of the files made: small letters and hyphens")
    )
    title: Text = Field(description=N_("Title"))
    subtitle: Text | None = Field(default=None, description=N_("Subtitle"))
    authors: Texts = Field(default=(), description=N_("Authors"))
    language: Language | None = Field(default=None, description=N_("Language of the text"))
    description: Text | None = Field(
        default=None, description=N_("Summary, for catalogues and the back cover")
    )
    keywords: Texts = Field(default=(), description=N_("Keywords, for catalogues"))
    licence: Text | None = Field(default=None, description=N_("Licence in words, as printed"))
    licence_url: Address | None = Field(default=None, description=N_("Web address of the licence"))
    publisher: Text | None = Field(
        default=None, description=N_("Publisher; the collective by default")
    )
    theme: Text | None = Field(
        default=None, description=N_("Folder of styles/ that gives the look")
    )
    editions: Editions = Field(default=(), description=N_("Which files are made"))
    variables: Words = Field(default_factory=dict, description=N_("Words for {{name}} in texts"))
    typography: TypographyFile = Field(  # type: ignore[valid-type]
        default=TypographyFile(), description=N_("Typographic choices")
    )


class BrochureFile(_PublicationFile):
    """brochure.yaml: a book of chapters."""

    cover_title: Texts = Field(
        default=(),
        description=N_("The title on the cover line by line; **large** lines stand out"),
    )
    edition: Text | None = Field(default=None, description=N_("Edition in words, as printed"))
    date: Day = Field(description=N_("Date of this edition, as 2026-11-24"))
    format: Text = Field(default="a5", description=N_("Finished size"))
    sources: Text | None = Field(default=None, description=N_("File of sources that texts cite"))
    glossary: Text | None = Field(default=None, description=N_("Markdown file of defined terms"))
    documents: Texts = Field(
        default=(),
        description=N_("Markdown files kept with it: in the archive and on the download page"),
    )
    parts: Annotated[tuple[Text, ...], BeforeValidator(one_or_many)] = Field(
        min_length=1,
        description=N_("Pieces in order: chapter files, cover, contents, bibliography…"),
    )
    chapters_open: Literal["any", "recto"] = Field(
        "any", description=N_("Whether chapters begin on any page or on right-hand pages")
    )
    references: Literal["whole", "short"] = Field(
        "whole",
        description=N_("Sources in notes: whole at their first call, or short beside a list"),
    )
    booklet: BookletFile = Field(
        default=BookletFile(), description=N_("How the booklet to staple is made")
    )
    brand: BrandFile = Field(
        default=BrandFile(), description=N_("The collective, where it differs")
    )


class RowFile(Model):
    """A row of a programme."""

    time: HourText = Field(
        default="", description=N_("Hour, as 15 h 15 or 15:15; leave it out if there is none")
    )
    title: Text = Field(description=N_("What happens"))
    speakers: Texts = Field(default=(), description=N_("Who speaks"))
    note: Text | None = Field(default=None, description=N_("A remark"))
    place: Text | None = Field(default=None, description=N_("Room or stage"))


class EventFile(Model):
    """Where and when people are called."""

    title: Text | None = Field(
        None, description=N_("Name of the event; the leaflet's title by default")
    )
    kicker: Text | None = Field(default=None, description=N_("Small line above the title"))
    date: Day = Field(description=N_("Day, as 2026-11-24"))
    start: Hour | None = Field(default=None, description=N_("Beginning, as 15 h 15 or 15:15"))
    end: Hour | None = Field(default=None, description=N_("End, as 18 h"))
    end_date: Day | None = Field(
        default=None, description=N_("Last day, if the event lasts several")
    )
    doors: Hour | None = Field(default=None, description=N_("Opening of the doors"))
    repeats: Text | None = Field(
        default=None, description=N_("How often it returns, in words: every Tuesday until June")
    )
    timezone: Zone | None = Field(default=None, description=N_("Time zone, such as Europe/Paris"))
    place: Text | None = Field(
        default=None, description=N_("Name of the place; leave it out if unknown")
    )
    address: Text | None = Field(
        default=None, description=N_("Street and town; leave it out if unknown")
    )
    price: Texts = Field(default=(), description=N_("Price or prices, one a line; free too"))
    access: Texts = Field(
        default=(), description=N_("Access: step-free, sign language, childcare…, one each")
    )
    age: Text | None = Field(default=None, description=N_("For whom: from 8 years, all ages"))
    status: EventStatus | None = Field(
        default=None, description=N_("Only if something changed: cancelled, postponed or full")
    )
    programme_title: Text | None = Field(default=None, description=N_("Heading of the programme"))
    programme: tuple[RowFile, ...] = Field(default=(), description=N_("Rows of the programme"))


_Share = Annotated[float, Field(ge=0, le=1)]


class PictureFile(Model):
    """A picture: every format cuts it to its own shape around what matters."""

    file: Text = Field(description=N_("Its file, from the leaflet's folder or the project's"))
    alt: Text = Field(description=N_("What it shows, for those who do not see it"))
    credit: Text | None = Field(default=None, description=N_("Who made it, as printed"))
    focus: tuple[_Share, _Share] = Field(
        default=(0.5, 0.5),
        description=N_(
            "What no crop may cut: share of width from the left, of height from the top"
        ),
    )


class LogoFile(Model):
    """A logo beside those who call."""

    file: Text = Field(description=N_("Its file, from the leaflet's folder or the project's"))
    alt: Text = Field(description=N_("Whose it is, for those who do not see it"))


class LeafletFile(_PublicationFile):
    """A file of leaflets/: a flyer, a poster, a folded leaflet."""

    kind: Literal["leaflet"] = Field(default="leaflet", description=N_("Always “leaflet”"))
    kicker: Text | None = Field(default=None, description=N_("Small line above the title"))
    call: Text | None = Field(default=None, description=N_("What people are asked to do"))
    date: Day | None = Field(
        default=None, description=N_("Date of the leaflet; the first event's by default")
    )
    formats: Texts = Field(default=(), description=N_("Formats to make: a6, a5, a4…"))
    event: EventFile | None = Field(default=None, description=N_("The event"))
    events: tuple[EventFile, ...] = Field(default=(), description=N_("Several events, in order"))
    organisers: Texts = Field(default=(), description=N_("Who calls"))
    co_organisers: Texts = Field(default=(), description=N_("Who calls with them"))
    supporters: Texts = Field(default=(), description=N_("With whose support"))
    link: Address | None = Field(
        default=None, description=N_("Web address, printed and as a QR code")
    )
    tickets: Address | None = Field(
        default=None, description=N_("Web address to book at: a second QR code")
    )
    phone: Text | None = Field(default=None, description=N_("Telephone"))
    mail: Mail | None = Field(default=None, description=N_("Address for mail"))
    show: FieldNames = Field(
        default=(), description=N_("Fields that all formats print, even small ones")
    )
    link_label: Text | None = Field(default=None, description=N_("What is said beside the QR code"))
    contact: Texts | None = Field(default=None, description=N_("Lines of contact"))
    legal: Texts | None = Field(default=None, description=N_("Legal lines"))
    picture: PictureFile | None = Field(default=None, description=N_("A picture, above the title"))
    logos: tuple[LogoFile, ...] = Field(default=(), description=N_("Logos of those who call"))
    body: Markdown | None = Field(default=None, description=N_("Text in Markdown"))
    panels: Panels = Field(
        default_factory=dict, description=N_("Markdown by panel of a folded leaflet")
    )
    sheet: SheetFile = Field(
        default=SheetFile(), description=N_("How the leaflet lies on sheets to be cut")
    )
