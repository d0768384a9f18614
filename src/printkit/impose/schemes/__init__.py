"""The schemes: page count and options in, sheets of placements out. One file and one line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from printkit.impose.schemes.nup import nup
from printkit.impose.schemes.saddle import saddle
from printkit.impose.schemes.singles import singles
from printkit.model.sheets import SheetJob, SheetPlan

Scheme = Callable[[SheetJob], SheetPlan]

SCHEMES: Mapping[str, Scheme] = {
    "singles": singles,
    "saddle": saddle,
    "nup": nup,
}
