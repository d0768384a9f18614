"""Lines are thick enough to be printed, thicker where plates must meet.

Severity: warning. Threshold: the printer's least width in one ink (0.25 pt), and that of white lines
and lines in several inks. Rectangles drawn as lines count. Source: GWG 2022, R0018 and R0019.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _, number
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, warning
from printkit.preflight.printer import Job
from printkit.preflight.tools import worst_of

ID: Final = "thin-line"


#: A rectangle so many times longer than wide is a line.
_LONG: Final = 8.0


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the thinnest line."""
    printer = job.printer

    def least(mark: Mark) -> float | None:
        fine = mark.paint.is_white or mark.paint.plates > 1
        return (printer.line_multi_pt or printer.line_pt) if fine else printer.line_pt

    def width(page: Page, mark: Mark) -> float | None:
        line = mark.kind == "stroke" or (
            mark.kind == "fill" and mark.plain and mark.length_pt > _LONG * mark.size_pt
        )
        asked = least(mark)
        if not line or asked is None or mark.length_pt < 1:
            return None
        return mark.size_pt if mark.size_pt < asked - 0.005 else None

    for worst in worst_of(document, ("fill", "stroke"), width):
        asked = least(worst.mark) or 0.0
        issue = _("a line is {found} pt thin; {required} pt are asked for").format(
            found=number(worst.measure, 2), required=number(asked, 2)
        )
        yield warning(
            ID,
            issue,
            _("draw it thicker, or in one ink where it has several"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=worst.measure,
            required=asked,
            unit="pt",
            count=worst.count,
        )
