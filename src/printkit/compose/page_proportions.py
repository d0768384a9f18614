"""A theme's page on any trim size: margins in proportion, no line too long, whole lines to a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from printkit.core.units import pt_to_mm
from printkit.model import PageDesign, PageFormat

#: What a longer line leaves over goes outside and inside in this share: the text stays nearer the spine.
_OUTSIDE: Final = 2 / 3


@dataclass(frozen=True, slots=True)
class PageLengths:
    """Lengths of a page in mm. ``unit`` is what 1 mm of the size the theme was drawn for has become."""

    unit: float
    top: float
    outer: float
    bottom: float
    inner: float


def page_lengths(design: PageDesign, fmt: PageFormat) -> PageLengths:
    """Return the lengths of a format's page: on the size the theme was drawn for, those it gives.

    Others take them by the side that has less room. Lines are no longer than the theme's longest; what
    the page is wider than that widens its margins. The bottom margin takes what is no whole line.
    """
    (width, height), (drawn_width, drawn_height) = fmt.trim_mm, design.trim_mm
    unit = min(width / drawn_width, height / drawn_height)
    top, outer, bottom, inner = (length * unit for length in design.margins_mm)
    over = max(width - outer - inner - design.longest_line_mm, 0.0)
    line = pt_to_mm(design.line_pt)
    rest = (drawn_height - design.margins_mm[0] - design.margins_mm[2]) % line
    lines = int((height - top - bottom - rest) / line + 1e-6)
    return PageLengths(
        unit,
        top,
        outer + over * _OUTSIDE,
        height - top - lines * line - rest,
        inner + over * (1 - _OUTSIDE),
    )


def page_css(design: PageDesign, fmt: PageFormat) -> str:
    """Return the margins of plain pages, and as custom properties what covers, heads and folios stand by.

    ``--mm`` is the unit and ``--scale`` the same for letters, which never get smaller; ``--sheet-width`` and
    ``--sheet-height`` are the trim with its bleed.
    """
    (width, height), bleed = fmt.trim_mm, fmt.bleed_mm
    page = page_lengths(design, fmt)
    lengths = {
        "mm": page.unit,
        "trim-width": width,
        "trim-height": height,
        "bleed": bleed,
        "sheet-width": width + 2 * bleed,
        "sheet-height": height + 2 * bleed,
        "margin-outer": page.outer,
        "margin-inner": page.inner,
        "measure": width - page.outer - page.inner,
    }
    said = "".join(f"  --{name}: {_mm(length)};\n" for name, length in lengths.items())
    margins = " ".join(map(_mm, (page.top, page.outer, page.bottom, page.inner)))
    return (
        f"@page {{ margin: {margins} }}\n"
        f":root {{\n{said}  --scale: {round(max(page.unit, 1.0), 4):g};\n}}\n"
    )


def _mm(length: float) -> str:
    return f"{round(length, 4):g}mm"
