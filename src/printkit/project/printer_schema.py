"""The schema of a printer's file, and what is wrong with its values said in words."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean
from printkit.preflight.printer import USUAL_NAMES
from printkit.preflight.rules import RULES
from printkit.project.schema import Address, Day, Name, Text, Texts
from printkit.project.strict_model import Model
from printkit.project.values import short, wrong

_Length = Annotated[float, Field(ge=0, le=50)]
_Points = Annotated[float, Field(gt=0, le=72)]
_Bulk = Annotated[float, Field(ge=0.5, le=3)]
_Resolution = Annotated[float, Field(gt=0, le=10_000)]


def _four(value: object) -> object:
    """Take one length for all edges."""
    if isinstance(value, list) and len(value) not in (1, 4):
        message = _("“bleed_mm” is one length, or four: top, right, bottom, left")
        raise wrong("value", message, _("write [3, 3, 3, 3], or 3"))
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            message = _("“{key}” must be a number").format(key="bleed_mm")
            raise wrong("value", message, _("write [3, 3, 3, 3], or 3")) from None
    if isinstance(value, list):
        return value * 4 if len(value) == 1 else value
    return [value] * 4


_FOUR: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 50},
        {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
    ]
}
Edges = Annotated[
    tuple[_Length, _Length, _Length, _Length], BeforeValidator(_four), WithJsonSchema(_FOUR)
]


#: What a pattern of file names may say, in braces.
NAME_WORDS: Final = ("publication", "size", "part", "pages", "copies", "width", "height", "printer")
_WORD: Final = re.compile(r"\{([^{}]*)\}")


def _file_names(value: object) -> object:
    """Take a pattern of file names."""
    text = str(value)
    for word in _WORD.findall(text):
        if word not in NAME_WORDS:
            message = _("a file's name cannot say “{word}”").format(word=short(word))
            otherwise = _("there are: {names}").format(
                names=", ".join(f"{{{one}}}" for one in NAME_WORDS)
            )
            raise wrong("value", message, did_you_mean(word, NAME_WORDS, otherwise))
    rest = _WORD.sub("", text)
    if not text.strip() or re.search(r"[^A-Za-z0-9 ._-]", rest) or text.startswith("."):
        message = _("“{value}” is no pattern of file names").format(value=short(text))
        hint = _("letters without accents, digits, hyphens, and words in braces: {example}")
        raise wrong("value", message, hint.format(example=USUAL_NAMES))
    return text


FileNames = Annotated[
    Text, BeforeValidator(_file_names), WithJsonSchema({"type": "string", "minLength": 1})
]


def _rule(value: object) -> object:
    """Take the name of a rule of the preflight."""
    known = [rule.ID for rule in RULES]
    if value not in known:
        message = _("there is no rule “{name}”").format(name=short(str(value)))
        otherwise = _("there are: {names}").format(names=", ".join(known))
        raise wrong("value", message, did_you_mean(str(value), known, otherwise))
    return value


RuleName = Annotated[Text, BeforeValidator(_rule), WithJsonSchema({"type": "string"})]


class SourceFile(Model):
    """A page on which figures were read, or in words who told them, and the day."""

    url: Address | None = None
    date: Day
    note: Text | None = None


class PaperFile(Model):
    """A paper: its weight in g/m² and its thickness, measured (µm) or as its bulk (µm per g/m²)."""

    name: Text
    grammage: float = Field(gt=0, le=1000)
    caliper_um: float | None = Field(default=None, gt=0, le=2000)
    bulk: _Bulk | None = None


class PageLimitsFile(Model):
    """How many pages a binding takes."""

    least: int = Field(default=1, ge=1, le=10_000)
    most: int | None = Field(default=None, ge=1, le=10_000)
    multiple: int = Field(default=1, ge=1, le=64)


class PrinterFile(Model):
    """A print shop's requirements. Lengths in mm, type and lines in pt, ink in per cent."""

    name: Name
    label: Text
    sources: tuple[SourceFile, ...]
    notes: Texts = ()
    levels: tuple[Literal["x-4", "x-1a", "x-3"], ...] = ()
    bleed_mm: Edges = (3.0, 3.0, 3.0, 3.0)
    safe_mm: _Length = 3.0
    marks: Literal["none", "crop", "any"] = "any"
    colours: Literal["cmyk", "any", "grey"] = "cmyk"
    conditions: Texts = ()
    ink_limit: float | None = Field(default=None, ge=100, le=400)
    ppi: tuple[_Resolution, _Resolution] | None = None
    bitmap_ppi: tuple[_Resolution, _Resolution] | None = None
    line_pt: _Points | None = None
    line_multi_pt: _Points | None = None
    type_pt: _Points | None = None
    type_multi_pt: _Points | None = None
    spots: int = Field(default=0, ge=0, le=32)
    spot_names: Texts = ()
    black_overprints: bool = False
    type3: bool = True
    cover: Literal["same-file", "separate", "either"] = "either"
    bindings: dict[Literal["saddle", "perfect", "none"], PageLimitsFile] = Field(
        default_factory=dict
    )
    ascii_names: bool = False
    profile: Text | None = None
    drums: int = Field(default=1, ge=1, le=2)
    cover_sides: int = Field(default=4, ge=2, le=4, multiple_of=2)
    papers: tuple[PaperFile, ...] = ()
    bulk: _Bulk | None = None
    file_names: FileNames = USUAL_NAMES
    rules: tuple[RuleName, ...] = ()
    lenient: tuple[RuleName, ...] = ()
