"""All pages of some files on one sheet, to be looked at together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from math import ceil, sqrt
from typing import Final

from printkit.core.units import mm_to_pt
from printkit.pdf.objects import open_file
from printkit.pdf.pages import Page, pages_of
from printkit.pdf.writer import (
    add_page,
    as_form,
    box,
    clipping,
    dictionary,
    new_file,
    num,
    placing,
    set_identifier,
    set_info,
    stream,
    written,
)

#: A2 lying: a page of A5 in a row of ten is as large as a matchbox.
_SHEET_MM: Final = (594, 420)
#: Height of a page by its width in most of what is looked at.
_UPRIGHT: Final = sqrt(2)
#: Share of its place that a page takes, and the tint of its edge.
_TAKEN, _EDGE = 0.9, 0.6


def contact_sheet(pdfs: Sequence[bytes]) -> bytes:
    """Return one page with every page of some files of ours, as they are cut, in order: a PDF.

    The same files give the same bytes.
    """
    opened = [open_file(data) for data in pdfs]
    pages = [page for file in opened for page in pages_of(file.catalogue)]
    width, height = (mm_to_pt(side) for side in _SHEET_MM)
    columns = max(ceil(sqrt(len(pages) * _UPRIGHT * width / height)), 1)
    cell = (width / columns, height / max(ceil(len(pages) / columns), 1))
    pdf = new_file()
    forms = {f"P{index}": as_form(pdf, page) for index, page in enumerate(pages)}
    drawn = []
    for index, page in enumerate(pages):
        row, column = divmod(index, columns)
        corner = (column * cell[0], height - (row + 1) * cell[1])
        drawn.append(_placed(page, f"P{index}", corner, cell))
    sheet = dictionary(
        Type="/Page",
        MediaBox=box((0.0, 0.0, width, height)),
        Resources=dictionary(XObject=dictionary(**forms)),
        Contents=stream(pdf, b"\n".join(drawn)),
    )
    add_page(pdf, sheet)
    set_info(pdf, {})
    set_identifier(pdf, hashlib.sha256(b"".join(pdfs)).digest()[:16])
    return written(pdf, "1.7")


def _placed(page: Page, name: str, corner: tuple[float, float], cell: tuple[float, float]) -> bytes:
    """Draw a page in the middle of its place, cut to its trim, an edge around it."""
    left, bottom, right, top = page.finished
    wide, high = right - left, top - bottom
    scale = _TAKEN * min(cell[0] / wide, cell[1] / high)
    x = corner[0] + (cell[0] - scale * wide) / 2 - scale * left
    y = corner[1] + (cell[1] - scale * high) / 2 - scale * bottom
    edge = (
        num(_EDGE) + b" G " + num(0.5 / scale) + b" w " + num(left, bottom, wide, high) + b" re S"
    )
    return b" ".join(
        [
            b"q",
            placing((scale, 0, 0, scale, x, y)),
            b"q",
            clipping(page.finished),
            b"/" + name.encode() + b" Do Q",
            edge,
            b"Q",
        ]
    )
