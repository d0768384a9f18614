"""Text keeps away from the cut by the safe margin.

Severity: warning; error where it crosses the cut. Threshold: the printer's safe margin.
Source: the printer's sheet (cutters are off by up to 1 or 2 mm).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _, number
from printkit.pdf.geometry import holds, touches
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, error, warning
from printkit.preflight.printer import Job
from printkit.preflight.tools import PLAY_MM, worst_of

ID: Final = "safe-margin"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the text nearest to the cut."""
    safe = job.printer.safe_mm

    def distance(page: Page, mark: Mark) -> float | None:
        inside = page.inside(safe - PLAY_MM)
        if holds(inside, mark.box, 0.0) or not touches(page.finished, mark.box):
            return None
        left, bottom, right, top = page.mm(mark.box)
        width, height = page.size_mm
        return min(left, bottom, width - right, height - top)

    for worst in worst_of(document, ("text",), distance):
        if worst.measure < 0:
            issue = _("text is cut off at the edge of the page")
            tell = error
        else:
            issue = _("text stands {found} mm from the cut; {required} mm are safe").format(
                found=number(worst.measure), required=number(safe)
            )
            tell = warning
        yield tell(
            ID,
            issue,
            _("move it inwards or set it smaller"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=worst.measure,
            required=safe,
            unit="mm",
            count=worst.count,
        )
