"""The web edition: one HTML page that needs nothing else, no script, no network."""

from __future__ import annotations

import base64
from functools import partial
from typing import Final

from markupsafe import Markup

from printkit.compose.contents import entries_of
from printkit.compose.page_words import page_words
from printkit.compose.templates import Templates
from printkit.languages.language import language_of
from printkit.languages.typesetter import typeset_text
from printkit.markup.reading.context import Measure
from printkit.model import Asset, Theme
from printkit.model.manuscript import Manuscript
from printkit.readers.media_types import media_type
from printkit.readers.page_faces import Cut, inline_faces, with_pictures
from printkit.readers.reflow import ident
from printkit.readers.screen_colours import screen_css
from printkit.readers.sections import LoadAsset, read_sections

#: What the template and the stylesheet are called in a theme.
TEMPLATE, SHEET = "web/book.html", "web/book.css"
#: Where the rules of the faces will stand in the sheet.
_FACES: Final = "/* faces */\n"


def web_page(
    manuscript: Manuscript,
    theme: Theme,
    *,
    load: LoadAsset,
    measure: Measure,
    cut: Cut,
    cover: bytes,
) -> bytes:
    """Return the whole publication as one HTML page, its faces in it and its ``cover``, a WebP.

    Raises:
        PrintkitError: the theme's template is missing or wrong.

    """
    publication = manuscript.publication
    language = publication.meta.language
    book = read_sections(
        manuscript,
        link=lambda name: f"#{ident(name)}",
        load=load,
        picture=lambda asset: _inline(asset, load),
        measure=measure,
        shift=1,
        syntax="html",
    )
    typeset = partial(typeset_text, options=publication.typography, language=language)
    page = Templates(theme, language, typeset).render(
        TEMPLATE,
        meta=publication.meta,
        brand=publication.brand,
        publisher=publication.meta.publisher or publication.brand.name,
        css=Markup(  # noqa: S704  the theme's own sheet
            _FACES + screen_css(theme.palette, theme.families) + theme.css(SHEET)
        ),
        cover=Markup(_in_address(cover, "image/webp")),  # noqa: S704  letters of base 64
        sections=book.sections,
        entries=entries_of(
            [part for part in publication.parts if part.name in {s.name for s in book.sections}],
            manuscript.chapters,
            page_words(language),
        ),
        ident=ident,
        say=language_of(language).words["reader"],
        html=Markup,
    )
    page = page.replace(_FACES, inline_faces(theme, SHEET, page, cut), 1)
    return with_pictures(theme, page).encode()


def _inline(asset: Asset, load: LoadAsset) -> str:
    return _in_address(load(asset), media_type(asset.url))


def _in_address(data: bytes, media: str) -> str:
    return f"data:{media};base64,{base64.b64encode(data).decode()}"
