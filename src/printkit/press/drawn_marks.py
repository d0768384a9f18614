"""Marks for those who cut, fold and register: drawn outside the bleed, in black ink alone.

Marks of four inks would ask for a registration the machine has not found yet, and count as the file's
largest total of ink.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from printkit.core.units import mm_to_pt
from printkit.pdf.geometry import Box

#: From the bleed to the mark, and the mark's own length and width.
_GAP_PT: Final = mm_to_pt(1.0)
_LENGTH_PT: Final = mm_to_pt(5.0)
_WIDTH_PT: Final = 0.25
#: How far the sheet reaches beyond the bleed to hold the marks.
REACH_PT: Final = mm_to_pt(7.0)
_RADIUS_PT: Final = mm_to_pt(1.5)
#: Control points of a quarter circle of radius 1.
_ROUND: Final = 0.5523

#: Draws marks around a trim and its bleed, in points; operators without colour.
Marks = Callable[[Box, Box], bytes]


def crop_marks(trim: Box, bleed: Box) -> bytes:
    """Return eight marks in line with the trim's edges."""
    return fold_marks(trim, bleed, (trim[0], trim[2])) + b"".join(
        _line(edge, y, edge + way * _LENGTH_PT, y)
        for y in (trim[1], trim[3])
        for edge, way in ((bleed[0] - _GAP_PT, -1), (bleed[2] + _GAP_PT, 1))
    )


def fold_marks(trim: Box, bleed: Box, across: Sequence[float]) -> bytes:
    """Return a mark above and below the bleed at each place ``across`` the page, in points."""
    del trim
    return b"".join(
        _line(x, edge, x, edge + way * _LENGTH_PT)
        for x in across
        for edge, way in ((bleed[1] - _GAP_PT, -1), (bleed[3] + _GAP_PT, 1))
    )


def registration_marks(trim: Box, bleed: Box) -> bytes:
    """Return a ring and a cross at the middle of each edge: they lie on each other on every drum."""
    away = _GAP_PT + _LENGTH_PT / 2
    middle = (trim[0] + trim[2]) / 2, (trim[1] + trim[3]) / 2
    places = (
        (middle[0], bleed[1] - away),
        (middle[0], bleed[3] + away),
        (bleed[0] - away, middle[1]),
        (bleed[2] + away, middle[1]),
    )
    return b"".join(_ring(x, y) for x, y in places)


def with_registration(trim: Box, bleed: Box) -> bytes:
    """Return crop and registration marks."""
    return crop_marks(trim, bleed) + registration_marks(trim, bleed)


def inked(marks: bytes, space: str) -> bytes:
    """Return marks drawn in black in a device colour space."""
    black = b"0 G" if space == "/DeviceGray" else b"0 0 0 1 K"
    return b"q\n%s %g w 0 J [] 0 d\n%sQ\n" % (black, _WIDTH_PT, marks)


def _ring(x: float, y: float) -> bytes:
    r, c = _RADIUS_PT, _RADIUS_PT * _ROUND
    arm = _LENGTH_PT / 2
    curves = (
        (r, c, c, r, 0, r),
        (-c, r, -r, c, -r, 0),
        (-r, -c, -c, -r, 0, -r),
        (c, -r, r, -c, r, 0),
    )
    drawn = "".join(
        " ".join(f"{place + (x, y)[index % 2]:.4f}" for index, place in enumerate(curve)) + " c\n"
        for curve in curves
    )
    ring = f"{x + r:.4f} {y:.4f} m\n{drawn}S\n".encode()
    return ring + _line(x - arm, y, x + arm, y) + _line(x, y - arm, x, y + arm)


def _line(x: float, y: float, to_x: float, to_y: float) -> bytes:
    return f"{x:.4f} {y:.4f} m {to_x:.4f} {to_y:.4f} l S\n".encode()
