"""Printers' profiles: those printkit knows and the project's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from printkit.findings import ExitCode, Finding, Position, PrintkitError, Severity
from printkit.i18n import _
from printkit.markup.advice import did_you_mean
from printkit.preflight.printer import PageLimits, Printer, Source
from printkit.project.complain import checked, complaint
from printkit.project.files import Files
from printkit.project.names import STYLES
from printkit.project.schema import Address, Day, Name, Text, Texts
from printkit.project.strict import Model
from printkit.project.values import short, wrong

FOLDER: Final = Path(__file__).parents[1] / "data" / "printers"
#: What is checked against where nobody names a printer.
DEFAULT: Final = "coated-eu"

_Length = Annotated[float, Field(ge=0, le=50)]
_Points = Annotated[float, Field(gt=0, le=72)]
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


class SourceFile(Model):
    """A page on which figures were read, and the day of reading."""

    url: Address
    date: Day
    note: Text | None = None


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


def printer_names(root: Path | None) -> tuple[str, ...]:
    """Return the names of the known printers, sorted; with a project's root, its own too."""
    return tuple(sorted(_known(root)))


def load_printer(name: str, root: Path | None) -> Printer:
    """Return a printer's profile; a project's own come before those of the same name.

    Raises:
        PrintkitError: there is none of this name (USAGE), or its file is wrong (PROJECT).

    """
    known = _known(root)
    if name not in known:
        message = _("there is no printer “{name}”").format(name=short(name))
        otherwise = _("there are: {names}").format(names=", ".join(sorted(known)))
        hint = did_you_mean(name, known, otherwise)
        finding = Finding("printer-unknown", Severity.ERROR, message, hint=hint)
        raise PrintkitError([finding], ExitCode.USAGE)
    path = known[name]
    files = Files(root if root is not None and path.is_relative_to(root) else path.parent)
    value, findings = checked(files.tree(path), PrinterFile)
    if value is not None and value.name != path.stem:
        at = Position(files.shown(path))
        message = _("the file is called {file}, its printer “{name}”")
        message = message.format(file=path.name, name=value.name)
        findings = (*findings, complaint("name", message, at, _("give both the same name")))
    if value is not None and not value.sources:
        message = _("the profile does not say where its figures were read")
        hint = _("add the address of the printer's page and the day you read it")
        findings = (*findings, complaint("value-empty", message, Position(files.shown(path)), hint))
    if value is None or findings:
        raise PrintkitError(findings, ExitCode.PROJECT)
    return _printer(value)


def _known(root: Path | None) -> dict[str, Path]:
    folders = [FOLDER] if root is None else [FOLDER, root / STYLES / "printers"]
    return {
        path.stem: path
        for folder in folders
        for path in sorted(folder.glob("*.yaml"))
        if path.is_file()
    }


def _printer(value: PrinterFile) -> Printer:
    plain = value.model_dump()
    sources = tuple(
        Source(str(one.url), one.date.isoformat(), one.note or "") for one in value.sources
    )
    bindings = tuple(
        (binding, PageLimits(limits.least, limits.most, limits.multiple))
        for binding, limits in value.bindings.items()
    )
    return Printer(**(plain | {"sources": sources, "bindings": bindings}))
