"""A leaflet through the line: the same data composed and fitted for each of its formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any

from printkit.assemble.master import Master
from printkit.assemble.merge import merge
from printkit.build.build_context import (
    BuildContext,
    BuildPlan,
    DraftLayout,
    LayoutError,
    Product,
    load_face,
    read_beside,
)
from printkit.build.editions.registry import MakeMaster, products
from printkit.build.leaflet_facts import facts_left_out, picture_findings
from printkit.build.transparency_sources import Sources, tracer
from printkit.build.word_proof import PageProof, fragment_findings
from printkit.compose.leaflet_format import compose
from printkit.compose.leaflet_texts import LeafletTexts, texts_of
from printkit.compose.page_furniture import FurniturePage
from printkit.conservation.letters import letters
from printkit.core.dates import document_date
from printkit.core.findings import ExitCode, Finding, Position, PrintkitError, has_errors
from printkit.languages.typesetter import typeset_text
from printkit.layout.flaw_findings import flaw_findings
from printkit.layout.layout_findings import (
    fit_findings,
    ignored_findings,
    missing_findings,
    page_count_finding,
    position_of,
    refused_findings,
    start_of,
)
from printkit.layout.pagination import Place, job_of
from printkit.markup.reading.reader import read_fragment
from printkit.model import (
    Asset,
    MergePart,
    PageFormat,
    Publication,
    RenderedChapter,
    RenderJob,
    Side,
    Slot,
    SourceText,
    Theme,
)
from printkit.model.manuscript import position_at
from printkit.project.fontmetrics import face_measures, measurer


def make(
    publication: Publication, context: BuildContext, editions: Sequence[str], guess: Any
) -> BuildPlan:
    """Lay out a leaflet in each of its formats and say which files can be finished from it.

    Raises:
        PrintkitError: nothing of it can be read.

    """
    del guess  # a leaflet's pages are given by its format
    theme = context.project.themes[publication.theme]
    read: set[str] = set()
    html, assets, findings = _typeset(publication, context, theme, read)
    text_is_wrong = has_errors(findings)
    texts = _texts(publication)
    places, by_format, failed = _lay_out(publication, context, html, assets, texts)
    wrong = set(failed)
    for said in failed.values():
        findings += said
    files: list[Product] = []
    drawn: dict[PageFormat, Sequence[str]] = {}
    for fmt in publication.formats:
        if fmt.name in failed:
            continue
        rendered = by_format[fmt.name]
        found = _layout_findings(publication, fmt, rendered, theme)
        found += picture_findings(publication, fmt)
        findings += found
        drawn[fmt] = rendered.drawn
        if has_errors(found):
            wrong.add(fmt.name)
        if text_is_wrong or fmt.name in wrong:  # laid out only to tell all that is wrong in one run
            continue
        files += products(
            publication,
            fmt,
            context,
            _master_of(publication, places[fmt.name], context, fmt, rendered),
            pages=fmt.sides,
            only=editions,
            ingredients=(rendered.key, publication.meta, fmt),
            read=read,
            proof=PageProof(rendered.drawn, _literal_in(publication), start_of(publication)),
        )
    findings += facts_left_out(publication, texts, html, drawn)
    return BuildPlan(
        publication.name,
        tuple(dict.fromkeys(findings)),
        tuple(files),
        text_is_wrong=text_is_wrong,
        wrong_formats=frozenset(wrong),
    )


def draft_layouts(publication: Publication, context: BuildContext) -> Iterator[DraftLayout]:
    """Lay out a leaflet in its formats for a draft, whatever is wrong with its text.

    Raises:
        PrintkitError: a format could not be laid out; those that could come first.

    """
    theme = context.project.themes[publication.theme]
    html, assets, findings = _typeset(publication, context, theme, set())
    texts = _texts(publication)
    places, by_format, failed = _lay_out(publication, context, html, assets, texts)
    for fmt in publication.formats:
        if fmt.name in failed:
            continue
        rendered = by_format[fmt.name]
        found = [
            *findings,
            *_layout_findings(publication, fmt, rendered, theme),
            *facts_left_out(publication, texts, html, {fmt: rendered.drawn}),
        ]

        def master(
            marks: RenderedChapter, fmt: PageFormat = fmt, rendered: RenderedChapter = rendered
        ) -> Master:
            place = places[fmt.name]
            return _master_of(publication, place, context, fmt, rendered, marks.pdf)()[0]

        yield DraftLayout(
            fmt,
            [FurniturePage(Side.RECTO)] * rendered.page_count,
            tuple(dict.fromkeys(found)),
            lambda position: 0,
            master,
        )
    if failed:
        raise PrintkitError([one for said in failed.values() for one in said])


def _texts(publication: Publication) -> LeafletTexts:
    typeset = partial(
        typeset_text, options=publication.typography, language=publication.meta.language
    )
    return texts_of(publication, typeset)


def _lay_out(
    publication: Publication,
    context: BuildContext,
    html: Mapping[str, str],
    assets: tuple[Asset, ...],
    texts: LeafletTexts,
) -> tuple[Mapping[str, Place], Mapping[str, RenderedChapter], Mapping[str, Sequence[Finding]]]:
    """Compose and render a leaflet in its formats.

    Returns places and layouts by the format's name, and what kept other formats from being laid out.
    """
    theme = context.project.themes[publication.theme]
    jobs: dict[str, RenderJob] = {}
    places: dict[str, Place] = {}
    failed: dict[str, Sequence[Finding]] = {}
    for fmt in publication.formats:
        try:
            draft = compose(publication, fmt, theme, html, texts, assets, face_measures(theme))
        except PrintkitError as error:
            failed[fmt.name] = _of_the_format(error)
            continue
        places[fmt.name] = Place(draft, 1, fmt.sides)
        jobs[fmt.name] = job_of(places[fmt.name], {}, fmt.sides, context.epoch)
    start = start_of(publication)
    by_key: Mapping[str, RenderedChapter] = {}
    try:
        by_key = context.render(list(jobs.values()), publication.name, lambda name: start)
    except LayoutError as error:
        said = _of_the_format(error)
        for name in [name for name, job in jobs.items() if job.name in error.parts]:
            failed[name] = said
            del jobs[name]
        if jobs:  # the others are in hand
            by_key = context.render(list(jobs.values()), publication.name, lambda name: start)
    return places, {name: by_key[job.key] for name, job in jobs.items()}, failed


def _of_the_format(error: PrintkitError) -> Sequence[Finding]:
    """Return the findings of an error that is one format's alone; any other goes on."""
    if error.exit_code is not ExitCode.FINDINGS:
        raise error
    return error.findings


