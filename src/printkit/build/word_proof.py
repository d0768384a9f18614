"""The proof of conservation at a build: each loss at the line its words were typed on."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from printkit.conservation.document_words import (
    TypesetWords,
    document_losses,
    typeset_words,
    words_of_document,
    words_of_drawing,
)
from printkit.conservation.finished_pages import (
    BETWEEN,
    PageLoss,
    PageText,
    losses,
    losses_of_sheets,
)
from printkit.conservation.letters import letters
from printkit.conservation.page_reader import read_pages
from printkit.conservation.source_words import source_losses
from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _
from printkit.languages.typesetter import typeset_text
from printkit.layout.flaw_findings import runs_of_words
from printkit.model import Asset, SourceText, TypographyOptions
from printkit.model.editions import Edition
from printkit.model.manuscript import ChapterText, Manuscript

_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
#: Letters of a loss that a message shows, and losses of one file told one by one.
_SHOWN, _TOLD = 80, 12


def source_findings(manuscript: Manuscript) -> list[Finding]:
    """Tell which words of a book's chapters are not in the text typeset from them."""
    publication = manuscript.publication
    found: list[Finding] = []
    for chapter in manuscript.chapters:
        standing = text_letters(chapter.title_html + chapter.body_html)
        for source in chapter.sources:
            found += _losses_of(source, standing, publication.typography, publication.meta.language)
    return found


def fragment_findings(
    source: SourceText, typeset: str, options: TypographyOptions, language: str
) -> list[Finding]:
    """Tell which words of a leaflet's Markdown field, or of any text, are not in its HTML."""
    return _losses_of(source, text_letters(typeset), options, language)


def text_letters(markup: str) -> str:
    """Return the letters of the text of an HTML fragment."""
    return letters(html.unescape(_TAG.sub("", markup)))


def _losses_of(
    source: SourceText, standing: str, options: TypographyOptions, language: str
) -> list[Finding]:
    typeset = partial(typeset_text, options=options, language=language)
    sentences = {
        "lost": _("these words are not printed: “{text}”"),
        "doubled": _("these words are printed twice: “{text}”"),
        "moved": _("these words are printed before what stands before them: “{text}”"),
    }
    return [
        Finding(
            f"{loss.kind}-text",
            Severity.ERROR,
            sentences[loss.kind].format(text=_shown(loss.text)),
            Position(source.path, source.first_line + loss.line - 1),
            hint=_(
                "what stands around them is read as something else: put a “\\” before its signs"
            ),
        )
        for loss in source_losses(source.text, standing, typeset)
    ]


def composed_findings(chapter: ChapterText, page: str, at: Position) -> list[Finding]:
    """Tell which words of a chapter its theme's template leaves out of its page. ``at``: its file."""
    text = (chapter.title_html, chapter.body_html)
    rest, after = "", page
    for one in text:
        before, found, after = after.partition(one) if one else ("", " ", after)
        rest += before if found else "hidden"
    rest += after
    if "hidden" not in rest and "<!--" not in rest and "<template" not in rest:
        return []  # the whole text, and nothing around it hides it
    shown = typeset_words(page)
    wanted = [typeset_words(one) for one in text]
    return [
        Finding(
            f"{loss.kind}-text",
            Severity.ERROR,
            _("the theme's template does not print: “{text}”").format(text=_shown(loss.text)),
            next(filter(None, map(chapter.position_of_literal, runs_of_words(loss.text))), at),
            hint=_("let it print “text” and “heading” once, in this order"),
        )
        for loss in document_losses(wanted, "\n".join((*shown.flow, *shown.aside)))[:_TOLD]
    ]


def document_findings(
    manuscript: Manuscript, edition: str, name: str, data: bytes
) -> tuple[Finding, ...]:
    """Read a finished web page or e-book and tell which words of the book it lacks, moves or doubles."""
    wanted = [
        typeset_words(html)
        for chapter in manuscript.chapters
        if chapter.kind == "chapter"
        for html in (chapter.title_html, chapter.body_html)
    ]
    lists = [one.html for one in manuscript.glossary] + [
        one for _id, one in manuscript.bibliography
    ]
    pieces = [typeset_words(html) for html in lists]
    aside = tuple(text for words in pieces for text in (*words.flow, *words.aside))
    shown = words_of_document(data, "web" if edition == "web" else "epub")
    sentences = {
        "lost": _("“{text}” is not in {file}"),
        "doubled": _("“{text}” stands twice in {file}"),
        "moved": _("“{text}” stands in {file} before what it was written after"),
    }
    locate = literal_in(manuscript)
    return tuple(
        Finding(
            f"{loss.kind}-text",
            Severity.ERROR,
            sentences[loss.kind].format(text=_shown(loss.text), file=name),
            next(filter(None, map(locate, runs_of_words(loss.text))), None)
            or Position(manuscript.publication.path),
            hint=_("this is a fault of printkit or of the theme: please report it"),
        )
        for loss in document_losses([*wanted, TypesetWords((), aside)], shown)[:_TOLD]
    )


