"""Printers' profiles: those printkit knows and the project's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from printkit.findings import ExitCode, Finding, Position, PrintkitError, Severity
from printkit.i18n import _
from printkit.markup.advice import did_you_mean
from printkit.preflight.printer import USUAL_NAMES, PageLimits, Paper, Printer, Source
from printkit.project.complain import checked, complaint
from printkit.project.conditions import is_press_profile
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


class SourceFile(Model):
    """A page on which figures were read, and the day of reading."""

    url: Address
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
    cover_sides: Literal[2, 4] = 4
    papers: tuple[PaperFile, ...] = ()
    bulk: _Bulk | None = None
    file_names: FileNames = USUAL_NAMES


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
    profile = b""
    if value is not None and value.profile is not None:
        profile, said = _profile(value.profile, path, files)
        findings = (*findings, *said)
    if value is None or findings:
        raise PrintkitError(findings, ExitCode.PROJECT)
    return _printer(value, profile)


def _profile(name: str, home: Path, files: Files) -> tuple[bytes, tuple[Finding, ...]]:
    """Read the output profile a printer's file names, from its own folder."""
    at = files.tree(home).at(("profile",))
    path = home.parent / name
    try:
        inside = path.resolve().is_relative_to(home.parent.resolve())
        data = files.read(path) if inside else b""
    except OSError:
        data = b""
    if not data:
        message = _("the profile “{name}” is not in the folder {folder}").format(
            name=short(name), folder=files.shown(home.parent)
        )
        hint = _("put the .icc file the shop gave you beside the printer's file")
        return b"", (complaint("file-missing", message, at, hint),)
    if not is_press_profile(data):
        message = _("“{name}” is not the profile of a four-colour press").format(name=short(name))
        hint = _("ask the shop for its ICC output profile in CMYK, such as PSO Uncoated v3")
        return b"", (complaint("value", message, at, hint),)
    return data, ()


def _known(root: Path | None) -> dict[str, Path]:
    folders = [FOLDER] if root is None else [FOLDER, root / STYLES / "printers"]
    return {
        path.stem: path
        for folder in folders
        for path in sorted(folder.glob("*.yaml"))
        if path.is_file()
    }


def _printer(value: PrinterFile, profile: bytes) -> Printer:
    plain = value.model_dump()
    sources = tuple(
        Source(str(one.url), one.date.isoformat(), one.note or "") for one in value.sources
    )
    bindings = tuple(
        (binding, PageLimits(limits.least, limits.most, limits.multiple))
        for binding, limits in value.bindings.items()
    )
    papers = tuple(
        Paper(one.name, one.grammage, caliper)
        for one in value.papers
        if (caliper := _caliper(one, value.bulk))
    )
    made = {"sources": sources, "bindings": bindings, "papers": papers, "profile": profile}
    return Printer(**(plain | made))


def _caliper(paper: PaperFile, bulk: float | None) -> float | None:
    share = paper.bulk or bulk
    return paper.caliper_um or (paper.grammage * share if share else None)
