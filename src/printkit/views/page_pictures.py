"""The pages of a PDF as a person sees them: a picture, where they are cut, which inks they take."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pypdfium2
from PIL import Image

from printkit.core.units import mm_to_pt
from printkit.pdf.budget import Budget
from printkit.pdf.colour import PROCESS
from printkit.pdf.geometry import Box
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page, open_document
from printkit.preflight.tools import on_paper, visible
from printkit.sandbox.child import call_apart
from printkit.views.coverage import Inked, inked_pages
from printkit.views.heaviest_ink import most_ink

#: A page is never drawn larger than this, in pixels: a hostile one may be metres wide.
_LARGEST_PX: Final = 2000
#: Larger pages are shown without plates.
_LARGEST_PLATE_MM: Final = 1200.0
_TIMEOUT_S: Final = 100.0
#: Of less of a plate, in per cent, nothing is seen in print.
_TRACE: Final = 2.0
#: The plates of images, whose values are not read.
_OF_FAMILY: Final = {
    "device-cmyk": frozenset("CMYK"),
    "icc-cmyk": frozenset("CMYK"),
    "device-gray": frozenset("K"),
    "icc-gray": frozenset("K"),
}


@dataclass(frozen=True, slots=True)
class View:
    """One page, ``number`` 1-based. Boxes are left, bottom, right, top in mm from the trim's corner.

    ``picture`` is a PNG, empty where the page could not be drawn, of ``size_px`` pixels that show
    ``frame_mm``. ``plates`` are the inks used; ``most_ink`` the heaviest colour set in text and
    drawings, black over it included, in per cent; ``images``: there are also pictures, whose ink is not
    read.
    A ``blank`` page has nothing on it. ``boxed``: the file says where the page is cut. ``inked`` is what its
    plates show and ``window_mm`` the square with most ink, None where they were not asked for or the file
    cannot be separated.
    """

    number: int
    picture: bytes
    size_px: tuple[int, int]
    frame_mm: Box
    trim_mm: tuple[float, float]
    bleed_mm: Box | None
    boxed: bool
    plates: tuple[str, ...]
    most_ink: float
    images: bool
    blank: bool
    inked: Inked | None = None
    window_mm: Box | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """How pages are drawn: ``ppi`` all, ``large_ppi`` those of ``large``; none after ``most``.

    ``colours`` reduces the palette of pictures, which a report carries within itself. ``plates_ppi``: how
    plates are drawn, 0 for not at all; ``ink_limit`` is where the map of inks ends, in per cent.
    """

    ppi: float = 96.0
    large_ppi: float = 96.0
    large: frozenset[int] = frozenset()
    most: int = 3000
    colours: int | None = None
    plates_ppi: float = 0.0
    ink_limit: float = 300.0


def views(data: bytes, wanted: Wanted | None = None) -> tuple[View, ...]:
    """Look at the pages of a file of ours; one that cannot be read has none."""
    asked = wanted or Wanted()
    document, _faults = open_document(data, Budget())
    if document is None:
        return ()
    return tuple(_views(document, asked))


def views_apart(data: bytes, wanted: Wanted, *, timeout_s: float = _TIMEOUT_S) -> tuple[View, ...]:
    """Look at the pages of anybody's file in a child process; empty where it takes too much."""
    found: tuple[View, ...] | None = call_apart(views, data, wanted, timeout_s=timeout_s)
    return found or ()  # without a report's pictures, what was found still stands


def _views(document: Document, wanted: Wanted) -> Iterator[View]:
    drawn = _open(document.data)
    try:
        seen = [(page, *_picture(drawn, page, wanted)) for page in document.pages]
        inked = _inked(document.data, {page.number: frame for page, _p, _s, frame in seen}, wanted)
        for page, picture, size, frame in seen:
            marks = [mark for mark in on_paper(page) if visible(mark)]
            heaviest = round(most_ink(page, list(on_paper(page)), document.cache.budget), 1)
            found = inked.get(page.number)
            window = page.mm(found.window_pt) if found is not None else None
            view = _view(page, marks, heaviest, picture, size, frame)
            yield replace(view, inked=found, window_mm=window)
    finally:
        if drawn is not None:
            drawn.close()


def _inked(data: bytes, frames: Mapping[int, Box], wanted: Wanted) -> dict[int, Inked]:
    """Return what the plates of pages show, if they are wanted and the pages are of a size people print."""
    if not wanted.plates_ppi:
        return {}
    longest = mm_to_pt(_LARGEST_PLATE_MM)
    fits = {
        number: frame
        for number, frame in frames.items()
        if number <= wanted.most and max(frame[2] - frame[0], frame[3] - frame[1]) <= longest
    }
    return inked_pages(data, fits, ppi=wanted.plates_ppi, limit=wanted.ink_limit)


def _open(data: bytes) -> Any:
    try:
        opened: Any = pypdfium2.PdfDocument
        return opened(data)
    except pypdfium2.PdfiumError:
        return None


def _picture(drawn: Any, page: Page, wanted: Wanted) -> tuple[bytes, tuple[int, int], Box]:
    frame = page.crop or page.media
    if drawn is None or page.number > min(wanted.most, len(drawn)):
        return b"", (0, 0), frame
    try:
        leaf = drawn[page.number - 1]
        leaf.set_rotation(0)
        left, bottom, right, top = leaf.get_bbox()
        frame = (left, bottom, right, top)
        ppi = wanted.large_ppi if page.number in wanted.large else wanted.ppi
        longer = max(leaf.get_width(), leaf.get_height(), 1.0)
        bitmap = leaf.render(scale=min(ppi / 72, _LARGEST_PX / longer))
        image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        leaf.close()
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return b"", (0, 0), frame
    size = image.size
    if wanted.colours is not None:
        method = Image.Quantize.MEDIANCUT
        image = image.quantize(wanted.colours, method=method, dither=Image.Dither.NONE)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6, dpi=(round(ppi), round(ppi)))
    return out.getvalue(), size, frame


def _view(
    page: Page,
    marks: Sequence[Mark],
    heaviest: float,
    picture: bytes,
    size: tuple[int, int],
    frame: Box,
) -> View:
    plates: set[str] = set()
    for mark in marks:
        plates |= {plate for plate, share in mark.paint.inks or () if share > _TRACE}
        if mark.paint.inks is None:
            plates |= _OF_FAMILY.get(mark.paint.family, frozenset())
    order = [*PROCESS.values(), *sorted(plates - set(PROCESS.values()))]
    width, height = page.size_mm
    return View(
        page.number,
        picture,
        size,
        page.mm(frame),
        (round(width, 2), round(height, 2)),
        page.mm(page.bleed) if page.bleed is not None else None,
        not page.is_uncut,
        tuple(plate for plate in order if plate in plates),
        heaviest,
        any(mark.picture is not None for mark in marks),
        not marks,
    )
