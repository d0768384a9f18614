"""The live page of a chapter: what stands in the text area, typeset and laid out within its book."""

from __future__ import annotations

import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from printkit.build.brochure import guess_of, layout_findings
from printkit.build.build_context import read_beside
from printkit.build.build_state import program_fingerprint, recall
from printkit.build.layout_cache import ReferenceCache
from printkit.compose.brochure_parts import compose_chapter
from printkit.core.findings import Finding, Position, PrintkitError
from printkit.layout.pagination import Place, job_of, pages_of
from printkit.markup.reading.live_book import OpenBook
from printkit.model import Part, Project, RenderedChapter
from printkit.project.brochure_files import read_brochure
from printkit.project.fontmetrics import measurer
from printkit.studio.live_layouts import PreviewWorkers
from printkit.studio.project_settings import Settings, Stamp, stamps_of

#: Chapters whose books stay read: so many people, or tabs, write at once without waiting.
_KEPT: Final = 4
#: Letters around the caret that a page is looked for by, the surest first.
_PIECES: Final = (48, 32, 20, 12)


@dataclass(frozen=True, slots=True)
class Typed:
    """A chapter laid out, or why it could not be. ``first`` is the folio of its first page.

    ``rough``: laid out once, its figures not yet moved to where they fill the pages.
    """

    rendered: RenderedChapter | None
    findings: tuple[Finding, ...]
    first: int = 1
    rough: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    """A book without the chapter that is typed, and its page numbers as last built."""

    book: OpenBook
    project: Project
    pages: dict[str, int]
    total: int


class Chapters:
    """Lays out chapters that stand in a text area; the book around each is read once."""

    def __init__(self, root: Path, settings: Settings, preview_workers: PreviewWorkers) -> None:
        self._root = root
        self._settings = settings
        self._preview_workers = preview_workers
        self._lock = threading.Lock()
        self._open: OrderedDict[Path, tuple[tuple[Stamp, ...], _Open]] = OrderedDict()

    def preview(self, brochure: Path, path: Path, text: str, *, quick: bool = False) -> Typed:
        """Lay out the chapter at ``path`` of the book at ``brochure`` as if it held ``text``."""
        try:
            opened = self._opened(brochure, path)
            return self._laid_out(opened, path, text, quick=quick)
        except PrintkitError as error:
            return Typed(None, tuple(error.findings))

    def _laid_out(self, opened: _Open, path: Path, text: str, *, quick: bool) -> Typed:
        publication = opened.book.publication
        shown = path.relative_to(self._root).as_posix()
        part = _part(opened.book, shown)
        with self._lock:  # one parser for one book
            chapter, findings = opened.book.chapter(part.name, text)
        theme = opened.project.themes[publication.theme]
        draft = compose_chapter(part, chapter, publication, theme)
        first = opened.pages.get(part.name, 1)
        with self._preview_workers.context(opened.project, quick=quick) as context:
            job = job_of(Place(draft, first, 1), opened.pages, opened.total, context.epoch)
            at = Position(shown)
            rendered = context.render([job], publication.name, lambda name: at)[job.key]
            if context.rough:
                return Typed(rendered, findings, first, rough=True)
        place = Place(draft, first, rendered.page_count)
        found = layout_findings(publication, place, rendered, chapter, at)
        return Typed(rendered, (*findings, *found), first)

    def _opened(self, brochure: Path, path: Path) -> _Open:
        """Return the book around a chapter, read anew when one of its other files has changed.

        Raises:
            PrintkitError: it cannot be read.

        """
        settings = self._settings.open()
        state = self._root / ".printkit" / "state.json"
        around = stamps_of([self._root / "printkit.yaml", self._root / "styles", state])
        others = (one for one in stamps_of([brochure.parent]) if one[0] != str(path))
        stamps = (*around, *others)
        with self._lock:
            known = self._open.get(path)
            if known is not None and known[0] == stamps:
                self._open.move_to_end(path)
                return known[1]
            if not settings.whole:
                raise PrintkitError(settings.findings)
            publication, findings = read_brochure(brochure, settings.project_settings)
            if publication is None:
                raise PrintkitError(findings)
            project_settings = settings.project_settings
            theme = project_settings.themes.read()[publication.theme]
            book = OpenBook(
                replace(publication, formats=publication.formats[:1]),
                read_file=read_beside(self._root, publication.folder),
                palette=theme.palette,
                measure=measurer(theme),
                remember=ReferenceCache(
                    self._root / ".printkit" / "references.json", program_fingerprint()
                ),
            )
            project = Project(
                self._root,
                project_settings.project.language,
                (publication,),
                project_settings.themes.read(),
                project_settings.brand,
            )
            pages, total = pages_of(guess_of(recall(self._root).guesses.get(publication.name)))
            opened = _Open(book, project, pages, total)
            self._open[path] = (stamps, opened)
            self._open.move_to_end(path)
            while len(self._open) > _KEPT:
                self._open.popitem(last=False)
            return opened


def _part(book: OpenBook, shown: str) -> Part:
    return next(
        part for part in book.publication.parts if part.source and part.source.path == shown
    )


def page_of(pages: Sequence[str], before: str, after: str) -> int | None:
    """Return the 0-based page that holds the place between two stretches of Markdown.

    What a page shows differs from what was typed in all but its letters.
    """
    bare = [_letters(page) for page in pages]
    head, tail = _letters(before), _letters(after)
    for size in _PIECES:
        for piece in (head[-size:], tail[:size]):
            if len(piece) == size:
                found = next((index for index, page in enumerate(bare) if piece in page), None)
                if found is not None:
                    return found
    return None


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if sign.isalnum()).casefold()
