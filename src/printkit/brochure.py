"""A brochure through the line: chapters typeset together, laid out apart, merged into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from printkit.assemble.merge import merge
from printkit.compose.brochure import blank_page, compose, geometry, notes_pages, palette_sheet
from printkit.compose.furniture import FurniturePage, furniture
from printkit.compose.sheets import verso_shift_mm
from printkit.dates import document_date
from printkit.editions import MakeMaster, products
from printkit.findings import Finding, Position, has_errors
from printkit.folio import Filling, Guess, Place, Settled, settle
from printkit.lint_layout import flaw_findings
from printkit.markup.manuscript import ChapterText, Manuscript
from printkit.markup.read import read_book
from printkit.model import (
    Master,
    MergePart,
    OutlineEntry,
    PageLabel,
    Publication,
    RenderedChapter,
    Side,
    Theme,
)
from printkit.project.fontmetrics import measurer
from printkit.proof import (
    fit_findings,
    ignored_findings,
    missing_findings,
    note_findings,
    page_count_finding,
    refused_findings,
    start_of,
)
from printkit.text_editions import text_products
from printkit.units import mm_to_pt
from printkit.workshop import Made, Workshop, load_face, read_beside


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A brochure laid out: ``settled`` is None when its text has errors."""

    manuscript: Manuscript
    settled: Settled | None
    findings: tuple[Finding, ...]


def make(publication: Publication, workshop: Workshop, editions: Sequence[str], guess: Any) -> Made:
    """Lay out a brochure and say which files can be finished from it.

    Raises:
        PrintkitError: a part could not be laid out.

    """
    laid = lay_out(publication, workshop, guess)
    settled = laid.settled
    if settled is None:
        return Made(publication.name, laid.findings)
    theme = workshop.project.themes[publication.theme]
    make_master, ingredients = _master_of(publication, theme, workshop, settled, laid.manuscript)
    files = products(
        publication,
        publication.formats[0],
        workshop,
        make_master,
        only=editions,
        ingredients=ingredients,
    )
    files += text_products(publication, laid.manuscript, workshop, only=editions)
    memory = {"counts": dict(settled.guess.counts), "anchors": dict(settled.guess.anchors)}
    return Made(publication.name, laid.findings, files, memory)


def lay_out(publication: Publication, workshop: Workshop, guess: Any = None) -> LaidOut:
    """Typeset, compose and render a brochure until its page numbers are true.

    Raises:
        PrintkitError: a part could not be laid out.

    """
    theme = workshop.project.themes[publication.theme]
    manuscript = read_book(
        publication,
        read_file=read_beside(workshop.project.root, publication.folder),
        palette=theme.palette,
        measure=measurer(theme),
        remember=workshop.notebook,
    )
    if has_errors(manuscript.findings):
        return LaidOut(manuscript, None, manuscript.findings)
    sources = {part.name: part.source.path for part in publication.parts if part.source}

    def where(part: str) -> Position:
        return Position(sources.get(part, publication.path))

    settled = settle(
        compose(manuscript, theme),
        lambda jobs: workshop.render(jobs, publication.name, where),
        filling=_filling(publication, theme, manuscript),
        epoch=workshop.epoch,
        guess=_guess(guess),
    )
    findings = [*manuscript.findings, *settled.findings]
    chapters = {chapter.part: chapter for chapter in manuscript.chapters}
    for place, rendered in zip(settled.places, settled.rendered, strict=True):
        name = place.draft.name
        chapter = chapters.get(name)
        findings += _layout_findings(publication, place, rendered, chapter, where(name))
    return LaidOut(manuscript, settled, tuple(dict.fromkeys(findings)))


def _layout_findings(
    publication: Publication,
    place: Place,
    rendered: RenderedChapter,
    chapter: ChapterText | None,
    at: Position,
) -> list[Finding]:
    start = start_of(publication)
    locate = _locator(chapter, at)
    fmt = publication.formats[0]
    found = ignored_findings(rendered.warnings, start)
    found += note_findings(rendered.notes, place.first, locate)
    found += missing_findings(rendered.missing, locate)
    found += refused_findings(rendered.refused_urls, at)
    found += flaw_findings(
        rendered.flaws,
        place.first,
        chapter.position_of_literal if chapter else lambda text: None,
        at,
        designed=not place.draft.numbered,
    )
    fits = fit_findings(rendered.fit, place.draft.fit, fmt, publication.positions, start)
    found += fits
    expected = place.draft.expected_pages
    if expected is not None and rendered.page_count != expected and not fits:
        found.append(page_count_finding(rendered, expected, fmt, at))
    return found


