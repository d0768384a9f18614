"""What may stand in the YAML files of looks: themes and formats."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from printkit.project.schema import Colour, FieldNames, Name, Text
from printkit.project.strict_model import Model


class FaceFile(Model):
    """A family of the font packages by name, or a font file of the theme's folder.

    ``licence``: short name of the file's licence, said in the colophon.
    """

    family: Text
    weight: int = Field(default=400, ge=1, le=1000)
    style: Literal["normal", "italic"] = "normal"
    file: Text | None = None
    licence: Text | None = None


_Ink = Annotated[float, Field(ge=0, le=100)]


class PaletteFile(Model):
    """Colours by role: on screen as #rrggbb, in print as per cent of cyan, magenta, yellow, black.

    ``riso``: per cent of the two drums of a risograph, black and the accent.
    """

    screen: dict[str, Colour] = Field(default_factory=dict)
    press: dict[str, tuple[_Ink, _Ink, _Ink, _Ink]] = Field(default_factory=dict)
    riso: dict[str, tuple[_Ink, _Ink]] = Field(default_factory=dict)


def _face_name(value: object) -> object:
    return {"family": value} if isinstance(value, str) else value


_FACE = {"anyOf": [{"type": "string"}, {"type": "object", "required": ["family", "file"]}]}
Faces = Annotated[FaceFile, BeforeValidator(_face_name), WithJsonSchema(_FACE)]


_Margin = Annotated[float, Field(ge=0, le=500)]


class PageDesignFile(Model):
    """The page of a theme's brochures, on the trim size it was drawn for; other sizes are made from it."""

    trim_mm: tuple[Annotated[float, Field(ge=10)], Annotated[float, Field(ge=10)]]
    margins_mm: tuple[_Margin, _Margin, _Margin, _Margin]
    longest_line_mm: float = Field(ge=20, le=1000)
    line_pt: float = Field(ge=4, le=100)


#: What stylesheets call a face or a size by: ``--text-face``, ``--size-text``.
_Role = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)]

_Points = Annotated[float, Field(gt=0, le=1000)]


class PosterSlotFile(Model):
    """A fitted box of a theme's ``poster.html``: least and greatest size, pt, on an A5."""

    field: Text
    pt: tuple[Annotated[float, Field(gt=0, le=5000)], Annotated[float, Field(gt=0, le=5000)]]


class ThemeFile(Model):
    """theme.yaml: the tokens of a look.

    ``extends``: the theme it adds to: its stylesheets come after that one's of the same name, except those
    that ``replaces`` names (``leaflet-*.css``), of which that one's are left out.
    ``families`` and ``sizes_pt`` give faces and sizes by role, as ``--text-face`` and ``--size-text``.
    ``fit_pt``: texts of covers that are set as large as their boxes take, from and to.
    ``colophon``: which of its families the colophon names, by role or name, for the brochure or for a
    format of that name; without it, all of them.
    ``poster``: the boxes of ``poster.html``, which draws every leaflet that is not folded, by name.
    """

    name: Text | None = None
    extends: Name | None = None
    replaces: tuple[Text, ...] = ()
    palette: PaletteFile = PaletteFile()
    faces: tuple[Faces, ...] = ()
    families: dict[_Role, Text] = Field(default_factory=dict)
    sizes_pt: dict[_Role, _Points] = Field(default_factory=dict)
    fit_pt: dict[_Role, tuple[_Points, _Points]] = Field(default_factory=dict)
    colophon: dict[str, tuple[Text, ...]] = Field(default_factory=dict)
    page: PageDesignFile | None = None
    poster: dict[Name, PosterSlotFile] = Field(default_factory=dict)


#: Smaller than a stamp, nothing can be printed and cut.
_Side = Annotated[float, Field(ge=10, le=5000)]
_Share = Annotated[float, Field(gt=0, le=1)]
_Length = Annotated[float, Field(gt=0, le=5000)]


class PanelFile(Model):
    """A panel of a folded sheet."""

    name: Text
    side: int = Field(default=0, ge=0, le=1)
    x_mm: float = Field(ge=0)
    width_mm: _Length


class SlotFile(Model):
    """A box whose text is fitted."""

    name: Text
    field: Text
    min_pt: _Length
    max_pt: _Length


class FormatFile(Model):
    """A finished size. Lengths in millimetres. ``fields``: what it prints, the most important first.

    ``picture``: share of the height a leaflet's picture takes, then where the event has facts to print.
    ``like`` names the format of leaflets whose layout, carried over to this size, it takes; what it does
    not say itself is that one's. ``posted``: it is made to be put on walls, where white paper is kept.
    """

    name: Name
    label: Text = ""
    trim_mm: tuple[_Side, _Side]
    like: Name | None = None
    bleed_mm: float | None = Field(default=None, ge=0, le=50)
    safe_mm: float | None = Field(default=None, ge=0, le=50)
    sides: int | None = Field(default=None, ge=1, le=2)
    panels: tuple[PanelFile, ...] = ()
    slots: tuple[SlotFile, ...] = ()
    template: Text | None = None
    fields: FieldNames | None = None
    picture: tuple[_Share, _Share] | None = None
    posted: bool = False
