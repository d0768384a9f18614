"""Duplex by hand: fronts first, then the pile goes back into the printer and the backs follow."""

from __future__ import annotations

from printkit.model.sheets import SheetPlan
from printkit.pdf.objects import entry, listed, open_file
from printkit.pdf.writer import array, written


def one_pass(data: bytes, plan: SheetPlan, which: str) -> bytes:
    """Return one pass of an imposed file: ``fronts``, ``backs``, or ``backs-reversed``.

    Backs are reversed for printers that lay the last sheet on top of the pile.
    """
    fronts: list[int] = []
    backs: list[int] = []
    index = 0
    for sheet in plan.sheets:
        fronts.append(index)
        index += 1
        if sheet.back is not None:
            backs.append(index)
            index += 1
    wanted = {"fronts": fronts, "backs": backs, "backs-reversed": backs[::-1]}[which]
    file = open_file(data)
    root = entry(file.catalogue, "/Pages")
    kids = listed(entry(root, "/Kids"))
    root["/Kids"] = array([kids[one] for one in wanted])
    root["/Count"] = len(wanted)
    return written(file.pdf, file.version, packed=file.version >= "1.5")
