"""How wide a text is in a theme's face: what charts are drawn by."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from printkit.markup.reading.context import Measure
from printkit.model import Face, Theme

#: Of the em: what a text is taken for when the theme has no such family.
_GUESS = 0.55


def measurer(theme: Theme) -> Measure:
    """Return a function from (text, family, weight, size in pt) to a width in pt.

    Font files are opened when the first text is measured in them.
    """

    def measure(text: str, family: str, weight: int, size_pt: float) -> float:
        face = _face(theme, family, weight)
        if face is None:
            return len(text) * size_pt * _GUESS
        units, widths, missing = _widths(face.path)
        return sum(widths.get(ord(sign), missing) for sign in text) * size_pt / units

    return measure


def _face(theme: Theme, family: str, weight: int) -> Face | None:
    """Return the upright face of a family whose weight is nearest."""
    name = family.strip("\"' ").casefold()
    upright = [one for one in theme.faces if one.family.casefold() == name]
    upright = [one for one in upright if one.style == "normal"] or upright
    return min(upright, key=lambda one: abs(one.weight - weight), default=None)


@lru_cache(maxsize=32)
def _widths(path: Path) -> tuple[int, dict[int, int], int]:
    """Return a font's units per em, the advance of each character, and that of the missing glyph."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  most builds draw no chart

    with TTFont(path, lazy=True) as font:
        metrics: dict[str, tuple[int, int]] = font["hmtx"].metrics
        cmap: Any = font.getBestCmap() or {}
        widths = {code: metrics[glyph][0] for code, glyph in cmap.items() if glyph in metrics}
        missing = metrics.get(".notdef", (500, 0))[0]
        head: Any = font["head"]
        return int(head.unitsPerEm), widths, missing
