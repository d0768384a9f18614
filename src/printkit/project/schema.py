"""What may stand in a project's YAML files. The JSON Schemas for editors are made of the same models.

Every value arrives as typed: a text, a list, a mapping or nothing (``yamlpos``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model

from printkit.model import TypographyOptions
from printkit.project.values import (
    colour,
    day,
    edition_word,
    filled_text,
    hour,
    hour_text,
    language_tag,
    mapping_of,
    name_word,
    one_or_many,
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
Colour = Annotated[
    Text,
    BeforeValidator(colour),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}),
]
Edition = Annotated[Text, BeforeValidator(edition_word)]
Editions = Annotated[
    tuple[Edition, ...],
    BeforeValidator(one_or_many),
    WithJsonSchema({"type": "array", "items": {"enum": ["screen"]}}),
]
Markdown = Annotated[str, BeforeValidator(filled_text)]
Panels = Annotated[dict[str, Markdown], BeforeValidator(mapping_of)]
Words = Annotated[dict[str, Text], BeforeValidator(mapping_of)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# Made of the options themselves, so that none is forgotten.
_OPTION_TYPES = get_type_hints(TypographyOptions)
_OPTION_FIELDS: Any = {
    one.name: (Texts if one.name == "dashed_names" else _OPTION_TYPES[one.name], one.default)
    for one in fields(TypographyOptions)
}
TypographyFile = create_model(
    "TypographyFile",
    __base__=_Model,
    __doc__="The contested points of French micro-typography.",
    **_OPTION_FIELDS,
)


class BrandFile(_Model):
    """The collective: what every publication says of it unless it says otherwise."""

    name: Text | None = Field(default=None, description="The collective's name")
    contact: Texts = Field(default=(), description="Lines of contact, one each")
    legal: Texts = Field(
        default=(), description="Legal lines: who prints, the mention not to litter"
    )
    link: Address | None = Field(default=None, description="Web address, printed and as a QR code")


class DefaultsFile(_Model):
    """What publications say unless they say otherwise."""

    authors: Texts = Field(default=(), description="Authors")
    publisher: Text | None = Field(default=None, description="Publisher; the collective by default")
    licence: Text | None = Field(default=None, description="Licence in words, as printed")
    licence_url: Address | None = Field(default=None, description="Web address of the licence")
    editions: Editions = Field(default=(), description="Which files are made")
    formats: Texts = Field(default=(), description="Formats of leaflets")
    timezone: Zone | None = Field(
        default=None, description="Time zone of events, such as Europe/Paris"
    )
    variables: Words = Field(default_factory=dict, description="Words for {{name}} in texts")


class ProjectFile(_Model):
    """printkit.yaml: what all publications of a project share."""

    name: Text | None = Field(default=None, description="Name of the project")
    language: Language = Field(
        default="fr", description="Language of the texts and of the messages"
    )
    brand: BrandFile = Field(default=BrandFile(), description="The collective")
    palette: dict[str, Colour] = Field(
        default_factory=dict, description="Colours by role, in place of the theme's"
    )
    theme: Text = Field(default="presse", description="Folder of styles/ that gives the look")
    typography: TypographyFile = Field(  # type: ignore[valid-type]
        default=TypographyFile(), description="Typographic choices"
    )
    defaults: DefaultsFile = Field(
        default=DefaultsFile(), description="What publications say unless they say otherwise"
    )


class _PublicationFile(_Model):
    name: Name | None = Field(
        default=None, description="Name of the files made: small letters and hyphens"
    )
    title: Text = Field(description="Title")
    subtitle: Text | None = Field(default=None, description="Subtitle")
    authors: Texts = Field(default=(), description="Authors")
    language: Language | None = Field(default=None, description="Language of the text")
    description: Text | None = Field(
        default=None, description="Summary, for catalogues and the back cover"
    )
    keywords: Texts = Field(default=(), description="Keywords, for catalogues")
    licence: Text | None = Field(default=None, description="Licence in words, as printed")
    licence_url: Address | None = Field(default=None, description="Web address of the licence")
    publisher: Text | None = Field(default=None, description="Publisher; the collective by default")
    theme: Text | None = Field(default=None, description="Folder of styles/ that gives the look")
    editions: Editions = Field(default=(), description="Which files are made")
    variables: Words = Field(default_factory=dict, description="Words for {{name}} in texts")
    typography: TypographyFile = Field(  # type: ignore[valid-type]
        default=TypographyFile(), description="Typographic choices"
    )


class BrochureFile(_PublicationFile):
    """brochure.yaml: a book of chapters."""

    edition: Text | None = Field(default=None, description="Edition in words, as printed")
    date: Day = Field(description="Date of this edition, as 2026-11-24")
    format: Text = Field(default="a5", description="Finished size")
    sources: Text | None = Field(default=None, description="File of sources that texts cite")
    glossary: Text | None = Field(default=None, description="Markdown file of defined terms")
    parts: Annotated[tuple[Text, ...], BeforeValidator(one_or_many)] = Field(
        min_length=1, description="Pieces in order: chapter files, cover, contents, bibliography…"
    )
    chapters_open: Literal["any", "recto"] = Field(
        "any", description="Whether chapters begin on any page or on right-hand pages"
    )
    brand: BrandFile = Field(default=BrandFile(), description="The collective, where it differs")


class RowFile(_Model):
    """A row of a programme."""

    time: HourText = Field(description="Hour, as 15 h 15 or 15:15")
    title: Text = Field(description="What happens")
    speakers: Texts = Field(default=(), description="Who speaks")
    note: Text | None = Field(default=None, description="A remark")


class EventFile(_Model):
    """Where and when people are called."""

    title: Text | None = Field(
        None, description="Name of the event; the leaflet's title by default"
    )
    kicker: Text | None = Field(default=None, description="Small line above the title")
    date: Day = Field(description="Day, as 2026-11-24")
    start: Hour | None = Field(default=None, description="Beginning, as 15 h 15 or 15:15")
    end: Hour | None = Field(default=None, description="End, as 18 h")
    timezone: Zone | None = Field(default=None, description="Time zone, such as Europe/Paris")
    place: Text | None = Field(
        default=None, description="Name of the place; leave it out if unknown"
    )
    address: Text | None = Field(
        default=None, description="Street and town; leave it out if unknown"
    )
    programme_title: Text | None = Field(default=None, description="Heading of the programme")
    programme: tuple[RowFile, ...] = Field(default=(), description="Rows of the programme")


class LeafletFile(_PublicationFile):
    """A file of leaflets/: a flyer, a poster, a folded leaflet."""

    kind: Literal["leaflet"] = Field(default="leaflet", description="Always “leaflet”")
    kicker: Text | None = Field(default=None, description="Small line above the title")
    call: Text | None = Field(default=None, description="What people are asked to do")
    date: Day | None = Field(
        default=None, description="Date of the leaflet; the first event's by default"
    )
    formats: Texts = Field(default=(), description="Formats to make: a6, a5, a4…")
    event: EventFile | None = Field(default=None, description="The event")
    events: tuple[EventFile, ...] = Field(default=(), description="Several events, in order")
    organisers: Texts = Field(default=(), description="Who calls")
    link: Address | None = Field(default=None, description="Web address, printed and as a QR code")
    link_label: Text | None = Field(default=None, description="What is said beside the QR code")
    contact: Texts | None = Field(default=None, description="Lines of contact")
    legal: Texts | None = Field(default=None, description="Legal lines")
    body: Markdown | None = Field(default=None, description="Text in Markdown")
    panels: Panels = Field(
        default_factory=dict, description="Markdown by panel of a folded leaflet"
    )


class FaceFile(_Model):
    """A family of the font packages by name, or a font file of the theme's folder."""

    family: Text
    weight: int = Field(default=400, ge=1, le=1000)
    style: Literal["normal", "italic"] = "normal"
    file: Text | None = None


