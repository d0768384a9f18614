"""A brochure through the line: chapters typeset together, laid out apart, merged into one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from typing import Any

from printkit.assemble.master import Master
from printkit.assemble.merge import merge
from printkit.build.build_context import (
    BuildContext,
    BuildPlan,
    DraftLayout,
    Product,
    load_face,
    read_beside,
)
from printkit.build.editions.finisher import Finisher
from printkit.build.editions.registry import MakeMaster, finishers_of, products
from printkit.build.editions.text_editions import text_products
from printkit.build.transparency_sources import Sources, tracer
from printkit.build.word_proof import (
    PageProof,
    composed_findings,
    joined,
    literal_in,
    source_findings,
    texts_of_drawings,
)
from printkit.compose.brochure_parts import (
    blank_page,
    compose,
    geometry,
    notes_pages,
    tokens_sheet,
)
from printkit.compose.faces_needed import spare_signs
from printkit.compose.page_furniture import FurniturePage, furniture
from printkit.compose.stylesheets import own_sheets, verso_shift_mm
from printkit.core.dates import document_date
from printkit.core.findings import ExitCode, Finding, Position, PrintkitError, has_errors
from printkit.core.units import mm_to_pt
from printkit.languages.typesetter import typeset_text
from printkit.layout.bookmarks import labels_of, outline_of
from printkit.layout.flaw_findings import flaw_findings
from printkit.layout.layout_findings import (
    fit_findings,
    ignored_findings,
    missing_findings,
    note_findings,
    page_count_finding,
    refused_findings,
    spare_findings,
    start_of,
)
from printkit.layout.pagination import Filling, Guess, Place, Settled, settle
from printkit.markup.reading.reader import read_book
from printkit.model import (
    Flaw,
    FlawKind,
    MergePart,
    Publication,
    RenderedChapter,
    Side,
    Theme,
    Trace,
)
from printkit.model.editions import edition_of
from printkit.model.manuscript import ChapterText, Manuscript
from printkit.project.fontmetrics import measurer
from printkit.readers.large_print import in_large_print

#: Flaws told of every layout; others are for the typographer of the book itself.
_WRONG_EVERYWHERE = frozenset(
    {
        FlawKind.OVERFULL,
        FlawKind.LOST,
        FlawKind.CUT,
        FlawKind.WIDE_TABLE,
        FlawKind.SHORTENED,
        FlawKind.LOW_PPI,
        FlawKind.SMALL_LETTERS,
    }
)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A brochure laid out: ``settled`` is None when its text has errors."""

    manuscript: Manuscript
    settled: Settled | None
    findings: tuple[Finding, ...]


def make(
    publication: Publication, context: BuildContext, editions: Sequence[str], guess: Any
) -> BuildPlan:
    """Lay out a brochure and say which files can be finished from it.

    Raises:
        PrintkitError: nothing of it can be read.

    """
    manuscript = _typeset(publication, context)
    if has_errors(manuscript.findings):
        findings = _all_findings(manuscript, context, editions)
        return BuildPlan(publication.name, findings, text_is_wrong=True)
    files: tuple[Product, ...] = ()
    findings = manuscript.findings
    memory: dict[str, Any] = dict(guess) if isinstance(guess, dict) else {}
    wrong: set[str] = set()
    for book in _layouts(manuscript, editions):
        fmt = book.publication.formats[0]
        first = fmt == publication.formats[0]
        try:
            laid = _lay_out(book, context, memory if first else memory.get(fmt.name))
        except PrintkitError as error:
            if error.exit_code is not ExitCode.FINDINGS:
                raise
            findings += error.findings
            wrong.add(fmt.name)
            continue
        assert laid.settled is not None
        known = laid.settled.guess
        learnt = {"counts": dict(known.counts), "anchors": dict(known.anchors)}
        memory |= learnt if first else {fmt.name: learnt}
        findings += laid.findings
        if has_errors(laid.findings):
            wrong.add(fmt.name)
            continue
        make_master, ingredients = _master_of(book, context, laid.settled)
        files += products(
            book.publication,
            fmt,
            context,
            make_master,
            pages=sum(place.count for place in laid.settled.places),
            only=editions,
            ingredients=ingredients,
            read=manuscript.read,
            proof=_proof(book, laid.settled),
            openings=tuple(place.first for place in laid.settled.places),
        )
    try:
        files += text_products(publication, manuscript, context, only=editions)
    except PrintkitError as error:  # the cover, told with the book's pages where there are any
        if error.exit_code is not ExitCode.FINDINGS:
            raise
        findings += error.findings
        wrong |= set(publication.editions)
    return BuildPlan(
        publication.name,
        tuple(dict.fromkeys(findings)),
        files,
        memory,
        wrong_formats=frozenset(wrong),
    )