def _typeset(
    publication: Publication, context: BuildContext, theme: Theme, read: set[str]
) -> tuple[Mapping[str, str], tuple[Asset, ...], list[Finding]]:
    """Typeset the leaflet's Markdown fields and pictures; the files they show go into ``read``.

    Keys are ``body``, ``panels.NAME``, ``picture`` and ``logos.INDEX``.
    """
    leaflet = publication.leaflet
    sources: dict[str, SourceText] = {}
    if leaflet is not None and leaflet.body is not None:
        sources["body"] = leaflet.body
    if leaflet is not None:
        sources |= {f"panels.{name}": source for name, source in leaflet.panels.items()}
        if leaflet.picture is not None:
            sources["picture"] = leaflet.picture.source
        sources |= {f"logos.{index}": logo.source for index, logo in enumerate(leaflet.logos)}
    html: dict[str, str] = {}
    assets: dict[str, Asset] = {}
    findings: list[Finding] = []
    for key, source in sources.items():
        fragment = read_fragment(
            source,
            read_file=read_beside(context.project.root, publication.folder, read),
            options=publication.typography,
            language=publication.meta.language,
            variables=publication.variables,
            palette=theme.palette,
            measure=measurer(theme),
        )
        html[key] = fragment.html
        findings += fragment_findings(
            source, fragment.html, publication.typography, publication.meta.language
        )
        assets |= {asset.url: asset for asset in fragment.assets}
        findings += fragment.findings
    return html, tuple(assets.values()), findings


def _layout_findings(
    publication: Publication, fmt: PageFormat, rendered: RenderedChapter, theme: Theme
) -> list[Finding]:
    start = start_of(publication)

    found = ignored_findings(rendered.warnings, start)
    found += missing_findings(
        rendered.missing, lambda character: _field_with(character, publication)
    )
    found += refused_findings(rendered.refused_urls, start)
    found += flaw_findings(rendered.flaws, 1, _literal_in(publication), start, designed=True)
    fit = fit_findings(
        rendered.fit,
        _blamed((*theme.poster, *fmt.slots), publication),
        fmt,
        publication.positions,
        start,
    )
    found += fit
    if not fit and rendered.page_count != fmt.sides:
        found.append(page_count_finding(rendered, fmt.sides, fmt, start))
    return found


