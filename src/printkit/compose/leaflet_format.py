"""A leaflet in one of its formats: each format has a layout of its own, filled from the same data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from markupsafe import Markup

from printkit.compose import poster
from printkit.compose.faces_needed import faces_for
from printkit.compose.leaflet_fields import shown_fields, shown_texts
from printkit.compose.leaflet_pictures import PictureBox, logo_boxes, picture_box, picture_image
from printkit.compose.leaflet_scale import rescaled
from printkit.compose.leaflet_texts import LeafletTexts
from printkit.compose.page_words import bare_url, leaflet_words
from printkit.compose.part_draft import Draft
from printkit.compose.qr import qr_svg
from printkit.compose.stylesheets import (
    geometry,
    hyphenation_sheet,
    theme_pictures,
    theme_sheets,
    tokens_sheet,
)
from printkit.compose.templates import Templates
from printkit.compose.title_lines import even_lines, title_lines
from printkit.languages.typesetter import typeset_text
from printkit.model import Asset, FaceMeasure, PageFormat, Picture, Publication, Side, Theme

__all__ = ["QrCode", "compose"]

#: A reader's camera wants modules of this size at least, in mm.
MODULE_MM: Final = 0.4


@dataclass(frozen=True, slots=True)
class QrCode:
    """The code of a link: its image, its text for those who do not see it, its least width in mm.

    ``label`` says what it leads to, where there are two.
    """

    url: str
    href: str
    alt: str
    min_mm: float
    label: str = ""


def compose(
    publication: Publication,
    fmt: PageFormat,
    theme: Theme,
    html: Mapping[str, str],
    texts: LeafletTexts,
    assets: Sequence[Asset] = (),
    measures: Mapping[str, FaceMeasure] | None = None,
) -> Draft:
    """Compose the sides of a leaflet in one format.

    ``html`` holds its longer texts, typeset: ``body`` and ``panels.NAME``; ``measures`` how large the letters
    of the theme's families are.

    Raises:
        PrintkitError: a template or stylesheet of the theme is missing or wrong.

    """
    meta = publication.meta
    name = f"{publication.name}-{fmt.name}"
    drawn_whole = poster.draws(theme, fmt)
    template = poster.TEMPLATE if drawn_whole else fmt.template or f"leaflet-{fmt.name}.html"
    kind = template.removesuffix(".html")
    link = (publication.leaflet and publication.leaflet.link) or publication.brand.link
    tickets = publication.leaflet.tickets if publication.leaflet else None
    fields = shown_fields(publication, fmt)
    texts = shown_texts(texts, fields)
    codes, code_assets = _codes(link, tickets if texts.tickets else None, theme, meta.language)
    leaflet = publication.leaflet
    shown_picture = leaflet.picture if leaflet else None
    first = leaflet.events[0] if leaflet and leaflet.events else None
    box: PictureBox | poster.Frame | None
    box_assets: Sequence[Asset]
    if drawn_whole:
        box, box_assets = _frame(shown_picture, html, assets)
    else:
        box, box_assets = picture_box(shown_picture, html, assets, fmt, first)
    templates = Templates(
        theme,
        meta.language,
        partial(typeset_text, options=publication.typography, language=meta.language),
    )
    body = templates.render(
        template,
        part=name,
        kind=f"leaflet {kind}",
        title=meta.title,
        meta=meta,
        texts=texts,
        event=texts.events[0] if texts.events else None,
        programmes=[event for event in texts.events if event.programme],
        body=_markup(html.get("body")),
        panel_texts={
            key.removeprefix("panels."): _markup(value)
            for key, value in html.items()
            if key.startswith("panels.")
        },
        panels={panel.name: panel for panel in fmt.panels},
        folds=_folds(fmt),
        fmt=fmt,
        link=link,
        tickets=tickets,
        shown=fields,
        codes=codes,
        scale=min(1.0, *fmt.scale),
        picture=box,
        credit=texts.credit if box else None,
        logos=logo_boxes(html),
        say=leaflet_words(meta.language),
        lines=partial(title_lines, measures=measures or {}),
        even=partial(even_lines, measures=measures or {}),
        amounts=poster.Amounts(texts, _markup(html.get("body")), meta.licence),
    )
    sized = f"{kind}.css" in theme.stylesheets and not drawn_whole
    drawn = theme_sheets(theme, f"{kind}.css") if sized else ()
    slots = poster.slots_for(theme, fmt) if drawn_whole else fmt.slots
    shown = (
        *box_assets,
        *(one for one in assets if all(one.url != cropped.url for cropped in box_assets)),
        *code_assets,
    )
    sheets = (
        geometry(fmt),
        hyphenation_sheet(),
        tokens_sheet(theme),
        *theme_sheets(theme, "tokens.css", poster.SHEET if drawn_whole else "leaflet.css"),
        *(replace(sheet, text=rescaled(sheet.text, fmt.scale)) for sheet in drawn),
    )
    return Draft(
        name=name,
        title=meta.title,
        html=body,
        stylesheets=sheets,
        faces=faces_for(body, theme),
        assets=(
            *(asset for asset in shown if asset.url in body),
            *templates.drawings_of(body),
            *theme_pictures(theme, body, sheets),
        ),
        fit=tuple(slot for slot in slots if f"⟦fit:{slot.name}⟧" in body),
        expected_pages=fmt.sides,
        starts=Side.RECTO,
        numbered=False,
        full_bleed=True,
    )


def _frame(
    picture: Picture | None, html: Mapping[str, str], assets: Sequence[Asset]
) -> tuple[poster.Frame | None, Sequence[Asset]]:
    """Return the picture that a template may put somewhere, and the list that gets its file then."""
    image = picture_image(html)
    if picture is None or image is None:
        return None, ()
    frame = poster.Frame(*image, picture, assets)
    return frame, frame.cut


def _codes(
    link: str | None, tickets: str | None, theme: Theme, language: str
) -> tuple[tuple[QrCode, ...], tuple[Asset, ...]]:
    """Draw the codes of a leaflet, black on paper whatever stands around them.

    One of tickets always says what it leads to, and so does one beside it.
    """
    say = leaflet_words(language)
    codes, assets = [], []
    for name, address, label in (
        ("link", link, say["inform"] if tickets else ""),
        ("tickets", tickets, say["book"]),
    ):
        if not address:
            continue
        url = f"asset:qr-{name}.svg"
        ground = theme.palette.get("stock", theme.palette["paper"])  # what the sheet is printed on
        svg = qr_svg(address, ink=theme.palette["ink"], ground=ground)
        modules = re.search(rb'viewBox="0 0 (\d+)', svg)
        width = int(modules[1]) * MODULE_MM if modules else 0.0
        alt = say["qr"].format(address=bare_url(address))
        codes.append(QrCode(url, address, alt, round(width, 1), label))
        assets.append(Asset.of_bytes(url, svg))
    return tuple(codes), tuple(assets)


def _folds(fmt: PageFormat) -> tuple[tuple[float, ...], ...]:
    """Return, for each side, where the sheet is folded: mm from the left edge of its trim."""
    return tuple(
        tuple(sorted(panel.x_mm for panel in fmt.panels if panel.side == side and panel.x_mm > 0))
        for side in range(fmt.sides)
    )


def _markup(html: str | None) -> Markup | None:
    return Markup(html) if html and html.strip() else None  # noqa: S704  made by markup
