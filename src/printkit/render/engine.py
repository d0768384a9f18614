"""One job in, one outcome out: the only place that drives the layout engine."""

from __future__ import annotations

import time
from typing import Any

from weasyprint import HTML

from printkit.model import ENGINE_ITSELF, EngineWarning, Flaw, RenderedChapter, RenderJob
from printkit.render import drawn_words, hooks
from printkit.render.drawing_shortener import tighten
from printkit.render.fetch import JobFetcher
from printkit.render.flaws import flaws_of
from printkit.render.layout_facts import anchors_of, missing_characters, notes_of
from printkit.render.long_notes import move_long_notes
from printkit.render.pages.make_up import make_up
from printkit.render.resource_cache import Dress, Wardrobe, listening, warning_of
from printkit.render.table_fit import fit_tables
from printkit.render.tags import tidy
from printkit.render.text_fit import fit

#: The engine's own words for what is told better elsewhere: files it was refused, missing glyphs.
_TOLD = (
    "Failed to load image",
    "Failed to load stylesheet",
    "Failed to load font",
    ".notdef glyph",
)


class Engine:
    """The layout engine with what it keeps from one job to the next."""

    def __init__(self) -> None:
        refused = hooks.install()
        self._unknown = tuple(
            EngineWarning(why, ENGINE_ITSELF) for why in dict.fromkeys(one.why for one in refused)
        )
        self._hears_words = not any(one.name == "drawn words" for one in refused)
        self._wardrobe = Wardrobe()

    def render(self, job: RenderJob) -> RenderedChapter:
        """Lay out a job and write its PDF.

        Raises:
            Exception: whatever the engine raises on input it cannot take.

        """
        started = time.perf_counter()
        dress = self._wardrobe.dress(job)
        fetcher = JobFetcher(job.assets)
        with listening() as heard:
            page = _Page(dress, fetcher)
            moved: tuple[Flaw, ...] = ()
            if job.fit:
                pages = job.expected_pages
                document, fits = fit(
                    job.html, job.fit, page.lay_out, pages, job.guess, quick=job.quick
                )
            else:
                document, fits = page.lay_out(job.html), ()
                document = fit_tables(page.again, page.tree, document)
                document, moved = move_long_notes(page.again, page.tree, document)
            if not (job.fit or job.quick):
                document = make_up(page.again, page.tree, document)
            notes = notes_of(document)
            if not job.quick and any(
                note.place.call_page != note.place.note_page for note in notes
            ):
                document, more = move_long_notes(page.again, page.tree, document, astray=True)
                moved += more
                notes = notes_of(document) if more else notes
            tagged = job.tagged and not job.quick  # what is only looked at needs no tags
            with drawn_words.listening() as drawn:
                pdf = document.write_pdf(
                    finisher=None if job.quick else _finish,
                    pdf_variant="pdf/ua-1" if tagged else None,
                )
        return RenderedChapter(
            key=job.key,
            pdf=pdf,
            page_count=len(document.pages),
            anchors=anchors_of(document),
            warnings=(*self._unknown, *dress.warnings, *_warnings(heard)),
            fit=fits,
            notes=tuple(note.place for note in notes),
            missing=missing_characters(document, dress.has),
            refused_urls=tuple(dict.fromkeys(fetcher.refused)),
            flaws=(*moved, *_flaws(document, job), *self._lost(page, drawn)),
            drawn=drawn_words.texts_of(drawn),
            seconds=time.perf_counter() - started,
        )

    def _lost(self, page: _Page, drawn: list[list[Any]]) -> tuple[Flaw, ...]:
        return drawn_words.lost_texts(page.tree, drawn) if self._hears_words else ()


class _Page:
    """A job's page and its parsed tree, laid out as often as fitting and mending ask."""

    def __init__(self, dress: Dress, fetcher: JobFetcher) -> None:
        self._dress, self._fetcher = dress, fetcher
        self._html: Any = None
        self._images: dict[str, Any] = {}

    @property
    def tree(self) -> Any:
        return self._html.etree_element

    def lay_out(self, html: str) -> Any:
        self._html = HTML(string=html, base_url=None, url_fetcher=self._fetcher)
        return self.again()

    def again(self) -> Any:
        return self._html.render(
            font_config=self._dress.fonts,
            counter_style=self._dress.counters,
            stylesheets=list(self._dress.sheets),
            cache=self._images,
            pdf_variant="pdf/ua-1",
        )


def _flaws(document: Any, job: RenderJob) -> tuple[Flaw, ...]:
    return () if job.quick else flaws_of(document, furniture=not job.tagged)


def _finish(document: Any, pdf: Any) -> None:
    tidy(document, pdf)
    tighten(pdf)


def _warnings(heard: list[str]) -> list[EngineWarning]:
    return [warning_of(text, None) for text in dict.fromkeys(heard) if not text.startswith(_TOLD)]