_Ink = Annotated[float, Field(ge=0, le=100)]


class PaletteFile(_Model):
    """Colours by role: on screen as #rrggbb, in print as per cent of cyan, magenta, yellow, black."""

    screen: dict[str, Colour] = Field(default_factory=dict)
    press: dict[str, tuple[_Ink, _Ink, _Ink, _Ink]] = Field(default_factory=dict)


def _face_name(value: object) -> object:
    return {"family": value} if isinstance(value, str) else value


_FACE = {"anyOf": [{"type": "string"}, {"type": "object", "required": ["family", "file"]}]}
Faces = Annotated[FaceFile, BeforeValidator(_face_name), WithJsonSchema(_FACE)]


class ThemeFile(_Model):
    """theme.yaml: the tokens of a look."""

    name: Text | None = None
    palette: PaletteFile = PaletteFile()
    faces: tuple[Faces, ...] = ()


_Length = Annotated[float, Field(gt=0, le=5000)]


class PanelFile(_Model):
    """A panel of a folded sheet."""

    name: Text
    side: int = Field(default=0, ge=0, le=1)
    x_mm: float = Field(ge=0)
    width_mm: _Length


class SlotFile(_Model):
    """A box whose text is fitted."""

    name: Text
    field: Text
    min_pt: _Length
    max_pt: _Length


class FormatFile(_Model):
    """A finished size. Lengths in millimetres."""

    name: Text
    label: Text = ""
    trim_mm: tuple[_Length, _Length]
    bleed_mm: float = Field(default=5.0, ge=0, le=50)
    safe_mm: float = Field(default=5.0, ge=0, le=50)
    sides: int = Field(default=1, ge=1, le=2)
    panels: tuple[PanelFile, ...] = ()
    slots: tuple[SlotFile, ...] = ()
    template: Text | None = None
