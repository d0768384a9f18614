"""The heaviest ink of a page: the colours that are set, and black printed over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from printkit.pdf.budget import Budget
from printkit.pdf.marks import Mark
from printkit.preflight.document import Page
from printkit.preflight.plates import Plates

#: Four plates at full: what is laid is not brought down, it is to be read.
_FULL: Final = 400.0


def most_ink(page: Page, marks: Sequence[Mark], budget: Budget) -> float:
    """Return the heaviest ink of text and drawings, in per cent, overprinted black included."""
    most = max((mark.paint.total for mark in marks), default=0.0)
    if not any(map(_is_over, marks)) or not any(map(_is_coloured, marks)):
        return most
    plates = Plates(page, budget)
    for mark in marks:
        if not _is_over(mark):
            plates.lay(mark, _FULL)
        elif mark.paint.black + plates.under(mark.box) > most:
            most = mark.paint.black + plates.under(mark.box)
    return most


def _is_over(mark: Mark) -> bool:
    return mark.overprint and mark.opm == 1 and mark.paint.is_black_alone


def _is_coloured(mark: Mark) -> bool:
    """Tell whether a mark is a ground of more than black."""
    if mark.kind == "image":
        return True
    return mark.kind in ("fill", "shading") and mark.paint.total > mark.paint.black
