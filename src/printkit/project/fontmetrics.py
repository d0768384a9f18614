"""How wide a text is in a theme's face: what charts are drawn by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from printkit.markup.reading.context import Measure
from printkit.model import Face, FaceMeasure, Theme

#: Of the em: what a text is taken for when the theme has no such family.
_GUESS = 0.55
#: Last code point that titles are measured by: Latin letters and the signs between words.
_LATIN = 0x2122


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


def face_measures(theme: Theme) -> Mapping[str, FaceMeasure]:
    """Return how large the letters of each of a theme's families are, its regular upright face."""
    families = dict.fromkeys(face.family for face in theme.faces)
    faces = ((family, _face(theme, family, 400)) for family in families)
    return {family: _measure(family, face.path) for family, face in faces if face is not None}


@lru_cache(maxsize=32)
def _measure(family: str, path: Path) -> FaceMeasure:
    from fontTools.pens.boundsPen import ControlBoundsPen  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(path, lazy=True) as font:
        tables: Any = font
        units = tables["head"].unitsPerEm
        glyphs: Any = font.getGlyphSet()
        cmap: Any = font.getBestCmap() or {}
        letters = {}
        for code, name in cmap.items():
            if code > _LATIN:
                continue
            pen = ControlBoundsPen(glyphs)
            glyphs[name].draw(pen)
            advance = glyphs[name].width
            left, low, right, high = pen.bounds or (0, 0, advance, 0)
            edges = (advance, left, advance - right, high, low)
            letters[code] = tuple(edge / units for edge in edges)
        system, line = tables["OS/2"], tables["hhea"]
        cap = getattr(system, "sCapHeight", 0) or 0.7 * units
        return FaceMeasure(family, line.ascent / units, -line.descent / units, cap / units, letters)


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
