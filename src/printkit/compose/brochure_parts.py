"""A brochure's parts as HTML: cover and front matter, chapters, back matter, filling pages.

Each part is composed from what it shows and nothing else, so that a change elsewhere leaves its
layout in the cache: a chapter knows neither the book's title nor its own page numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from markupsafe import Markup

from printkit.compose.contents import boxes_of, calls_of, entries_of
from printkit.compose.faces_needed import faces_for
from printkit.compose.ornament import holes_from_behind, punched_card, punched_strip
from printkit.compose.page_proportions import page_lengths
from printkit.compose.page_words import faces_said, page_words
from printkit.compose.part_draft import Draft
from printkit.compose.qr import qr_svg
from printkit.compose.stylesheets import (
    geometry,
    hyphenation_sheet,
    own_sheets,
    theme_pictures,
    theme_sheets,
    tokens_sheet,
)
from printkit.compose.templates import Templates
from printkit.core.units import mm_to_pt
from printkit.languages.typesetter import typeset_text
from printkit.model import Asset, Face, Part, Publication, Side, Slot, Theme
from printkit.model.manuscript import ChapterText, Manuscript

__all__ = ["blank_page", "compose", "compose_chapter", "geometry", "notes_pages", "tokens_sheet"]

#: The name of the pages that make up the count, if the publication does not name them itself.
NOTES: Final = "notes-pages"
#: The cover's title is set as large as its box takes, between these sizes in pt.
COVER_TITLE = Slot("title", "title", 20, 66)
#: What else of the covers is set smaller rather than cut; a format may give other sizes for them.
_AUTHORS = Slot("authors", "authors", 7, 9.6)
_DESCRIPTION = Slot("description", "description", 7.5, 11.5)
#: On pages whose text is lower than this the colophon may take more than one.
_COLOPHON_PT: Final = 480
_CARD = "asset:cover-card.svg"
#: Height of the card from its upper edge to the bleed of an A5, in mm; larger pages have it larger.
_CARD_HEIGHT, _CARD_PAGE = 99, (148, 210)
_CODE = "asset:qr-link.svg"
#: The chapter's title as holes, beside its number.
_STRIP, _STRIP_MM = "asset:chapter-strip.svg", (72.0, 17.0)


def compose(manuscript: Manuscript, theme: Theme) -> tuple[Draft, ...]:
    """Compose every part of a brochure, in the order of its ``parts``.

    Raises:
        PrintkitError: a template of the theme is missing or wrong (its file and line are told).

    """
    press = _Press(manuscript.publication, theme)
    makers: Mapping[str, Callable[[Part], Draft]] = {
        "cover": press.cover,
        "half-title": press.half_title,
        "colophon": partial(press.colophon, has_sources=bool(manuscript.bibliography)),
        "contents": partial(press.contents, manuscript=manuscript),
        "chapter": partial(press.chapter, chapters={c.part: c for c in manuscript.chapters}),
        "glossary": partial(press.glossary, manuscript=manuscript),
        "bibliography": partial(press.bibliography, manuscript=manuscript),
        NOTES: press.padding,
        "back-cover": partial(press.back_cover, manuscript=manuscript),
    }
    parts = _with_padding(manuscript)
    return tuple(makers[part.kind](part) for part in parts)


def compose_chapter(
    part: Part, chapter: ChapterText, publication: Publication, theme: Theme
) -> Draft:
    """Compose one chapter alone, the same as ``compose`` does within its book."""
    return _Press(publication, theme).chapter(part, chapters={part.name: chapter})


def notes_pages(count: int, publication: Publication, theme: Theme) -> Draft | None:
    """Compose the ``count`` ruled pages that make up the page count; None for none."""
    if count < 1:
        return None
    name = next((part.name for part in publication.parts if part.kind == NOTES), NOTES)
    press = _Press(publication, theme)
    return press.draft(name, NOTES, "", {"count": count}, expected_pages=count, numbered=False)


def blank_page(number: int, publication: Publication, theme: Theme) -> Draft:
    """Compose the book's ``number``-th page left without text on purpose (1-based).

    The one behind a cover shows the holes of the cover's card from their back.
    """
    behind_cover = number == 1 and [part.kind for part in publication.parts[:2]] == [
        "cover",
        "half-title",
    ]
    return _Press(publication, theme).blank(f"blank-{number}", behind_cover=behind_cover)


def _with_padding(manuscript: Manuscript) -> list[Part]:
    """Return the parts that have something to show, with the place of the filling pages marked."""
    empty = set()
    if not manuscript.glossary:
        empty.add("glossary")
    if not manuscript.bibliography:
        empty.add("bibliography")
    parts = [part for part in manuscript.publication.parts if part.kind not in empty]
    if not any(part.kind == NOTES for part in parts):
        ends = bool(parts) and parts[-1].kind == "back-cover"
        parts.insert(len(parts) - 1 if ends else len(parts), Part(NOTES, NOTES))
    return parts


class _Press:
    """One publication in one theme: what all its parts share."""

    def __init__(self, publication: Publication, theme: Theme) -> None:
        self._publication = publication
        self._theme = theme
        self._meta = publication.meta
        self._format = publication.formats[0]
        self._words = page_words(self._meta.language)
        self._typeset = partial(
            typeset_text, options=publication.typography, language=self._meta.language
        )
        self._templates = Templates(theme, self._meta.language, self._typeset)

    def draft(
        self, name: str, kind: str, title: str, values: Mapping[str, Any], **traits: Any
    ) -> Draft:
        """Fill the template of a kind of part. ``title`` is its bookmark; "" gives it none."""
        html = self._templates.render(
            f"{kind}.html",
            part=name,
            kind=kind,
            title=title or self._words[kind.replace("-", "_")],
            text_height_pt=self.text_height_pt,
            **values,
        )
        sheets = (
            geometry(self._format, self._theme),
            hyphenation_sheet(),
            tokens_sheet(self._theme),
            *theme_sheets(self._theme, "tokens.css", "brochure.css"),
            *own_sheets(self._theme, self._format),
        )
        faces = faces_for(html, self._theme)
        traits["assets"] = (*traits.get("assets", ()), *theme_pictures(self._theme, html, sheets))
        return Draft(name, title, html, sheets, faces, **traits)

    @property
    def text_height_pt(self) -> float | None:
        """Return how high the text of a page is; None where the theme's sheets alone say it."""
        design = self._theme.page
        if design is None or own_sheets(self._theme, self._format):
            return None
        page = page_lengths(design, self._format)
        return mm_to_pt(self._format.trim_mm[1] - page.top - page.bottom)

    def cover(self, part: Part) -> Draft:
        """Compose the first page, bleeding on all sides."""
        palette = self._theme.palette
        card = punched_card(
            self._meta.title,
            card=palette["accent"],
            hole=palette["ground"],
            width_mm=self._sheet_width,
            height_mm=self._card_height,
            scale=self._scale,
        )
        return self.draft(
            part.name,
            "cover",
            self._words["cover"],
            {
                "meta": self._meta,
                "publisher": self._publisher,
                "card": _CARD,
                "lines": list(
                    zip(
                        self._lines,
                        (line.startswith("**") for line in self._meta.cover_title),
                        strict=True,
                    )
                ),
            },
            assets=(Asset.of_bytes(_CARD, card),),
            fit=(self._cover_title, self._slot(_AUTHORS)),
            starts=Side.RECTO,
            expected_pages=1,
            numbered=False,
            full_bleed=True,
        )

    def blank(self, name: str, *, behind_cover: bool) -> Draft:
        """Compose a page without text."""
        holes = holes_from_behind(
            self._meta.title,
            hole=self._theme.palette["accent"],
            width_mm=self._sheet_width,
            height_mm=self._card_height,
            scale=self._scale,
        )
        assets = (Asset.of_bytes(_CARD, holes),) if behind_cover else ()
        values = {"card": _CARD if behind_cover else None}
        return self.draft(
            name,
            "blank",
            "",
            values,
            assets=assets,
            expected_pages=1,
            numbered=False,
            full_bleed=True,
        )

    def half_title(self, part: Part) -> Draft:
        """Compose the title alone, on a right-hand page."""
        return self.draft(
            part.name,
            "half-title",
            "",
            {"meta": self._meta, "lines": self._lines},
            starts=Side.RECTO,
            expected_pages=1,
            numbered=False,
        )

    def colophon(self, part: Part, *, has_sources: bool) -> Draft:
        """Compose what the book says of itself, behind the half-title."""
        name = self._format.name
        high = self.text_height_pt
        flowing = high is not None and high < _COLOPHON_PT
        values = {
            "flowing": flowing,
            "meta": self._meta,
            "brand": self._publication.brand,
            "publisher": self._publisher,
            "format_label": self._format.label or name,
            "has_sources": has_sources,
            "made_note": self._words.get(f"made_note_{name}", self._words["made_note"]),
            "faces": faces_said(_colophon_faces(self._theme, name), self._meta.language),
        }
        return self.draft(
            part.name,
            "colophon",
            self._words["colophon"],
            values,
            starts=Side.VERSO,
            expected_pages=None if flowing else 1,
            numbered=False,
        )

    def contents(self, part: Part, *, manuscript: Manuscript) -> Draft:
        """Compose the list of chapters and sections with the pages they stand on."""
        entries = entries_of(_with_padding(manuscript), manuscript.chapters, self._words)
        # a format with a sheet of its own has lines of other heights than those that are reckoned with
        ordinary = not own_sheets(self._theme, self._format)
        boxes = boxes_of(manuscript.chapters, self._typeset, beside=entries) if ordinary else ()
        title = self._words["contents"]
        return self.draft(
            part.name,
            "contents",
            title,
            {"entries": entries, "boxes": boxes},
            short_title=title,
            late_pages=1,
        )

    def chapter(self, part: Part, *, chapters: Mapping[str, ChapterText]) -> Draft:
        """Compose a chapter: its opening, then its text."""
        chapter = chapters[part.name]
        values = {
            "number": chapter.number,
            "heading": Markup(chapter.title_html),  # noqa: S704  made by markup, not by the theme
            "heading_length": len(chapter.title_text),
            "text": Markup(chapter.body_html),  # noqa: S704
            "strip": _STRIP,
        }
        assets = chapter.assets
        if chapter.number is not None:
            palette = self._theme.palette
            strip = punched_strip(
                chapter.title_text,
                hole=palette["accent"],
                blank=palette["rule"],
                width_mm=_STRIP_MM[0],
                height_mm=_STRIP_MM[1],
            )
            assets = (*assets, Asset.of_bytes(_STRIP, strip))
        opens_recto = self._publication.chapters_open == "recto"
        return self.draft(
            part.name,
            "chapter",
            chapter.title_text,
            values,
            assets=assets,
            starts=Side.RECTO if opens_recto else None,
            short_title=chapter.short_title,
        )

    def glossary(self, part: Part, *, manuscript: Manuscript) -> Draft:
        """Compose the terms and their definitions, with the pages that send a reader to them."""
        called = calls_of(manuscript.chapters, part.name)
        entries = [
            {
                "slug": e.slug,
                "term": Markup(e.term),  # noqa: S704  made by markup, not by the theme
                "html": Markup(e.html),  # noqa: S704
                "called": called.get(e.slug, ()),
            }
            for e in manuscript.glossary
        ]
        return self._list(part, entries)

    def bibliography(self, part: Part, *, manuscript: Manuscript) -> Draft:
        """Compose what the text cites."""
        entries = [
            {"id": identifier, "html": Markup(html)}  # noqa: S704
            for identifier, html in manuscript.bibliography
        ]
        degrees = any('class="degree"' in html for _id, html in manuscript.bibliography)
        return self._list(part, entries, degrees=degrees)

    def padding(self, part: Part) -> Draft:
        """Mark the place of the pages that make up the count."""
        return Draft(part.name, "", "", (), (), is_padding=True)

    def back_cover(self, part: Part, *, manuscript: Manuscript) -> Draft:
        """Compose the last page of the book."""
        brand = self._publication.brand
        code = None
        if brand.link:
            svg = qr_svg(brand.link, ink=self._theme.palette["ground"])
            code = Asset.of_bytes(_CODE, svg)
        values = {
            "meta": self._meta,
            "brand": brand,
            "lines": self._lines,
            "publisher": self._publisher,
            "qr": code and code.url,
            "chapters": [
                (one.number, one.title_text)
                for one in manuscript.chapters
                if one.number is not None
            ],
        }
        return self.draft(
            part.name,
            "back-cover",
            self._words["back_cover"],
            values,
            assets=(code,) if code else (),
            fit=(self._slot(_DESCRIPTION),),
            starts=Side.VERSO,
            expected_pages=1,
            numbered=False,
            full_bleed=True,
            ends_book=True,
        )

    def _list(self, part: Part, entries: list[dict[str, Any]], **values: Any) -> Draft:
        title = self._words[part.kind]
        values["entries"] = entries
        return self.draft(part.name, part.kind, title, values, short_title=title)

    def _slot(self, usual: Slot) -> Slot:
        return next((slot for slot in self._format.slots if slot.name == usual.name), usual)

    @property
    def _lines(self) -> list[str]:
        """Return the lines of sense the cover's title is set in, if the brochure gives them."""
        return [line.strip("*") for line in self._meta.cover_title]

    @property
    def _sheet_width(self) -> float:
        return self._format.trim_mm[0] + 2 * self._format.bleed_mm

    @property
    def _publisher(self) -> str:
        return self._meta.publisher or self._publication.brand.name

    @property
    def _card_height(self) -> float:
        return _CARD_HEIGHT * self._scale

    @property
    def _scale(self) -> float:
        """Return how much larger the covers are drawn than on an A5."""
        return min(side / own for side, own in zip(self._format.trim_mm, _CARD_PAGE, strict=True))

    @property
    def _cover_title(self) -> Slot:
        return replace(COVER_TITLE, max_pt=COVER_TITLE.max_pt * self._scale)


def _colophon_faces(theme: Theme, format_name: str) -> list[Face]:
    """Return the faces the colophon names: those the theme says, for a format or all, else all it has."""
    families = theme.colophon.get(format_name) or theme.colophon.get("brochure") or ()
    return [face for face in theme.faces if not families or face.family in families]
