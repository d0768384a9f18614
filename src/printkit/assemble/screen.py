"""The screen edition: the master cut to its trim, everything a reader uses kept, as small as can be."""

from __future__ import annotations

from printkit.assemble.onebyte import in_one_byte
from printkit.model import Master
from printkit.pdf.objects import entry, listed, numbers, open_file
from printkit.pdf.pages import pages_of
from printkit.pdf.writer import Pdf, array, drop, repacked, set_box, shorten, stream, written


def screen(master: Master) -> bytes:
    """Return the master with every page cut to its trim.

    Raises:
        ValueError: a page does not say where it is cut.

    """
    pdf = open_file(master.pdf).pdf
    return finished(pdf, master)


def finished(pdf: Pdf, master: Master) -> bytes:
    """Return the bytes of an opened master, cut to its trim and as small as can be.

    Raises:
        ValueError: a page does not say where it is cut.

    """
    pages = list(pages_of(pdf.Root))
    for page in pages:
        if page.trim is None:
            raise ValueError("a page without its trim")
        for key in (
            "/MediaBox",
            "/CropBox",
            "/TrimBox",
        ):  # the sheet's edge and the bleed are a printer's
            set_box(page.source, key, page.trim, places=3)
        drop(page.source, "/BleedBox")
        drawn = stream(pdf, b"")
        repacked(drawn, page.content())
        page.source["/Contents"] = drawn
        for note in listed(entry(page.source, "/Annots")):
            note["/Rect"] = array([round(side, 2) for side in numbers(entry(note, "/Rect"))])
    in_one_byte(pdf, master.programs, [page.source for page in pages])
    shorten(pdf)
    return written(pdf, "1.7", packed=True)