def texts_of_drawings(assets: Iterable[Asset]) -> tuple[tuple[str, str], ...]:
    """Return the texts of all drawings in SVG among some assets, each with its drawing's address."""
    found = []
    for asset in {one.url: one for one in assets}.values():
        if not asset.url.endswith(".svg"):
            continue
        data = asset.path.read_bytes() if asset.path is not None else asset.data or b""
        if b"<text" in data or b":text" in data:
            found += [(asset.url, text) for text in words_of_drawing(data)]
    return tuple(found)


def literal_in(manuscript: Manuscript) -> Callable[[str], Position | None]:
    """Return what finds where words of a book were typed."""

    def locate(text: str) -> Position | None:
        places = (chapter.position_of_literal(text) for chapter in manuscript.chapters)
        return next((place for place in places if place is not None), None)

    return locate


@dataclass(frozen=True, slots=True)
class PageProof:
    """What must stand on the pages of a publication in one format.

    ``drawn`` are the texts of its pages as laid out, in order; ``locate`` finds where words were typed;
    ``drawings`` are the texts of its drawings in SVG, each with its drawing's address.
    """

    drawn: tuple[str, ...]
    locate: Callable[[str], Position | None]
    start: Position
    drawings: tuple[tuple[str, str], ...] = ()

    def findings(self, edition: Edition, name: str, data: bytes) -> tuple[Finding, ...]:
        """Read a finished file and tell which words it lacks, or shows in part only."""
        if edition.parts:  # covers apart and drums hold a part of a publication each
            return ()
        pages = read_pages(data)
        if edition.on_sheets:
            found = losses_of_sheets(self.drawn, pages)
        elif len(pages) != len(self.drawn):
            return (self._other_count(name, pages),)
        else:
            besides = "".join(text for _address, text in self.drawings)
            found = losses(self.drawn, pages, besides=besides)
        lost = [self._finding(loss, name) for loss in found[:_TOLD]]
        return (*lost, *self._undrawn(pages, name))

    def _undrawn(self, pages: Sequence[PageText], name: str) -> Iterator[Finding]:
        """Yield a finding for each text of a drawing that stands inside of no page."""
        if not self.drawings:
            return
        standing = [letters("".join(page.inside)) for page in pages]
        message = _("“{text}”, in the drawing {drawing}, is not in {file}")
        for address, text in self.drawings:
            key = letters(text)
            if any(key in page for page in standing):
                continue
            drawing = address.removeprefix("asset:")
            yield Finding(
                "lost-text",
                Severity.ERROR,
                message.format(text=_shown(text), drawing=drawing, file=name),
                self.locate(drawing.rpartition("/")[2]) or self.start,
                hint=_(
                    "make paths of its texts in the program it was drawn with, or move them into it"
                ),
            )

    def _finding(self, loss: PageLoss, name: str) -> Finding:
        pieces = chain.from_iterable(map(runs_of_words, loss.text.split(BETWEEN)))
        at = next((place for one in pieces if (place := self.locate(one)) is not None), None)
        if loss.doubled:
            message = _("“{text}” stands twice in {file}")
        elif loss.cut:
            message = _("“{text}” is cut off at the edge of a page of {file}")
        else:
            message = _("“{text}” is not in {file}")
        return Finding(
            "cut-text" if loss.cut else "doubled-text" if loss.doubled else "lost-text",
            Severity.ERROR,
            message.format(text=_shown(loss.text), file=name),
            at or self.start,
            page=None if loss.page is None else loss.page + 1,
            hint=_("this is a fault of printkit or of the theme: please report it"),
        )

    def _other_count(self, name: str, pages: Sequence[PageText]) -> Finding:
        message = _("{file} has {count} pages, {expected} were laid out").format(
            file=name, count=len(pages), expected=len(self.drawn)
        )
        return Finding("lost-text", Severity.ERROR, message, self.start)


def joined(*texts: str) -> str:
    """Put the texts of layers that lie on one page together."""
    return BETWEEN.join(filter(None, texts))


def _shown(text: str) -> str:
    text = " ".join(text.replace(BETWEEN, " ").split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"
