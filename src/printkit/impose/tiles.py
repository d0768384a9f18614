"""What is written on the tiles of a poster: on each strip to glue, the tile that goes there."""

from __future__ import annotations

import itertools

from printkit.core.i18n import _
from printkit.impose.drawing_operators import box, length_of, words
from printkit.model.sheets import Rule, Sheet, SheetPlan, SheetSide

#: Height of the capitals, and the least strip they stand on, in mm.
_TEXT_MM = 2.4
_LEAST_MM = 5.0


class TileNames:
    """Writes into each strip of a tile which other tile is glued over it, and so hides it."""

    def __init__(self, plan: SheetPlan) -> None:
        tiles = [one.front.label for one in plan.sheets if one.section == 1]
        row = sum(1 for one in tiles if one.rstrip("0123456789") == "A")
        self._right = dict(itertools.pairwise(tiles))
        self._below = dict(zip(tiles, tiles[row:], strict=False))

    def __call__(self, sheet: Sheet, side: SheetSide, front: bool) -> bytes:
        """Draw the names on one tile."""
        del sheet, front
        (tile,) = side.placements
        x0, y0, x1, y1 = tile.clip or tile.box
        drawn = []
        for rule in side.rules:
            if rule.x0_mm == rule.x1_mm:
                other, strip = self._right[side.label], (rule.x0_mm, y0, x1, y1)
            else:
                other, strip = self._below[side.label], (x0, y0, x1, rule.y0_mm)
            drawn.append(_written(_("glue {tile} here").format(tile=other), strip, rule))
        return b"\n".join(drawn)


def _written(text: str, strip: tuple[float, float, float, float], rule: Rule) -> bytes:
    """Write along the middle of a strip, on white: what is printed there may be black."""
    x0, y0, x1, y1 = strip
    upright = rule.x0_mm == rule.x1_mm
    broad, long_ = (x1 - x0, y1 - y0) if upright else (y1 - y0, x1 - x0)
    half = length_of(text, _TEXT_MM) / 2 + 1.0
    if broad < _LEAST_MM or long_ < 2 * half:
        return b""
    x, y, low = (x0 + x1) / 2, (y0 + y1) / 2, _TEXT_MM / 2
    if upright:
        ground = box(x - low - 0.8, y - half, x + low + 0.8, y + half)
        return b"q 1 g " + ground + b" f Q " + words(text, x + low, y, _TEXT_MM, 90, "middle")
    ground = box(x - half, y - low - 0.8, x + half, y + low + 0.8)
    return b"q 1 g " + ground + b" f Q " + words(text, x, y - low, _TEXT_MM, 0, "middle")
