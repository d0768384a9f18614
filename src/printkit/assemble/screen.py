"""The screen edition: the master cut to its trim, everything a reader uses kept."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, FloatObject, RectangleObject

from printkit.assemble.objects import N, items
from printkit.model import Master


def screen(master: Master) -> bytes:
    """Return the master with every page cut to its trim, its lower left corner at the origin."""
    source = PdfReader(io.BytesIO(master.pdf))
    writer = PdfWriter(clone_from=source)
    writer.pdf_header = source.pdf_header
    writer._ID = ArrayObject(items(source.trailer["/ID"]))
    for page in writer.pages:
        trim = RectangleObject([FloatObject(round(float(side), 3)) for side in page.trimbox])
        for box in ("/MediaBox", "/CropBox", "/TrimBox"):
            page[N(box)] = trim
        page.pop("/BleedBox", None)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
