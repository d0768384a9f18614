"""What a draft's pages carry besides their own: a band that says so, and findings in the margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from printkit.compose.part_draft import Draft
from printkit.core.findings import Severity
from printkit.model import PageFormat, Stylesheet

#: Where the pages of the furniture end, one by one.
_END = "</div>\n"
_CSS = """
.sheet {{ break-after: page; height: {height:g}mm; overflow: hidden; position: relative;
  width: {width:g}mm }}
.sheet:last-child {{ break-after: auto }}
body {{ margin: 0 }}
.draft-band {{ background: #ffe100; color: #000000; font: 700 7pt/4.4mm sans-serif; height: 4.4mm;
  left: 0; letter-spacing: 0.06em; position: absolute; right: 0; text-align: center; top: 0;
  white-space: nowrap }}
.draft-marks {{ position: absolute; right: 0.8mm; top: 6mm; width: 15mm }}
.draft-mark {{ background: #fff6b3; border-left: 0.7mm solid #b00020; color: #000000;
  font: 400 4.6pt/5.4pt sans-serif; hyphens: none; margin-bottom: 0.8mm; overflow-wrap: anywhere;
  padding: 0.4mm 0.5mm; text-align: left }}
.draft-mark.warning {{ border-color: #c77700 }}
.draft-mark.note {{ border-color: #5b6f8a }}
"""
#: Marks that a margin holds; the others are counted.
_MOST = 9


def with_draft_marks(
    furniture: Draft,
    fmt: PageFormat,
    band: str,
    marks: Sequence[Sequence[tuple[Severity, str]]],
    more: str,
) -> Draft:
    """Return the heads and folios of a publication with a band on each page and findings beside it.

    ``marks`` are the findings of each page in order; ``more`` says how many a margin has no room for
    (``{count}``).
    """
    width, height = fmt.trim_mm
    pages = furniture.html.split(_END)
    drawn = [
        page + _marks(band, marks[index] if index < len(marks) else (), more)
        for index, page in enumerate(pages[:-1])
    ]
    family = f'"{furniture.faces[0].family}"' if furniture.faces else "serif"
    css = _CSS.format(width=width, height=height).replace("sans-serif", family)
    sheet = Stylesheet("(draft)", css)
    return replace(
        furniture,
        name="draft-marks",
        html=_END.join([*drawn, pages[-1]]),
        stylesheets=(*furniture.stylesheets, sheet),
    )


def _marks(band: str, marks: Sequence[tuple[Severity, str]], more: str) -> str:
    shown = [
        f'<div class="draft-mark {severity}">{escape(text)}</div>'
        for severity, text in marks[:_MOST]
    ]
    if len(marks) > _MOST:
        shown.append(
            f'<div class="draft-mark">{escape(more.format(count=len(marks) - _MOST))}</div>'
        )
    return f'<div class="draft-band">{escape(band)}</div><div class="draft-marks">{"".join(shown)}</div>'