def _filling(publication: Publication, theme: Theme, manuscript: Manuscript) -> Filling:
    """Say how pages that depend on the page count are made."""
    fmt = publication.formats[0]
    title = manuscript.publication.meta.title

    def heads(places: Sequence[Place]) -> Any:
        pages = [_around(place, index, title) for place in places for index in range(place.count)]
        return furniture(pages, theme, geometry(fmt), palette_sheet(theme))

    return Filling(
        blank=lambda number: blank_page(number, publication, theme),
        notes_pages=lambda count: notes_pages(count, publication, theme),
        furniture=heads,
    )


def _around(place: Place, index: int, title: str) -> FurniturePage:
    """Return what a page carries: the book's title over versos, the chapter's over rectos."""
    draft, side = place.draft, place.side_of(index)
    if not draft.numbered or (draft.opens and index == 0):
        return FurniturePage(side)
    head = "" if index == 0 else (title if side is Side.VERSO else draft.short_title)
    return FurniturePage(side, place.first + index, head)


def _master_of(
    publication: Publication,
    theme: Theme,
    workshop: Workshop,
    settled: Settled,
    manuscript: Manuscript,
) -> tuple[MakeMaster, tuple[object, ...]]:
    """Return how to merge the laid-out parts, and all that the result depends on."""
    fmt = publication.formats[0]
    outline = _outline(settled, manuscript)
    labels = _labels(settled)
    drawn = settled.furniture
    shift = mm_to_pt(verso_shift_mm(theme))
    keys = [rendered.key for rendered in settled.rendered]
    ingredients = (keys, drawn and drawn.key, outline, labels, publication.meta, fmt, shift)

    def make_master() -> tuple[Master, tuple[Finding, ...]]:
        parts = [
            MergePart(place.draft.name, place.draft.title, rendered.pdf, _shifts(place, shift))
            for place, rendered in zip(settled.places, settled.rendered, strict=True)
        ]
        master, findings = merge(
            parts,
            meta=publication.meta,
            outline=outline,
            labels=labels,
            faces=theme.faces,
            load_face=load_face,
            fmt=fmt,
            date=document_date(publication.meta.date),
            furniture=drawn.pdf if drawn else None,
            remember=workshop.store.bytes_of,
        )
        return master, tuple(findings)

    return make_master, ingredients


def _shifts(place: Place, shift_pt: float) -> tuple[float, ...]:
    """Return how far each page of a part moves: versos do, unless they fill the whole sheet."""
    if place.draft.full_bleed:
        return ()
    return tuple(
        shift_pt if place.side_of(index) is Side.VERSO else 0.0 for index in range(place.count)
    )


def _outline(settled: Settled, manuscript: Manuscript) -> tuple[OutlineEntry, ...]:
    """Bookmark every part that has a title, and the headings of chapters below it."""
    chapters = {chapter.part: chapter for chapter in manuscript.chapters}
    entries: list[OutlineEntry] = []
    for place in settled.places:
        if not place.draft.title:
            continue
        name = place.draft.name
        entries.append(OutlineEntry(place.draft.title, 1, f"{name}.top"))
        if (chapter := chapters.get(name)) is not None:
            entries += [
                OutlineEntry(heading.text, heading.level, heading.id)
                for heading in chapter.headings
            ]
    return tuple(entries)


def _labels(settled: Settled) -> tuple[PageLabel, ...]:
    """Label pages by their printed folios; the cover's pages carry none."""
    labels: list[PageLabel] = []
    index = 0
    style = None
    for place in settled.places:
        cover = place.draft.name in {"cover", "back-cover"}
        wanted = "" if cover else "D"
        if cover:
            prefix = "C1" if place.draft.name == "cover" else "C4"
            labels.append(PageLabel(index, "", prefix))
        elif wanted != style:
            labels.append(PageLabel(index, "D", "", index + 1))
        style = wanted
        index += place.count
    return tuple(labels)


def _locator(chapter: ChapterText | None, fallback: Position) -> Any:
    def locate(text: str) -> Position | None:
        return (chapter.position_of(text) if chapter else None) or fallback

    return locate


def _guess(memory: Any) -> Guess:
    try:
        counts = {str(name): int(count) for name, count in memory["counts"].items()}
        anchors = {str(name): int(page) for name, page in memory["anchors"].items()}
    except (TypeError, KeyError, ValueError, AttributeError):
        return Guess({}, {})
    return Guess(counts, anchors)