def _all_findings(
    manuscript: Manuscript, context: BuildContext, editions: Sequence[str]
) -> tuple[Finding, ...]:
    """Lay out a text with errors only to tell what its pages have too, all in one run."""
    findings = list(manuscript.findings)
    for book in _layouts(manuscript, editions):
        try:
            findings += _lay_out(book, context, None).findings
        except PrintkitError as error:
            findings += error.findings
    return tuple(dict.fromkeys(findings))


def draft_layouts(publication: Publication, context: BuildContext) -> Iterator[DraftLayout]:
    """Lay out a brochure in its formats for a draft, whatever is wrong with its text.

    Raises:
        PrintkitError: a part could not be laid out.

    """
    manuscript = _typeset(publication, context)
    for book in _layouts(manuscript, ()):
        fmt = book.publication.formats[0]
        laid = _lay_out(book, context, None)
        settled = laid.settled
        assert settled is not None
        title = typeset_text(
            publication.meta.title, publication.typography, publication.meta.language
        )
        pages = [
            _around(place, index, title) for place in settled.places for index in range(place.count)
        ]
        yield DraftLayout(
            fmt,
            pages,
            laid.findings,
            partial(_page_of, manuscript, settled),
            partial(_draft_master, book, context, settled),
        )


def _draft_master(
    book: Manuscript, context: BuildContext, settled: Settled, marks: RenderedChapter
) -> Master:
    make_master, _ingredients = _master_of(book, context, replace(settled, furniture=marks))
    return make_master()[0]


def _page_of(manuscript: Manuscript, settled: Settled, at: Position) -> int:
    """Return the 0-based page that a line of a source was set on, as nearly as anchors tell."""
    firsts = {place.draft.name: place.first for place in settled.places}
    found = (0, 0)
    for chapter in manuscript.chapters:
        if at.path not in {source.path for source in chapter.sources}:
            continue
        found = max(found, (1, firsts.get(chapter.part, 1)))
        for name, position in chapter.positions.items():
            if position.path == at.path and position.line <= at.line and name in settled.pages:
                found = max(found, (position.line, settled.pages[name]))
    return max(found[1] - 1, 0)


def _layouts(manuscript: Manuscript, only: Sequence[str]) -> list[Manuscript]:
    """Return the manuscript once for each layout that a wanted edition is made of.

    The first format is the book's; the others have the edition that has the format's name, and its parts.
    """
    publication = manuscript.publication
    own, *anew = publication.formats
    found = []
    if names := _names(finishers_of(publication, own, only)):
        book = replace(publication, formats=(own,), editions=names)
        found.append(replace(manuscript, publication=book))
    for fmt in anew:
        if names := _names(finishers_of(publication, fmt, only)):
            book = replace(publication, formats=(fmt,), editions=names)
            found.append(in_large_print(replace(manuscript, publication=book)))
    return found


def _names(finishers: Sequence[Finisher]) -> tuple[str, ...]:
    return tuple(finisher.edition.name for finisher in finishers)


def lay_out(publication: Publication, context: BuildContext, guess: Any = None) -> LaidOut:
    """Typeset, compose and render a brochure until its page numbers are true.

    Raises:
        PrintkitError: a part could not be laid out.

    """
    manuscript = _typeset(publication, context)
    if has_errors(manuscript.findings):
        return LaidOut(manuscript, None, manuscript.findings)
    return _lay_out(manuscript, context, guess)


