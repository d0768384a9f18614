"""Running heads and folios: one page each, laid over the book's pages once their numbers are known.

They are composed apart so that a chapter's own layout depends on nothing outside it: a new page in
chapter 2 never lays out chapter 9 again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from printkit.compose.faces_needed import faces_for
from printkit.compose.part_draft import Draft
from printkit.compose.stylesheets import theme_pictures
from printkit.model import Side, Stylesheet, Theme

NAME = "furniture"


@dataclass(frozen=True, slots=True)
class FurniturePage:
    """What stands around the text of one page: ``folio`` None and ``head`` empty print nothing."""

    side: Side
    folio: int | None = None
    head: str = ""


def furniture(
    pages: Sequence[FurniturePage],
    theme: Theme,
    geometry: Stylesheet,
    tokens: Stylesheet,
    own: Sequence[Stylesheet] = (),
) -> Draft:
    """Compose the heads and folios of a whole book, one page for each of its pages, in order.

    ``geometry`` is the book's ``@page`` size and bleed, ``tokens`` its colours, faces and sizes as custom
    properties, ``own`` what its format says of heads and folios.
    """
    named = ("tokens.css", "furniture.css")
    shipped = (sheet for name in named for sheet in theme.stylesheets.get(name, ()))
    sheets = (geometry, tokens, *shipped, *own)
    divs = "\n".join(_page(page) for page in pages)
    html = f"<!DOCTYPE html><html><head><title>.</title></head><body>\n{divs}\n</body></html>"
    return Draft(
        name=NAME,
        title="",
        html=html,
        stylesheets=sheets,
        faces=faces_for(html, theme),
        assets=theme_pictures(theme, html, sheets),
        expected_pages=len(pages),
        numbered=False,
        tagged=False,
    )


def _page(page: FurniturePage) -> str:
    head = f'<p class="head">{escape(page.head)}</p>' if page.head else ""
    folio = f'<p class="folio">{page.folio}</p>' if page.folio is not None else ""
    return f'<div class="sheet {page.side}">{head}{folio}</div>'
