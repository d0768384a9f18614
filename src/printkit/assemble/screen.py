"""What screens show of a master: its pages cut to their trim, everything a reader uses kept, small."""

from __future__ import annotations

from collections.abc import Mapping

from printkit.assemble.onebyte import in_one_byte
from printkit.pdf.objects import entry, listed, numbers
from printkit.pdf.pages import pages_of
from printkit.pdf.writer import Pdf, array, drop, repacked, set_box, shorten, stream


def cut_to_trim(pdf: Pdf, programs: Mapping[str, bytes]) -> None:
    """Cut every page of an opened master to its trim and make all as small as can be, in place.

    ``programs`` are its faces, as a master has them.

    Raises:
        ValueError: a page does not say where it is cut.

    """
    pages = list(pages_of(pdf.Root))
    for page in pages:
        if page.trim is None:
            raise ValueError("a page without its trim")
        for key in ("/MediaBox", "/CropBox", "/TrimBox"):
            set_box(page.source, key, page.trim, places=3)
        drop(page.source, "/BleedBox")  # the sheet's edge and the bleed are a printer's
        drawn = stream(pdf, b"")
        repacked(drawn, page.content())
        page.source["/Contents"] = drawn
        for note in listed(entry(page.source, "/Annots")):
            note["/Rect"] = array([round(side, 2) for side in numbers(entry(note, "/Rect"))])
    in_one_byte(pdf, programs, [page.source for page in pages])
    shorten(pdf)
