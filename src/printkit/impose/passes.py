"""Duplex by hand: fronts first, then the pile goes back into the printer and the backs follow."""

from __future__ import annotations

import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject

from printkit.model.sheets import SheetPlan


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
    source = PdfReader(io.BytesIO(data))
    writer = PdfWriter(clone_from=source)
    writer.pdf_header = source.pdf_header
    root: Any = writer.root_object["/Pages"].get_object()
    kids: Any = root["/Kids"]
    root[NameObject("/Kids")] = ArrayObject(list.__getitem__(kids, one) for one in wanted)
    root[NameObject("/Count")] = NumberObject(len(wanted))
    identifier: Any = source.trailer["/ID"]
    writer._ID = ArrayObject(list.__iter__(identifier))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
