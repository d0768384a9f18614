"""A manuscript without pages: its sections in reading order, notes gathered, links made inner ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from printkit.compose.page_words import page_words
from printkit.markup.reading.context import Measure
from printkit.model import Asset, Part
from printkit.model.manuscript import ChapterText, Heading, Manuscript
from printkit.readers.reflow import Flow, Medium, Note, ident, reflow

#: Kinds of parts that are read; the others are made of paper.
READ: Final = ("chapter", "glossary", "bibliography")
#: Read the bytes of an asset.
LoadAsset = Callable[[Asset], bytes]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: glossary terms have a ``term``; ``html`` is typeset."""

    id: str
    html: str
    term: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part as it is read. ``title`` is HTML without links, ``name`` the part's."""

    name: str
    kind: str
    id: str
    number: int | None
    title: str
    plain_title: str
    html: str = ""
    notes: tuple[Note, ...] = ()
    lines: tuple[Line, ...] = ()
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All of a publication that can be read without pages. ``pictures`` are by their URL."""

    sections: tuple[Section, ...]
    pictures: Mapping[str, Asset]


def read_sections(
    manuscript: Manuscript,
    *,
    link: Callable[[str], str],
    load: LoadAsset,
    picture: Callable[[Asset], str],
    measure: Measure,
    shift: int,
    syntax: Literal["html", "xml"],
) -> Book:
    """Turn a manuscript into sections.

    ``link`` gives the address of an id as the manuscript knows it, ``picture`` that of an image;
    headings go down by ``shift`` levels.
    """
    parts = [part for part in manuscript.publication.parts if _is_read(part, manuscript)]
    language = manuscript.publication.meta.language
    chapters = {chapter.part: chapter for chapter in manuscript.chapters}
    medium = Medium(
        language=language,
        link=lambda name: link(name) if name.split(".", 1)[0] in names else None,
        places=_places(parts, chapters, language),
        load=load,
        picture=picture,
        measure=measure,
        shift=shift,
        syntax=syntax,
    )
    names = {part.name for part in parts}
    sections = tuple(
        _chapter(part, chapters[part.name], medium)
        if part.kind == "chapter"
        else _list(part, manuscript, medium)
        for part in parts
    )
    pictures = {
        asset.url: asset
        for chapter in manuscript.chapters
        for asset in chapter.assets
        if chapter.part in names
    }
    return Book(sections, pictures)


def _is_read(part: Part, manuscript: Manuscript) -> bool:
    if part.kind == "glossary":
        return bool(manuscript.glossary)
    if part.kind == "bibliography":
        return bool(manuscript.bibliography)
    return part.kind in READ


def _places(
    parts: Sequence[Part], chapters: Mapping[str, ChapterText], language: str
) -> dict[str, tuple[int | None, str]]:
    """Say of every id that can be referred to by page which chapter or section it is."""
    words = page_words(language)
    places: dict[str, tuple[int | None, str]] = {}
    for part in parts:
        chapter = chapters.get(part.name)
        if chapter is None:
            places[part.name] = (None, words[part.kind])
            continue
        places[part.name] = (chapter.number, chapter.title_text)
        places |= {heading.id: (None, heading.text) for heading in chapter.headings}
    return places


def _chapter(part: Part, chapter: ChapterText, medium: Medium) -> Section:
    charts = {chart.id: chart for chart in chapter.charts}
    assets = {asset.url: asset for asset in chapter.assets}
    flow = Flow(medium, charts, assets)
    title = reflow(chapter.title_html, flow, title=True)
    return Section(
        name=part.name,
        kind=part.kind,
        id=ident(f"{part.name}.top"),
        number=chapter.number,
        title=title,
        plain_title=chapter.title_text,
        html=reflow(chapter.body_html, flow),
        notes=tuple(flow.notes),
        headings=chapter.headings,
    )


def _list(part: Part, manuscript: Manuscript, medium: Medium) -> Section:
    flow = Flow(medium, {}, {})
    if part.kind == "glossary":
        lines = tuple(
            Line(ident(f"{part.name}.{e.slug}"), reflow(e.html, flow), reflow(e.term, flow))
            for e in manuscript.glossary
        )
    else:
        lines = tuple(
            Line(ident(f"{part.name}.{name}"), reflow(html, flow))
            for name, html in manuscript.bibliography
        )
    title = page_words(manuscript.publication.meta.language)[part.kind]
    return Section(
        part.name,
        part.kind,
        ident(f"{part.name}.top"),
        None,
        title,
        title,
        notes=tuple(flow.notes),
        lines=lines,
    )
