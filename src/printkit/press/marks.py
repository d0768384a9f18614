"""Crop marks: where the knife goes, drawn outside the bleed."""

from __future__ import annotations

from typing import Final

from printkit.press.state import Box
from printkit.units import mm_to_pt

#: From the bleed to the mark, and the mark's own length and width.
_GAP_PT: Final = mm_to_pt(1.0)
_LENGTH_PT: Final = mm_to_pt(5.0)
_WIDTH_PT: Final = 0.25
#: How far the sheet reaches beyond the bleed to hold the marks.
REACH_PT: Final = mm_to_pt(7.0)


def crop_marks(trim: Box, bleed: Box) -> bytes:
    """Return the operators of eight marks in line with the trim's edges.

    Black ink alone: marks of four inks would ask for a registration the machine has not found yet,
    and count as the file's largest total of ink.
    """
    lines = []
    for x in (trim[0], trim[2]):
        lines.append((x, bleed[1] - _GAP_PT, x, bleed[1] - _GAP_PT - _LENGTH_PT))
        lines.append((x, bleed[3] + _GAP_PT, x, bleed[3] + _GAP_PT + _LENGTH_PT))
    for y in (trim[1], trim[3]):
        lines.append((bleed[0] - _GAP_PT, y, bleed[0] - _GAP_PT - _LENGTH_PT, y))
        lines.append((bleed[2] + _GAP_PT, y, bleed[2] + _GAP_PT + _LENGTH_PT, y))
    drawn = "".join(f"{a:.4f} {b:.4f} m {c:.4f} {d:.4f} l S\n" for a, b, c, d in lines)
    return f"q\n0 0 0 1 K {_WIDTH_PT} w 0 J [] 0 d\n{drawn}Q\n".encode()
