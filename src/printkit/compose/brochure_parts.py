"""A brochure's parts as HTML: cover and front matter, chapters, back matter, filling pages.

Each part is composed from what it shows and nothing else, so that a change elsewhere leaves its
layout in the cache: a chapter knows neither the book's title nor its own page numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from markupsafe import Markup

from printkit.compose.contents import boxes_of, calls_of, entries_of
from printkit.compose.faces_needed import faces_for
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

__all__ = [
    "blank_page",
    "compose",
    "compose_chapter",
    "cover_page",
    "geometry",
    "notes_pages",
    "tokens_sheet",
]

#: The name of the pages that make up the count, if the publication does not name them itself.
NOTES: Final = "notes-pages"
#: On pages whose text is lower than this the colophon may take more than one.
_COLOPHON_PT: Final = 480
_CODE = "asset:qr-link.svg"


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


def cover_page(publication: Publication, theme: Theme) -> Draft:
    """Compose the front cover alone."""
    return _Press(publication, theme).cover(Part("cover", "cover"))


def notes_pages(count: int, publication: Publication, theme: Theme) -> Draft | None:
    """Compose the ``count`` ruled pages that make up the page count; None for none."""
    if count < 1:
        return None
    name = next((part.name for part in publication.parts if part.kind == NOTES), NOTES)
    press = _Press(publication, theme)
    return press.draft(name, NOTES, "", {"count": count}, expected_pages=count, numbered=False)


def blank_page(number: int, publication: Publication, theme: Theme) -> Draft:
    """Compose the book's ``number``-th page left without text on purpose (1-based).

    The one behind a cover is told to be, for themes whose cover is seen from behind.
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
            mm=self._mm,
            sheet={"width": self._sheet(0), "height": self._sheet(1)},
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
        traits["assets"] = (
            *traits.get("assets", ()),
            *self._templates.drawings_of(html),
            *theme_pictures(self._theme, html, sheets),
        )
        return Draft(name, title, html, sheets, faces, fit=self._slots(html), **traits)

    def _sheet(self, axis: int) -> float:
        """Return the width or height of the trim with its bleed, in mm."""
        return self._format.trim_mm[axis] + 2 * self._format.bleed_mm

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
        return self.draft(
            part.name,
            "cover",
            self._words["cover"],
            {
                "meta": self._meta,
                "publisher": self._publisher,
                "lines": list(
                    zip(
                        self._lines,
                        (line.startswith("**") for line in self._meta.cover_title),
                        strict=True,
                    )
                ),
            },
            starts=Side.RECTO,
            expected_pages=1,
            numbered=False,
            full_bleed=True,
        )

    def blank(self, name: str, *, behind_cover: bool) -> Draft:
        """Compose a page without text."""
        return self.draft(
            name,
            "blank",
            "",
            {"meta": self._meta, "behind_cover": behind_cover},
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
            "heading_text": chapter.title_text,
        }
        opens_recto = self._publication.chapters_open == "recto"
        return self.draft(
            part.name,
            "chapter",
            chapter.title_text,
            values,
            assets=chapter.assets,
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
            svg = qr_svg(brand.link, ink=self._theme.palette["ink"])
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

    def _slots(self, html: str) -> tuple[Slot, ...]:
        """Return the texts of a page that are fitted: as its format says, or the theme for its size.

        The slots of a format without a stylesheet for brochures are those of leaflets.
        """
        drawn = own_sheets(self._theme, self._format)
        own = {slot.name: slot for slot in self._format.slots if drawn}
        usual = {
            name: Slot(name, name, least, most * self._mm)
            for name, (least, most) in self._theme.fit_pt.items()
        }
        return tuple(slot for slot in (usual | own).values() if f"⟦fit:{slot.name}⟧" in html)

    @property
    def _lines(self) -> list[str]:
        """Return the lines of sense the cover's title is set in, if the brochure gives them."""
        return [line.strip("*") for line in self._meta.cover_title]

    @property
    def _publisher(self) -> str:
        return self._meta.publisher or self._publication.brand.name

    @property
    def _mm(self) -> float:
        """Return what 1 mm of the size the theme was drawn for has become."""
        design = self._theme.page
        return page_lengths(design, self._format).unit if design else 1.0


def _colophon_faces(theme: Theme, format_name: str) -> list[Face]:
    """Return the faces the colophon names: those the theme says, for a format or all, else all it has."""
    families = theme.colophon.get(format_name) or theme.colophon.get("brochure") or ()
    return [face for face in theme.faces if not families or face.family in families]
