"""Sheets without a source: pages of operators alone, for the calibration sheet and the dummy."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from printkit.core.units import mm_to_pt
from printkit.pdf.writer import (
    add_page,
    box,
    dictionary,
    new_file,
    set_identifier,
    set_info,
    stream,
    written,
)
from printkit.pdf.xmp import PRODUCER, pdf_date


def drawn_pdf(
    pages: Iterable[tuple[tuple[float, float], bytes]], title: str, date: dt.datetime | None = None
) -> bytes:
    """Return a PDF of pages: size in mm and operators in points. The same input gives the same bytes."""
    pdf = new_file()
    digest = hashlib.sha256(title.encode())
    for (width, height), ops in pages:
        size = (0.0, 0.0, mm_to_pt(width), mm_to_pt(height))
        page = dictionary(
            Type="/Page",
            MediaBox=box(size),
            TrimBox=box(size, 3),
            Resources=dictionary(),
            Contents=stream(pdf, ops),
        )
        add_page(pdf, page)
        digest.update(ops)
    info = {"/Title": title, "/Producer": PRODUCER}
    if date is not None:
        info["/CreationDate"] = pdf_date(date)
    set_info(pdf, info)
    set_identifier(pdf, digest.digest()[:16])
    return written(pdf, "1.4")
