"""Colours are in the spaces the PDF/X level allows.

Severity: error. X-1a allows DeviceCMYK, DeviceGray and spot colours alone; calibrated greys and ICC
spaces need X-3 or X-4. RGB is another rule's. Source: ISO 15930-4, 6.2; ISO 15930-6, 6.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, error
from printkit.preflight.levels import level_of
from printkit.preflight.printer import Job
from printkit.preflight.tools import ALL, worst_of

ID: Final = "colour-space"


_MANAGED: Final = frozenset({"icc-gray", "icc-cmyk", "cal-gray"})


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, something in a space of its own."""
    if level_of(document, job) != "x-1a":
        return

    def foreign(page: Page, mark: Mark) -> float | None:
        return 0.0 if mark.paint.family in _MANAGED else None

    for worst in worst_of(document, ALL, foreign):
        yield error(
            ID,
            _("a colour has a profile of its own, which PDF/X-1a forbids"),
            _("convert it to the CMYK of the output intent, or deliver PDF/X-4"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=worst.mark.paint.family,
            required="device-cmyk",
            count=worst.count,
        )