def _typeset(publication: Publication, context: BuildContext) -> Manuscript:
    theme = context.project.themes[publication.theme]
    read: set[str] = set()
    manuscript = read_book(
        publication,
        read_file=read_beside(context.project.root, publication.folder, read),
        palette=theme.palette,
        measure=measurer(theme),
        remember=context.reference_cache,
    )
    findings = (*manuscript.findings, *source_findings(manuscript))
    return replace(manuscript, read=tuple(sorted(read)), findings=findings)


def _lay_out(manuscript: Manuscript, context: BuildContext, guess: Any) -> LaidOut:
    """Compose and render a manuscript in the first format of its publication."""
    publication = manuscript.publication
    theme = context.project.themes[publication.theme]
    sources = {part.name: part.source.path for part in publication.parts if part.source}

    def where(part: str) -> Position:
        return Position(sources.get(part, publication.path))

    settled = settle(
        compose(manuscript, theme),
        lambda jobs: context.render(jobs, publication.name, where),
        filling=_filling(publication, theme, manuscript),
        epoch=context.epoch,
        guess=guess_of(guess),
    )
    findings = [*manuscript.findings, *settled.findings]
    chapters = {chapter.part: chapter for chapter in manuscript.chapters}
    for place, rendered in zip(settled.places, settled.rendered, strict=True):
        name = place.draft.name
        chapter = chapters.get(name)
        findings += layout_findings(publication, place, rendered, chapter, where(name))
        if chapter is not None:
            findings += composed_findings(chapter, place.draft.html, where(name))
    signs = spare_signs((place.draft.html for place in settled.places), theme)
    findings += spare_findings(signs, start_of(publication))
    findings += _head_findings(settled, chapters, start_of(publication))
    return LaidOut(manuscript, settled, tuple(dict.fromkeys(findings)))


def layout_findings(
    publication: Publication,
    place: Place,
    rendered: RenderedChapter,
    chapter: ChapterText | None,
    at: Position,
) -> list[Finding]:
    """Return what is wrong with the layout of a part; ``at`` is its file."""
    start = start_of(publication)
    locate = _locator(chapter, at)
    fmt = publication.formats[0]
    found = ignored_findings(rendered.warnings, start)
    found += note_findings(rendered.notes, place.first, locate)
    found += missing_findings(rendered.missing, locate)
    found += refused_findings(rendered.refused_urls, at)
    edition = edition_of(fmt.name)
    anew = edition.own_format
    found += flaw_findings(
        [flaw for flaw in rendered.flaws if not anew or flaw.kind in _WRONG_EVERYWHERE],
        place.first,
        chapter.position_of_literal if chapter else lambda text: None,
        at,
        designed=chapter is None,  # a short list of terms is no flaw
        least_letters_pt=edition.least_letters_pt,
    )
    fits = fit_findings(rendered.fit, place.draft.fit, fmt, publication.positions, start)
    found += fits
    expected = place.draft.expected_pages
    if expected is not None and rendered.page_count != expected and not fits:
        found.append(page_count_finding(rendered, expected, fmt, at))
    return found


def _head_findings(
    settled: Settled, chapters: Mapping[str, ChapterText], start: Position
) -> list[Finding]:
    """Tell of running heads that their line is too short for, each once."""
    if settled.furniture is None:
        return []
    first: dict[str, Flaw] = {}
    for flaw in settled.furniture.flaws:
        first.setdefault(flaw.text, flaw)
    titles = {
        chapter.short_title: Position(chapter.sources[0].path)
        for chapter in chapters.values()
        if chapter.sources
    }
    return [
        finding
        for text, flaw in first.items()
        for finding in flaw_findings([flaw], 1, titles.get, start, designed=True)
        if text
    ]


