"""Pages of several files on one sheet: each once, cut to its trim, in order."""

from __future__ import annotations

import io

import pypdfium2

from printkit.impose.blank import drawn_pdf
from printkit.views.contact_sheet import contact_sheet


def page(grey: float, size: tuple[float, float] = (148, 210)) -> bytes:
    return drawn_pdf([(size, b"%g g -99 -99 2000 2000 re f" % grey)], "x")


def test_every_page_is_there_once_and_in_order() -> None:
    sheet = contact_sheet([page(0.2), page(0.4), page(0.6, (297, 105)), page(0.8)])
    (leaf,) = pypdfium2.PdfDocument(io.BytesIO(sheet))
    image = leaf.render(scale=0.4).to_pil().convert("L")
    wide, high = image.width // 3, image.height // 2
    middles = [
        (column * wide + wide // 2, row * high + high // 2) for row in (0, 1) for column in range(3)
    ]
    assert [image.getpixel(at) for at in middles] == [51, 102, 153, 204, 255, 255]
    assert image.getpixel((2, 2)) == 255, "what is beyond the trim is cut"


def test_the_same_pages_give_the_same_file_and_no_clock() -> None:
    sheet = contact_sheet([page(0.5)])
    assert sheet == contact_sheet([page(0.5)])
    assert b"Date" not in sheet
