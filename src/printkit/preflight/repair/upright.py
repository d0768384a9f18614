"""Pages measured in points and standing upright: what was a key becomes the content itself."""

from __future__ import annotations

import copy
from typing import Any, Final

from pypdf.generic import ArrayObject, FloatObject, NumberObject

from printkit.assemble.objects import N, add, dictionary
from printkit.core.i18n import _
from printkit.pdf.matrix import Matrix, times
from printkit.preflight.marks import box_of, corners
from printkit.preflight.pages import Page
from printkit.preflight.painter import matrix_of
from printkit.preflight.repair.repair_context import Work, set_box
from printkit.preflight.repair.wrap_content import surround
from printkit.preflight.safe_objects import entry, follow

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
            del page.source["/UserUnit"]
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
            page.source[N("/Rotate")] = NumberObject(0)
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
    a, b, c, d, e, f = matrix
    surround(
        work.writer,
        page.source,
        f"{a:.6f} {b:.6f} {c:.6f} {d:.6f} {e:.4f} {f:.4f} cm".encode(),
        b"",
    )
    for key, field in _BOXES.items():
        box = getattr(page, field)
        moved = box_of(corners(box), matrix) if box is not None else None
        if moved is not None:
            set_box(page.source, key, moved)
    patterns = entry(page.resources, "/Pattern")
    if not isinstance(patterns, dict):
        return
    moved_patterns = {}
    for label, reference in dict.items(patterns):
        pattern = copy.copy(follow(reference))
        pattern[N("/Matrix")] = ArrayObject(
            FloatObject(round(part, 6))
            for part in times(matrix_of(entry(pattern, "/Matrix")), matrix)
        )
        moved_patterns[label[1:]] = add(work.writer, pattern)
    resources: Any = dictionary(
        **{key[1:]: value for key, value in dict.items(follow(page.resources))}
    )
    resources[N("/Pattern")] = dictionary(**moved_patterns)
    page.source[N("/Resources")] = resources
