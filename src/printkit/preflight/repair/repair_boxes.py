"""Page boxes put right: where a page is cut, how far its bleed goes, what lies beyond."""

from __future__ import annotations

from typing import Final

from printkit.core.i18n import _
from printkit.core.units import mm_to_pt, pt_to_mm
from printkit.pdf.geometry import Box, grown, holds, meet, touches, union
from printkit.pdf.writer import clipping, drop, set_box
from printkit.preflight.crops import crop_marks, in_bleed
from printkit.preflight.document import Page
from printkit.preflight.levels import level_of
from printkit.preflight.repair.repair_context import Work
from printkit.preflight.repair.wrap_content import surround
from printkit.preflight.tools import PLAY_MM, visible

#: Finished sizes that are recognised by themselves, in mm: ISO 216 and the DL sizes of print shops.
_SIZES: Final = ((74, 105), (105, 148), (148, 210), (210, 297), (297, 420), (99, 210), (100, 210))
#: Bleeds that print shops ask for, per edge, in mm.
_BLEEDS: Final = (0.0, 2.0, 2.5, 3.0, 4.0, 5.0)
_SAME_MM: Final = 0.3
_WIDEST_MM: Final = 12.0


def give_trim(work: Work) -> None:
    """Say where pages are cut that do not, and take out the ArtBox beside a TrimBox."""
    wanted = work.pages_with("page-boxes")
    cut, art = [], []
    for page in work.pages():
        if page.number not in wanted or not page.has_media:
            continue
        if page.trim is not None and page.art is not None:
            drop(page.source, "/ArtBox")
            art.append(page.number)
        elif page.is_uncut:
            trim, outer = _trim_of(page, work.job.trim_mm)
            set_box(page.source, "/TrimBox", trim)
            if page.bleed is None and not holds(trim, outer, 0.1):
                set_box(page.source, "/BleedBox", outer)
            cut.append(page.number)
    if cut:
        work.note(
            "page-boxes",
            _("a TrimBox says now where the pages are cut"),
            _("taken from the size ordered, a usual size with bleed around it, or the page itself"),
            cut,
        )
    if art:
        what = _("the ArtBox was taken out")
        work.note("page-boxes", what, _("a page has one size, that of its TrimBox"), art)


def _trim_of(page: Page, ordered: tuple[float, float] | None) -> tuple[Box, Box]:
    """Return the trim of a page that gives none, and the box it lies in."""
    outers = [box for box in (page.bleed, page.crop, page.media) if box is not None]
    for outer in outers:
        width, height = (pt_to_mm(outer[at + 2] - outer[at]) for at in (0, 1))
        sizes = (ordered,) if ordered else (*_SIZES, *(size[::-1] for size in _SIZES))
        for size in sizes:
            across, up = (width - size[0]) / 2, (height - size[1]) / 2
            even = abs(across - up) < _SAME_MM and -_SAME_MM < across < _WIDEST_MM
            usual = ordered or any(abs(across - bleed) < _SAME_MM for bleed in _BLEEDS)
            if even and usual:
                return grown(outer, -mm_to_pt(max(across, 0.0))), outer
    shown = page.crop or page.media
    return shown, shown


def nest_boxes(work: Work) -> None:
    """Make the trim lie within the bleed and the bleed within the page."""
    wanted = work.pages_with("page-boxes")
    mended = []
    for page in work.pages():
        trim = page.trim
        if page.number not in wanted or trim is None:
            continue
        bleed = page.bleed or trim
        around = union(bleed, trim)
        fits = meet(around, union(page.media, trim)) or around
        if holds(bleed, trim, 0.3) and holds(page.media, bleed, 0.3):
            continue
        if not holds(page.media, trim, 0.3):
            set_box(page.source, "/MediaBox", union(page.media, trim))
        set_box(page.source, "/BleedBox", fits)
        mended.append(page.number)
    if mended:
        work.note(
            "page-boxes",
            _("the page's boxes lie within one another now"),
            _("machines place pages by them; the trim stayed as it was"),
            mended,
        )


def drop_crop_box(work: Work) -> None:
    """Take out the CropBox: what it hides is not printed anyway, the trim says so."""
    wanted = work.pages_with("crop-box")
    mended = []
    for page in work.pages():
        if page.number in wanted and page.trim is not None:
            drop(page.source, "/CropBox")
            if any(one.number == page.number and one.crop for one in work.pages()):
                set_box(page.source, "/CropBox", page.media)  # one was inherited
            mended.append(page.number)
    if mended:
        work.note(
            "crop-box",
            _("the CropBox was taken out"),
            _("some programs would impose it in place of the page"),
            mended,
        )


def widen_bleed(work: Work) -> None:
    """Let the BleedBox go as far as the printer asks where the page has room and nothing else there."""
    wanted = work.pages_with("bleed-box", "page-boxes", "bleed-artwork")
    top, right, bottom, left = (mm_to_pt(edge) for edge in work.job.printer.bleed_mm)
    before = {page.number: page for page in work.document.pages}
    mended = []
    for page in work.pages():
        trim, bleed = page.trim, page.bleed or page.trim
        if page.number not in wanted or trim is None or bleed is None:
            continue
        asked = (trim[0] - left, trim[1] - bottom, trim[2] + right, trim[3] + top)
        wider = meet(union(bleed, asked), page.media)
        if wider is None or holds(bleed, wider, mm_to_pt(PLAY_MM)):
            continue
        beyond = [
            mark
            for mark in before[page.number].marks
            if visible(mark) and touches(wider, mark.box) and not touches(bleed, mark.box, 0.5)
        ]
        if beyond:
            continue  # marks or notes stand there
        set_box(page.source, "/BleedBox", wider)
        mended.append(page.number)
    if mended:
        work.note(
            "bleed-box",
            _("the BleedBox goes as far as the page has room"),
            _("the printer asks for more bleed than the file declared"),
            mended,
        )


def cut_marks(work: Work) -> None:
    """Take away the printer's marks beyond the bleed where none are wanted."""
    if work.job.printer.marks != "none" or level_of(work.document, work.job) is None:
        return
    wanted = work.pages_with("printer-marks")
    before = {page.number: page for page in work.document.pages}
    mended = []
    for page in work.pages():
        bleed = page.bleed or page.trim
        found = crop_marks(before[page.number])
        if page.number not in wanted or bleed is None or in_bleed(before[page.number], found):
            continue
        surround(work.pdf, page, clipping(bleed), b"")
        for key in ("/MediaBox", "/BleedBox"):
            set_box(page.source, key, bleed)
        drop(page.source, "/CropBox")
        mended.append(page.number)
    if mended:
        work.note(
            "printer-marks",
            _("the marks around the page were cut off"),
            _("this printer sets its own and asks for none"),
            mended,
        )
