"""The page that a sheet of paper holds, for plans and dummies made before there is a file."""

from __future__ import annotations

import math

from printkit.impose.schemes.folded import FOLDS
from printkit.impose.schemes.perfect import FRONTS


def usual_page(
    scheme: str,
    sheet_mm: tuple[float, float],
    *,
    per_side: int = 2,
    fold: str = "roll",
    columns: int | None = None,
    binding: str = "left",
) -> tuple[float, float]:
    """Return the page that fills a sheet, in whole mm: A5 for a booklet on A4.

    Schemes that are cut apart get half of the sheet, a fold its widest panel, a poster the sheet.
    """
    low, high = sorted(sheet_mm)
    width, height = high / 2, low
    if scheme in ("singles", "poster"):
        width, height = low, high
    elif scheme == "perfect" and per_side in FRONTS:
        across, down = len(FRONTS[per_side][0]), len(FRONTS[per_side])
        width, height = (low, high) if across == down else (high, low)
        width, height = width / across, height / down
    elif scheme == "folded":
        width, height = _panel(low, high, fold, columns or 3)
    elif binding == "top":
        width, height = low, high / 2
    return float(math.floor(width)), float(math.floor(height))


def _panel(low: float, high: float, fold: str, columns: int) -> tuple[float, float]:
    known = FOLDS.get(fold)
    if known is None:  # an accordion
        return high / columns, low
    narrower = sum((known.narrower_mm or {}).values())
    return (high + narrower) / len(known.front[0]), low / len(known.front)
