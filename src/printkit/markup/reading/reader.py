"""Markdown in, typeset HTML out: whole books and single fragments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import markdown

from printkit.core.findings import Finding
from printkit.markup.citations.library import Library, open_library
from printkit.markup.reading.anchors import (
    TOP,
    chapter_label,
    check_leftovers,
    check_levels,
    check_structure,
    name_anchors,
)
from printkit.markup.reading.context import Measure, Reading, Remember, remember_nothing
from printkit.markup.reading.dialect import html_nodes, parser
from printkit.markup.reading.expand import Expanded, ReadFile
from printkit.markup.reading.finish import heading_html, typeset_entries, typeset_tree
from printkit.markup.reading.glossary import Definition, definitions, entry_of
from printkit.markup.reading.notes import Notes
from printkit.markup.reading.once import told_once
from printkit.markup.reading.outline import HEADINGS, mend_outline
from printkit.markup.reading.parsing import Setting, expanded, shaped
from printkit.markup.reading.references import (
    Index,
    PageNumber,
    index_of,
    link,
    term_key,
    wanted_headings,
)
from printkit.markup.reading.serialise import inner_html
from printkit.model import Part, Publication, SourceText, TypographyOptions
from printkit.model.manuscript import Anchor, ChapterText, Fragment, Heading, Manuscript

#: Files whose name begins with zeros (``00-preface.md``) are chapters without a number.
_UNNUMBERED = re.compile(r"^0+(?!\d)")


@dataclass(frozen=True, slots=True)
class BookPart:
    """A part read but not yet linked to the others."""

    part: Part
    text: Expanded
    root: Any
    reading: Reading
    title: str


def read_book(
    publication: Publication,
    *,
    read_file: ReadFile,
    palette: Mapping[str, str],
    measure: Measure,
    remember: Remember = remember_nothing,
) -> Manuscript:
    """Typeset every part of a book that has a text.

    ``read_file`` returns the bytes of a project-relative path, None for what is not there or may
    not be read; ``palette`` and ``measure`` are what charts are drawn with; ``remember`` spares
    what was written before. Everything wrong is in the manuscript's findings, all at once.
    """
    setting = Setting(
        publication.meta.language,
        publication.folder,
        publication.variables,
        read_file,
        palette,
        measure,
    )
    md = parser()
    drafts = read_parts(publication, setting, md)
    glossary = read_glossary(publication, setting, md)
    library = open_library(
        publication.sources,
        publication.meta.language,
        remember,
        short=publication.references == "short",
    )
    index = index_book(publication, drafts, glossary)
    readings = [draft.reading for draft in drafts]
    pages: list[PageNumber] = []
    for draft in drafts:
        pages += connect(draft.root, draft.reading, index, library)
    if glossary is not None:
        pages += connect(glossary.root, glossary.reading, index, library)
        readings.append(glossary.reading)
    options = publication.typography
    for reading, root in [
        *((draft.reading, draft.root) for draft in drafts),
        *([(glossary.reading, glossary.root)] if glossary else []),
    ]:
        typeset_tree(root, options, reading.language)
        reading.lines = ()
    for page in pages:
        page.fill()
    chapters = tuple(chapter_of(draft, options) for draft in drafts)
    cited = dict.fromkeys(key for reading in readings for key in reading.cited)
    findings = [finding for reading in readings for finding in reading.findings]
    return Manuscript(
        publication,
        chapters,
        typeset_entries(library.bibliography(cited), publication.meta.language, options),
        tuple(entry_of(one) for one in glossary.definitions) if glossary else (),
        sorted_findings([*library.findings, *findings]),
    )


def read_fragment(
    source: SourceText,
    *,
    read_file: ReadFile | None = None,
    options: TypographyOptions = TypographyOptions(),  # noqa: B008  immutable
    language: str = "fr",
    variables: Mapping[str, str] | None = None,
    palette: Mapping[str, str] | None = None,
    measure: Measure | None = None,
    folder: str = ".",
    sources: SourceText | None = None,
) -> Fragment:
    """Typeset a piece of Markdown outside a book: a leaflet's text, any file on its own.

    References to elsewhere become plain text and warnings. Without ``read_file`` images keep their
    address and nothing is included.
    """
    setting = Setting(language, folder, variables, read_file, palette, measure)
    text = expanded(source, setting, in_book=False)
    root, reading = shaped(parser(), text, setting, "")
    name_anchors(root, reading)
    wanted_headings(root, reading)
    check_levels(root, reading)
    check_leftovers(root, reading)
    library = open_library(sources, language)
    index = index_of(reading.anchors.values())
    pages = connect(root, reading, index, library)
    typeset_tree(root, options, language)
    for page in pages:
        page.fill()
    findings = sorted_findings([*library.findings, *reading.findings])
    return Fragment(inner_html(root).strip(), tuple(reading.assets.values()), findings)


def sorted_findings(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of reports, each once."""
    return tuple(told_once(sorted(dict.fromkeys(findings), key=Finding.sort_key)))


# --- the steps of a book --------------------------------------------------------------------


def read_parts(
    publication: Publication, setting: Setting, md: markdown.Markdown
) -> tuple[BookPart, ...]:
    """Read every part that has a text."""
    drafts: list[BookPart] = []
    count = 0
    for part in publication.parts:
        if part.source is None or part.kind == "glossary":
            continue
        draft = read_part(part, part.source, setting, md, count)
        count = count if draft.reading.number is None else draft.reading.number
        drafts.append(draft)
    return tuple(drafts)


