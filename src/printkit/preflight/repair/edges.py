"""Bleed that is missing, made of the page's own edge: mirrored or stretched. Only when asked for."""

from __future__ import annotations

from typing import Final

from printkit.core.i18n import _
from printkit.core.units import mm_to_pt
from printkit.pdf.geometry import Box
from printkit.pdf.matrix import Matrix
from printkit.pdf.objects import entry, has
from printkit.pdf.writer import box, clipping, dictionary, drop, placing, set_box, stream
from printkit.preflight.document import Page
from printkit.preflight.repair.repair_context import Edge, Work
from printkit.preflight.runner import preflight

#: The strip at the edge that is stretched, in mm: thin, so that it is of one colour.
_STRIP_MM: Final = 0.4
_NAME: Final = "/PkEdge"


def draw_bleed(work: Work) -> None:
    """Continue pages over their edges where the printer's bleed is missing."""
    if work.edge is None or not work.has("bleed-box", "bleed-artwork", "page-boxes"):
        return
    left_over = preflight(work.write(), work.job)  # wider boxes may have been enough
    rules = ("bleed-box", "bleed-artwork")
    wanted = {fault.page for fault in left_over if fault.rule in rules}
    top, right, bottom, left = (mm_to_pt(edge) for edge in work.job.printer.bleed_mm)
    mended = []
    for page in work.pages():
        trim = page.trim or page.finished
        if page.number not in wanted or page.notes:
            continue
        bleed = (trim[0] - left, trim[1] - bottom, trim[2] + right, trim[3] + top)
        _continue(work, page, trim, bleed, work.edge)
        mended.append(page.number)
    if mended:
        drop(work.file.catalogue, "/StructTreeRoot", "/MarkInfo")  # tags name what is in a form now
        what = (
            _("the page was continued over its edges, mirrored")
            if work.edge == "mirror"
            else _("the page was continued over its edges, its last strip stretched")
        )
        why = _("asked for with --bleed: without bleed a white rim shows after cutting")
        work.note("bleed-artwork", what, why, mended)


def _continue(work: Work, page: Page, trim: Box, bleed: Box, edge: Edge) -> None:
    form = stream(
        work.pdf,
        page.content(),
        Type="/XObject",
        Subtype="/Form",
        BBox=box(trim),
        Resources=page.resources if page.resources is not None else dictionary(),
    )
    if has(page.source, "/Group"):
        form["/Group"] = entry(page.source, "/Group")
    drawn = b"/Artifact BMC\n"
    for zone, matrix in _zones(trim, bleed, edge):
        drawn += b"q %s %s %s Do Q\n" % (clipping(zone), placing(matrix), _NAME.encode())
    drawn += f"EMC\nq {_NAME} Do Q\n".encode()
    page.source["/Contents"] = stream(work.pdf, drawn)
    page.source["/Resources"] = dictionary(XObject=dictionary(PkEdge=form))
    drop(page.source, "/CropBox", "/StructParents")
    for key in ("/MediaBox", "/BleedBox"):
        set_box(page.source, key, bleed)
    set_box(page.source, "/TrimBox", trim)


def _zones(trim: Box, bleed: Box, edge: Edge) -> list[tuple[Box, Matrix]]:
    """Return the eight zones around a trim, and how the page is laid into each."""
    across = _along(trim[0], trim[2], bleed[0], bleed[2], edge)
    up = _along(trim[1], trim[3], bleed[1], bleed[3], edge)
    found = []
    for column, (left, right, a, e) in enumerate(across):
        for row, (low, high, d, f) in enumerate(up):
            if (column, row) != (1, 1) and right - left > 0.01 and high - low > 0.01:
                found.append(((left, low, right, high), (a, 0.0, 0.0, d, e, f)))
    return found


def _along(
    start: float, end: float, first: float, last: float, edge: Edge
) -> list[tuple[float, float, float, float]]:
    """Return before, within and after along one axis: from, to, and the scale and shift there."""
    if edge == "mirror":
        before, after = (-1.0, 2 * start), (-1.0, 2 * end)
    else:
        strip = mm_to_pt(_STRIP_MM)
        low, high = (start - first) / strip, (last - end) / strip
        before, after = (low, first - low * start), (high, last - high * end)
    return [(first, start, *before), (start, end, 1.0, 0.0), (end, last, *after)]
