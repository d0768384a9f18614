"""Drawing operators: numbers short, lengths in millimetres turned to points."""

from __future__ import annotations

from collections.abc import Iterable

from printkit.core.units import mm_to_pt
from printkit.impose.strokes import lines_of
from printkit.pdf.writer import num

#: Black alone, for files whose output intent is a press, and for all others.
PRESS_BLACK = b"0 0 0 1 K 0 0 0 1 k"
GREY_BLACK = b"0 G 0 g"


def mm(*lengths: float) -> bytes:
    """Write lengths in mm as points."""
    return num(*(mm_to_pt(length) for length in lengths))


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """Draw a line between two points in mm."""
    return mm(x0, y0) + b" m " + mm(x1, y1) + b" l S"


def box(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """Return a rectangle between two corners in mm, not yet painted."""
    return mm(x0, y0, x1 - x0, y1 - y0) + b" re"


def words(
    text: str, x: float, y: float, height: float, turn: int = 0, anchor: str = "left"
) -> bytes:
    """Draw capitals of ``height`` mm as strokes, their foot at (x, y) mm, turned anticlockwise.

    No font is needed, so none can be missing. ``anchor`` is the end that stands at x: left, middle.
    """
    ops: list[bytes] = []
    lines, _width = lines_of(text)
    scale = height / 6
    start = -length_of(text, height) / 2 if anchor == "middle" else 0.0
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn % 360]
    for points in lines:
        placed = [
            (
                x + (start + px * scale) * cos - py * scale * sin,
                y + (start + px * scale) * sin + py * scale * cos,
            )
            for px, py in points
        ]
        ops.append(_path(placed))
    return b"q 1 J 1 j " + mm(height / 9) + b" w [] 0 d " + b" ".join(ops) + b" Q"


def length_of(text: str, height: float) -> float:
    """Return how long a text of capitals of ``height`` mm is, in mm."""
    return lines_of(text)[1] * height / 6


def _path(points: Iterable[tuple[float, float]]) -> bytes:
    first, *others = points
    return b" ".join([mm(*first) + b" m", *(mm(*point) + b" l" for point in others), b"S"])
