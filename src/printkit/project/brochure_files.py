"""A brochure's file into a publication: its pieces in order, each chapter's text in hand."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final, get_args

from printkit.core.findings import Finding, PrintkitError, has_errors
from printkit.core.i18n import _
from printkit.impose.sheet_requests import booklet_plan
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import Meta, PageFormat, Part, PartKind, Publication, SourceText
from printkit.model.editions import EDITION_NAMES, edition_of, own_formats, ungrouped
from printkit.model.manuscript import slug
from printkit.model.sheets import SheetOptions, SheetSettings
from printkit.project.names import CHAPTER_ENDINGS
from printkit.project.reading_context import ProjectSettings, Reading, brand_with
from printkit.project.schema import BrochureFile
from printkit.project.schema_findings import checked
from printkit.project.values import short
from printkit.project.yamlpos import KeyPath

#: Pieces printkit makes itself, as ``parts`` names them.
PIECES: Final = tuple(kind for kind in get_args(PartKind) if kind not in ("chapter", "leaflet"))
_YAML = (".yaml", ".yml")


def read_brochure(
    path: Path, project_settings: ProjectSettings
) -> tuple[Publication | None, tuple[Finding, ...]]:
    """Read a brochure; None when something in it is wrong."""
    tree = project_settings.files.tree(path)
    value, findings = checked(tree, BrochureFile)
    if value is None:
        return None, findings
    reading = Reading(project_settings, tree, list(findings))
    home = path.parent
    defaults = project_settings.project.defaults
    language = value.language or project_settings.project.language
    brand = brand_with(project_settings.brand, value.brand)
    editions = ungrouped(value.editions or defaults.editions or EDITION_NAMES[:1])
    anew = [name for name in own_formats(editions, "brochure") if name != value.format]
    formats = reading.formats([value.format, *anew], lambda index: ("format",), brochure=True)
    parts = _parts(value, home, reading)
    sources = _text(value.sources, "sources", home, reading, _YAML)
    glossary = _text(value.glossary, "glossary", home, reading, CHAPTER_ENDINGS)
    documents = tuple(
        text
        for index, name in enumerate(value.documents)
        if (text := _text(name, f"documents.{index}", home, reading, CHAPTER_ENDINGS))
    )
    if value.glossary is None and "glossary" in value.parts:
        message = _("a glossary is listed, but no file is named for it")
        hint = _("add a line: glossary: glossaire.md")
        reading.warning("part-empty", message, ("parts", value.parts.index("glossary")), hint)
    if value.references == "short" and "bibliography" not in value.parts:
        message = _("notes give sources short, but no list gives them whole")
        hint = _("add bibliography to parts, or take the line out")
        reading.warning("no-list", message, ("references",), hint)
    booklet = value.booklet.options()
    if formats and any(edition_of(name).on_sheets for name in editions):
        _check_paper(booklet, formats[0], reading)
    publication = Publication(
        name=reading.name(value.name, home.name),
        kind="brochure",
        path=tree.path,
        meta=Meta(
            title=value.title,
            language=language,
            date=value.date,
            subtitle=value.subtitle,
            authors=value.authors or defaults.authors,
            edition=value.edition,
            licence=value.licence or defaults.licence,
            licence_url=value.licence_url or defaults.licence_url,
            keywords=value.keywords,
            description=value.description,
            publisher=value.publisher or defaults.publisher or brand.name or None,
            cover_title=value.cover_title,
        ),
        formats=formats,
        parts=parts,
        theme=reading.theme(value.theme),
        editions=editions,
        brand=brand,
        sources=sources,
        glossary=glossary,
        documents=documents,
        variables={**defaults.variables, **value.variables},
        chapters_open=value.chapters_open,
        references=value.references,
        typography=reading.typography(value.typography),
        positions=tree.dotted(),
        sheets=SheetSettings(
            booklet=booklet, calibration=project_settings.project.calibration.value()
        ),
        folder=project_settings.files.shown(home),
    )
    found = tuple(reading.findings)
    return (None if has_errors(found) else publication), found


def _check_paper(booklet: SheetOptions, fmt: PageFormat, reading: Reading) -> None:
    """Say before anything is laid out that pages do not fit the paper asked for."""
    try:
        booklet_plan(4, fmt.trim_mm, booklet)
    except PrintkitError as error:
        for one in error.findings:
            reading.error(one.rule, one.message, ("booklet", "paper"), one.hint)


def _text(
    name: str | None, key: str, home: Path, reading: Reading, extensions: tuple[str, ...]
) -> SourceText | None:
    if name is None:
        return None
    path: KeyPath = tuple(int(one) if one.isdigit() else one for one in key.split("."))
    text, findings = reading.project_settings.files.text_beside(
        home, name, reading.tree.at(path), extensions
    )
    reading.findings += findings
    return text


def _parts(value: BrochureFile, home: Path, reading: Reading) -> tuple[Part, ...]:
    parts: list[Part] = []
    seen: dict[str, KeyPath] = {}
    taken = set(PIECES)
    for index, name in enumerate(value.parts):
        # a single part may be given without a list
        path: KeyPath = ("parts", index) if ("parts", index) in reading.tree.values else ("parts",)
        plain = PurePosixPath(name).as_posix()
        if plain in seen:
            message = _("“{name}” is listed twice").format(name=short(name))
            reading.error("listed-twice", message, path, _("remove one of them"))
            continue
        seen[plain] = path
        piece = next((kind for kind in PIECES if kind == name), None)
        if piece is not None:
            parts.append(Part(piece, piece))
        elif name.lower().endswith(CHAPTER_ENDINGS):
            text, findings = reading.project_settings.files.text_beside(
                home, name, reading.tree.at(path), CHAPTER_ENDINGS
            )
            reading.findings += findings
            part = _name(name, taken)
            kind: PartKind = "chapter"
            parts.append(Part(part, kind, text))
        else:
            _unknown(name, path, home, reading)
    return tuple(parts)


def _unknown(name: str, path: KeyPath, home: Path, reading: Reading) -> None:
    message = _("“{name}” is neither a chapter's file nor a piece printkit makes").format(
        name=short(name)
    )
    chapters = sorted(
        one.name for one in home.glob("*") if one.name.lower().endswith(CHAPTER_ENDINGS)
    )
    otherwise = _("name a file that ends in .md, or one of: {names}").format(
        names=", ".join(PIECES)
    )
    reading.error(
        "part-unknown", message, path, did_you_mean(name, [*PIECES, *chapters], otherwise)
    )


def _name(file_name: str, taken: set[str]) -> str:
    """Return a part's name: its file's, in ASCII, unlike any other."""
    base = slug(PurePosixPath(file_name).stem) or "part"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name