def _filling(publication: Publication, theme: Theme, manuscript: Manuscript) -> Filling:
    """Say how pages that depend on the page count are made."""
    fmt = publication.formats[0]
    meta = manuscript.publication.meta
    title = typeset_text(meta.title, publication.typography, meta.language)

    def heads(places: Sequence[Place]) -> Any:
        pages = [_around(place, index, title) for place in places for index in range(place.count)]
        own = own_sheets(theme, fmt, "-furniture")
        return furniture(pages, theme, geometry(fmt, theme), tokens_sheet(theme), own)

    return Filling(
        blank=lambda number: blank_page(number, publication, theme),
        notes_pages=lambda count: notes_pages(count, publication, theme),
        furniture=heads,
    )


def _around(place: Place, index: int, title: str) -> FurniturePage:
    """Return what a page carries: the book's title over versos, the chapter's over rectos.

    The first page of a part says its own title: its folio stands there alone.
    """
    draft, side = place.draft, place.side_of(index)
    if not draft.numbered:
        return FurniturePage(side)
    head = "" if index == 0 else (title if side is Side.VERSO else draft.short_title)
    return FurniturePage(side, place.first + index, head)


def _master_of(
    manuscript: Manuscript, context: BuildContext, settled: Settled
) -> tuple[MakeMaster, tuple[object, ...]]:
    """Return how to merge the laid-out parts, and all that the result depends on."""
    publication = manuscript.publication
    theme = context.project.themes[publication.theme]
    fmt = publication.formats[0]
    outline = outline_of(settled, manuscript)
    labels = labels_of(settled)
    drawn = settled.furniture
    shift = mm_to_pt(verso_shift_mm(theme, fmt))
    keys = [rendered.key for rendered in settled.rendered]
    # what an author can refer to, others can too; a note or a source is not led to from outside
    named = sorted(anchor.id for chapter in manuscript.chapters for anchor in chapter.anchors)
    ingredients = (keys, drawn and drawn.key, outline, labels, publication.meta, fmt, shift, named)

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
            faces=theme.all_faces,
            load_face=load_face,
            fmt=fmt,
            date=document_date(publication.meta.date),
            furniture=drawn.pdf if drawn else None,
            named=named,
            remember=context.layout_cache.bytes_of,
        )
        return replace(master, trace=_trace(manuscript, settled)), tuple(findings)

    return make_master, ingredients


def _proof(manuscript: Manuscript, settled: Settled) -> PageProof:
    """Return what must stand on the pages of the book, its heads and folios included."""
    pages = [text for rendered in settled.rendered for text in rendered.drawn]
    heads = settled.furniture.drawn if settled.furniture else ()
    drawn = tuple(joined(*layers) for layers in zip_longest(pages, heads, fillvalue=""))
    shown = (
        asset
        for place in settled.places
        for asset in place.draft.assets
        if asset.url in place.draft.html
    )
    return PageProof(
        drawn,
        literal_in(manuscript),
        start_of(manuscript.publication),
        texts_of_drawings(shown),
    )


def _trace(manuscript: Manuscript, settled: Settled) -> Trace:
    chapters = {chapter.part: chapter for chapter in manuscript.chapters}
    return tracer(
        [
            Sources(
                place.draft,
                place.first,
                place.count,
                chapter.position_of_literal if chapter else lambda text: None,
            )
            for place in settled.places
            for chapter in [chapters.get(place.draft.name)]
        ]
    )


def _shifts(place: Place, shift_pt: float) -> tuple[float, ...]:
    """Return how far each page of a part moves: versos do, unless they fill the whole sheet."""
    if place.draft.full_bleed:
        return ()
    return tuple(
        shift_pt if place.side_of(index) is Side.VERSO else 0.0 for index in range(place.count)
    )


def _locator(chapter: ChapterText | None, fallback: Position) -> Any:
    def locate(text: str) -> Position | None:
        return (chapter.position_of(text) if chapter else None) or fallback

    return locate


def guess_of(memory: Any) -> Guess:
    """Read what ``make`` left in the memory of a build; what is not that is no guess."""
    try:
        counts = {str(name): int(count) for name, count in memory["counts"].items()}
        anchors = {str(name): int(page) for name, page in memory["anchors"].items()}
    except (TypeError, KeyError, ValueError, AttributeError):
        return Guess({}, {})
    return Guess(counts, anchors)
