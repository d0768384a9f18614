"""No colours of screens: everything is in the inks of the press.

Severity: error. RGB, calibrated RGB, Lab and RGB with a profile count, in text, drawings, images and
gradients. Source: GWG 2022, R0027; ISO 15930-4, 6.2 for X-1a.
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

ID: Final = "rgb-left"


_KINDS: Final = {"image": 0.0, "shading": 1.0, "fill": 2.0, "stroke": 3.0, "text": 4.0}


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, something in RGB: images are named first."""
    if job.printer.colours == "any":
        return

    def left(page: Page, mark: Mark) -> float | None:
        return _KINDS[mark.kind] if mark.paint.family in RGB_FAMILIES else None

    for worst in worst_of(document, ALL, left):
        words = {
            "image": _("an image is in RGB, the colours of screens"),
            "text": _("text is in RGB, the colours of screens"),
        }
        otherwise = _("a drawing is in RGB, the colours of screens")
        yield error(
            ID,
            words.get(worst.mark.kind, otherwise),
            _("export it in CMYK for the printer's condition; nobody should guess the inks"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=worst.mark.paint.family,
            required="device-cmyk",
            count=worst.count,
        )
