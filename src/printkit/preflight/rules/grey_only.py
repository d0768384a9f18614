"""A file for a one-colour press is black alone.

Severity: error, for printers that print each drum or plate from its own grey file.
Source: the printer's sheet (risographs read greys).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.colour import RGB_FAMILIES
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job
from printkit.preflight.tools import ALL, worst_of

ID: Final = "grey-only"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, something with another ink than black."""
    if job.printer.colours != "grey":
        return

    def coloured(page: Page, mark: Mark) -> float | None:
        paint = mark.paint
        if paint.inks is None:
            cmyk = mark.kind == "image" and paint.family in ("device-cmyk", "icc-cmyk", "spot")
            return 0.0 if cmyk else None
        grey = paint.is_white or paint.is_black_alone
        return None if grey or paint.family in RGB_FAMILIES else -paint.total

    for worst in worst_of(document, ALL, coloured):
        yield error(
            ID,
            _("something is in colour; this press prints greys, one file for each drum"),
            _("convert it to greys, or make one grey file for each ink"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=worst.mark.paint.family,
            required="device-gray",
            count=worst.count,
        )
