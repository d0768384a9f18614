"""Sheets without a source: pages of operators alone, for the calibration sheet and the dummy."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterable

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
)

from printkit.core.units import mm_to_pt
from printkit.impose.sheet_identity import PRODUCER

N = NameObject


def drawn_pdf(
    pages: Iterable[tuple[tuple[float, float], bytes]], title: str, date: dt.datetime | None = None
) -> bytes:
    """Return a PDF of pages: size in mm and operators in points. The same input gives the same bytes."""
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.4"
    digest = hashlib.sha256(title.encode())
    for (width, height), ops in pages:
        page = writer.add_blank_page(mm_to_pt(width), mm_to_pt(height))
        stream = StreamObject()
        stream.set_data(ops)
        page[N("/Contents")] = writer._add_object(stream.flate_encode())
        page[N("/Resources")] = DictionaryObject()
        page[N("/TrimBox")] = ArrayObject(
            FloatObject(round(mm_to_pt(side), 3)) for side in (0, 0, width, height)
        )
        digest.update(ops)
    info = {"/Title": title, "/Producer": PRODUCER}
    if date is not None:
        info["/CreationDate"] = date.strftime("D:%Y%m%d%H%M%SZ")
    writer.metadata = info
    identifier = ByteStringObject(digest.digest()[:16])
    writer._ID = ArrayObject([identifier, identifier])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
