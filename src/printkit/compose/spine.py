"""The text of a spine, lying: the title in one line, as large as the spine takes."""

from __future__ import annotations

from typing import Final

from printkit.compose.faces_needed import faces_for
from printkit.compose.part_draft import Draft
from printkit.compose.stylesheets import geometry, theme_pictures, theme_sheets, tokens_sheet
from printkit.compose.templates import Templates
from printkit.core.units import mm_to_pt
from printkit.languages.typesetter import typeset_text
from printkit.model import PageFormat, Publication, Slot, Theme

_STYLE: Final = "spine.css"
#: The title's size in pt: at least, and at most as a share of the spine's width.
_LEAST_PT: Final = 5.0
_SHARE: Final = 0.7
#: From the ends of the text to the cut, in mm.
_ENDS_MM: Final = 12.0


def spine_format(fmt: PageFormat, width_mm: float) -> PageFormat:
    """Return the strip of a spine, lying: its text runs along it."""
    return PageFormat("spine", (fmt.trim_mm[1] - 2 * _ENDS_MM, width_mm), bleed_mm=0.0)


def spine(publication: Publication, strip: PageFormat, theme: Theme) -> Draft:
    """Compose the text of a spine on its strip."""
    meta = publication.meta

    def typeset(text: str) -> str:
        return typeset_text(text, publication.typography, meta.language)

    high = strip.trim_mm[1]
    most = max(_LEAST_PT, round(mm_to_pt(high) * _SHARE, 1))
    templates = Templates(theme, meta.language, typeset)
    values = {"title": typeset(meta.title), "kind": "spine", "height_mm": round(high, 2)}
    html = templates.render("spine.html", **values, meta=meta)
    sheets = (geometry(strip), tokens_sheet(theme), *theme_sheets(theme, "tokens.css", _STYLE))
    return Draft(
        name="spine",
        title=meta.title,
        html=html,
        stylesheets=sheets,
        assets=theme_pictures(theme, html, sheets),
        faces=faces_for(html, theme),
        fit=(Slot("spine", "title", _LEAST_PT, most),),
        expected_pages=1,
        numbered=False,
    )