def read_part(
    part: Part, source: SourceText, setting: Setting, md: markdown.Markdown, count: int
) -> BookPart:
    """Read one part; ``count`` is the number of the chapter before it."""
    text = expanded(source, setting, in_book=True)
    number = text.front.number if part.kind == "chapter" else False
    if number is None and not _UNNUMBERED.match(PurePosixPath(source.path).name):
        number = count + 1
    root, reading = shaped(md, text, setting, part.name, number if type(number) is int else None)
    for comment in [node for node in root.iter() if not isinstance(node.tag, str)]:
        comment.drop_tree()
    unread = any(finding.rule == "too-deep" for finding in reading.findings)
    if part.kind == "chapter" and not unread:
        mend_outline(root, reading, text.front.title)
        if text.front.number is None and _is_unnumbered(root):
            reading.number = None
    name_anchors(root, reading)
    if part.kind == "chapter" and not unread:
        check_structure(root, reading)
    check_leftovers(root, reading)
    heading = next(root.iter("h1"), None)
    title = "" if heading is None else " ".join("".join(heading.itertext()).split())
    return BookPart(part, text, root, reading, title)


def _is_unnumbered(root: Any) -> bool:
    """Tell whether a title is marked as Pandoc and Quarto mark those without a number."""
    title = next(root.iter("h1"), None)
    return title is not None and "unnumbered" in (title.get("class") or "").split()


@dataclass(frozen=True, slots=True)
class GlossaryText:
    """A publication's glossary, read."""

    root: Any
    reading: Reading
    definitions: tuple[Definition, ...]
    printed: bool


def read_glossary(
    publication: Publication, setting: Setting, md: markdown.Markdown
) -> GlossaryText | None:
    """Read the glossary; it is printed only if the publication has a part for it."""
    if publication.glossary is None:
        return None
    part = next((part for part in publication.parts if part.kind == "glossary"), None)
    text = expanded(publication.glossary, setting, in_book=True)
    root, reading = shaped(md, text, setting, part.name if part else "glossary")
    name_anchors(root, reading)
    check_leftovers(root, reading)
    return GlossaryText(root, reading, tuple(definitions(root, reading)), part is not None)


def index_book(
    publication: Publication, drafts: tuple[BookPart, ...], glossary: GlossaryText | None
) -> Index:
    """Return what references in a book can point to."""
    tops = {
        part.name: Anchor(f"{part.name}.{TOP}", part.name, part.kind, "", "", _start(part))
        for part in publication.parts
    }
    anchors: list[Anchor] = []
    files: dict[str, str] = {}
    for draft in drafts:
        name, reading = draft.part.name, draft.reading
        if draft.title:
            label = chapter_label(reading, draft.title)
            tops[name] = Anchor(f"{name}.{TOP}", name, "chapter", label, draft.title, reading.start)
        # An id on the title means the chapter itself.
        for anchor in reading.anchors.values():
            if anchor.kind == "chapter":
                tops.setdefault(anchor.id.partition(".")[2], tops[name])
            else:
                anchors.append(anchor)
        files[draft.text.sources[0].path] = name
    terms: dict[str, str] = {}
    for one in glossary.definitions if glossary else ():
        full = f"{glossary.reading.part}.{one.slug}" if glossary else ""
        terms |= {term_key(name): full for name in one.names}
    printed = glossary is not None and glossary.printed
    return index_of(anchors, tops=tops, files=files, terms=terms, has_glossary=printed)


def _start(part: Part) -> Any:
    from printkit.core.findings import Position  # noqa: PLC0415

    return Position(part.source.path if part.source else "")


def connect(root: Any, reading: Reading, index: Index, library: Library) -> list[PageNumber]:
    """Resolve links, then put notes and citations at their calls."""
    pages = []
    for tree in (root, *(body for _mark, body in reading.notes.values())):
        pages += link(tree, reading, index)
    Notes(reading, library.ids, library.names, library.cite, html_nodes).place(root)
    return pages


def chapter_of(draft: BookPart, options: TypographyOptions) -> ChapterText:
    """Return a part typeset; its title leaves the tree."""
    from printkit.languages.typesetter import typeset_text  # noqa: PLC0415  imported where used

    root, reading = draft.root, draft.reading
    title = next(root.iter("h1"), None)
    title_html = title_text = ""
    if title is not None:
        title_html = heading_html(title)
        title_text = typeset_text(draft.title, options, reading.language)
        title.drop_tree()
    headings = tuple(
        Heading(
            element.get("id"),
            int(element.tag[1]),
            typeset_text(reading.anchors[element.get("id")].text, options, reading.language),
            heading_html(element),
        )
        for element in root.iter(*HEADINGS)
        if element.get("id") in reading.anchors
    )
    short = draft.text.front.short
    return ChapterText(
        part=draft.part.name,
        kind=draft.part.kind,
        number=reading.number,
        title_html=title_html,
        title_text=title_text,
        short_title=typeset_text(short, options, reading.language) if short else title_text,
        body_html=inner_html(root).strip(),
        headings=headings,
        assets=tuple(reading.assets.values()),
        cited=tuple(reading.cited),
        anchors=tuple(reading.anchors.values()),
        charts=tuple(reading.charts),
        positions={f"{draft.part.name}.{TOP}": reading.start, **reading.positions},
        sources=draft.text.sources,
        large_print=tuple(reading.large_print.values()),
    )
