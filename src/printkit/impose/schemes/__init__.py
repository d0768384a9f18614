"""The schemes: page count and options in, sheets of placements out. One file and one line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from printkit.impose.schemes.cutstack import cutstack
from printkit.impose.schemes.folded import folded
from printkit.impose.schemes.nup import nup
from printkit.impose.schemes.perfect import perfect
from printkit.impose.schemes.poster import poster
from printkit.impose.schemes.saddle import saddle
from printkit.impose.schemes.singles import singles
from printkit.impose.schemes.step import step
from printkit.model.sheets import SheetJob, SheetPlan

Scheme = Callable[[SheetJob], SheetPlan]

SCHEMES: Mapping[str, Scheme] = {
    "singles": singles,
    "saddle": saddle,
    "perfect": perfect,
    "nup": nup,
    "cutstack": cutstack,
    "folded": folded,
    "poster": poster,
    "step": step,
}
