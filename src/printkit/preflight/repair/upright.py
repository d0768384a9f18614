"""Pages measured in points and standing upright: what was a key becomes the content itself."""

from __future__ import annotations

from typing import Final

from printkit.core.i18n import _
from printkit.pdf.geometry import placed
from printkit.pdf.matrix import Matrix, matrix_from, times
from printkit.pdf.objects import entry, members, numbers
from printkit.pdf.writer import array, copied, dictionary, drop, indirect, placing, set_box
from printkit.preflight.document import Page
from printkit.preflight.repair.repair_context import Work
from printkit.preflight.repair.wrap_content import surround

_BOXES: Final = {
    "/MediaBox": "media",
    "/CropBox": "crop",
    "/BleedBox": "bleed",
    "/TrimBox": "trim",
    "/ArtBox": "art",
}


def set_in_points(work: Work) -> None:
    """Draw pages with a UserUnit at their real size."""
    wanted = work.pages_with("user-unit")
    mended = []
    for page in work.pages():
        unit = page.user_unit
        if page.number in wanted and 0 < unit < 1000 and not page.notes:
            move(work, page, (unit, 0.0, 0.0, unit, 0.0, 0.0))
            drop(page.source, "/UserUnit")
            mended.append(page.number)
    if mended:
        work.note(
            "user-unit",
            _("the page is drawn at its real size, in points"),
            _("many programs pass over UserUnit and print the page too small"),
            mended,
        )


def set_upright(work: Work) -> None:
    """Turn the content of pages that are only shown turned."""
    mended = []
    if not work.has("page-sizes"):
        return
    for page in work.pages():
        left, bottom, right, top = page.media
        turn: Matrix | None = {
            90: (0.0, -1.0, 1.0, 0.0, -bottom, right),
            180: (-1.0, 0.0, 0.0, -1.0, right, top),
            270: (0.0, 1.0, -1.0, 0.0, top, -left),
        }.get(page.rotate)
        if turn is not None and not page.notes:
            move(work, page, turn)
            page.source["/Rotate"] = 0
            mended.append(page.number)
    if mended:
        work.note(
            "page-sizes",
            _("the page stands upright by itself, as it was shown"),
            _("imposition programs forget the turn"),
            mended,
        )


def move(work: Work, page: Page, matrix: Matrix) -> None:
    """Move a page's content and all of its boxes by a matrix."""
    surround(work.pdf, page, placing(matrix), b"")
    for key, field in _BOXES.items():
        box = getattr(page, field)
        if box is not None:
            set_box(page.source, key, placed(box, matrix))
    patterns = dict(members(entry(page.resources, "/Pattern")))
    if not patterns:
        return
    moved = {}
    for label, pattern in patterns.items():
        own = copied(work.pdf, pattern)
        before = matrix_from(numbers(entry(pattern, "/Matrix")))
        own["/Matrix"] = array(times(before, matrix))
        moved[label[1:]] = indirect(work.pdf, own)
    resources = dictionary(**{key[1:]: value for key, value in members(page.resources)})
    resources["/Pattern"] = dictionary(**moved)
    page.source["/Resources"] = resources