def _blamed(slots: Sequence[Slot], publication: Publication) -> list[Slot]:
    """Return the slots with the field that fills each most: some boxes hold several fields."""
    leaflet = publication.leaflet
    if leaflet is None:
        return list(slots)
    shared: dict[str, dict[str, str]] = {
        "foot": {
            "link": leaflet.link_label or leaflet.link or publication.brand.link or "",
            "organisers": ", ".join(leaflet.organisers),
            "co_organisers": ", ".join(leaflet.co_organisers),
            "supporters": ", ".join(leaflet.supporters),
            "tickets": leaflet.tickets or "",
            "contact": " · ".join(leaflet.contact or publication.brand.contact),
            "call": leaflet.call or "",
        }
    }
    if len(leaflet.events) > 1:
        first, *others = (
            " ".join(filter(None, (one.kicker, one.place, one.address))) for one in leaflet.events
        )
        shared["place"] = {"events.0.place": first, "events": " ".join(others)}
    elif leaflet.events:
        only = leaflet.events[0]
        shared["place"] = {
            f"event.{name}": " ".join(text)
            for name, text in (
                ("place", filter(None, (only.place, only.address))),
                ("price", only.price),
                ("access", only.access),
                ("repeats", filter(None, (only.repeats,))),
            )
        }
    found = []
    for slot in slots:
        texts = {name: text for name, text in shared.get(slot.name, {}).items() if text}
        fullest = max(texts, key=lambda name: len(texts[name]), default=slot.field)
        found.append(replace(slot, field=fullest))
    return found


def _literal_in(publication: Publication) -> Callable[[str], Position | None]:
    """Return how to find the field that some words were typed in."""

    def locate(text: str) -> Position | None:
        wanted = letters(text)
        for path, value in _fields("", (publication.leaflet, publication.meta, publication.brand)):
            typed = value.text if isinstance(value, SourceText) else value
            if wanted and isinstance(typed, str) and wanted in letters(typed):
                return position_of(path, publication.positions, start_of(publication))
        return None

    return locate


def _field_with(character: str, publication: Publication) -> Position:
    """Return where the first field stands that has a character; signs faces lack are set as typed."""
    start = start_of(publication)
    for path, value in _fields("", (publication.leaflet, publication.meta, publication.brand)):
        if isinstance(value, SourceText) and character in value.text:
            return position_at(value, value.text.index(character))
        if isinstance(value, str) and character in value:
            return position_of(path, publication.positions, start)
    return start


def _fields(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Walk a value's fields down to texts, each with its dotted path as in the YAML."""
    if is_dataclass(value) and not isinstance(value, SourceText):
        inner = ((field.name, getattr(value, field.name)) for field in fields(value))
    elif isinstance(value, Mapping):
        inner = ((str(key), one) for key, one in value.items())
    elif isinstance(value, tuple):
        inner = ((str(index) if path else "", one) for index, one in enumerate(value))
    else:
        yield path, value
        return
    for name, one in inner:
        yield from _fields(f"{path}.{name}".strip("."), one)


def _master_of(
    publication: Publication,
    place: Place,
    context: BuildContext,
    fmt: PageFormat,
    rendered: RenderedChapter,
    marks: bytes | None = None,
) -> MakeMaster:
    """Return how to make the master of one format from its layout."""
    theme = context.project.themes[publication.theme]
    start = start_of(publication)
    sources = Sources(place.draft, place.first, rendered.page_count, lambda name: start)

    def make_master() -> tuple[Master, tuple[Finding, ...]]:
        master, findings = merge(
            [MergePart(f"{publication.name}-{fmt.name}", publication.meta.title, rendered.pdf)],
            meta=publication.meta,
            outline=(),
            labels=(),
            faces=theme.all_faces,
            load_face=load_face,
            fmt=fmt,
            date=document_date(publication.meta.date),
            furniture=marks,
            remember=context.layout_cache.bytes_of,
        )
        return replace(master, trace=tracer([sources])), tuple(findings)

    return make_master
