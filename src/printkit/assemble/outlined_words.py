"""Words drawn as the outlines of a face: for a mark on a finished page that has no layout of its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from printkit.pdf.writer import num


def outlined(text: str, face: Path, size: float) -> tuple[bytes, float]:
    """Return the path of a line of text with its foot at (0, 0), not yet painted, and its width.

    ``size`` is that of the em, in any unit; path and width are in the same. Signs are set by their
    advances, without kerning; a sign that the face lacks is its missing glyph (see :func:`has`).
    """
    with TTFont(face, lazy=True) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        scale = size / font["head"].unitsPerEm
        drawn: list[bytes] = []
        width = 0.0
        for sign in text:
            glyph = glyphs[names.get(ord(sign), ".notdef")]
            glyph.draw(_Path(glyphs, drawn, scale, width))
            width += glyph.width * scale
    return b"\n".join(drawn), width


def has(face: Path, text: str) -> bool:
    """Tell whether a face has every sign of a text."""
    with TTFont(face, lazy=True) as font:
        return set(map(ord, text)) <= set(font.getBestCmap())


def named(face: Path) -> str:
    """Return a face's PostScript name: what a PDF calls it after the six letters of its subset."""
    with TTFont(face, lazy=True) as font:
        return str(font["name"].getDebugName(6) or "")


class _Path(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes a glyph's curves as operators of a path; the names of its methods are fontTools'."""

    def __init__(self, glyphs: Any, drawn: list[bytes], scale: float, left: float) -> None:
        super().__init__(glyphs)
        self._drawn, self._scale, self._left = drawn, scale, left

    def _write(self, points: Iterable[tuple[float, float]], operator: bytes) -> None:
        placed = [(self._left + x * self._scale, y * self._scale) for x, y in points]
        self._drawn.append(num(*(one for point in placed for one in point)) + operator)

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._write([pt], b" m")

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._write([pt], b" l")

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._write(points, b" c")

    def _closePath(self) -> None:  # noqa: N802
        self._drawn.append(b"h")
