"""White text and text in several inks is larger than text in one ink.

Severity: warning. Threshold: the printer's least size for it (GWG: 8 pt in offset, 5 pt in digital
printing). Blacks mixed of several inks are other rules'. Source: GWG 2022, R0016 and R0017.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _, number
from printkit.pdf.inks import Paint
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, warning
from printkit.preflight.printer import Job
from printkit.preflight.tools import worst_of

ID: Final = "fine-type"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the smallest white or many-coloured text."""
    least = job.printer.type_multi_pt
    if least is None:
        return

    def size(page: Page, mark: Mark) -> float | None:
        small = 0 < mark.size_pt < least - 0.05
        return mark.size_pt if small and _needs_register(mark.paint) else None

    for worst in worst_of(document, ("text",), size):
        issue = _(
            "white text or text in several inks of {found} pt is smaller than {required} pt"
        ).format(found=number(worst.measure), required=number(least))
        yield warning(
            ID,
            issue,
            _("set it larger or bolder, or in one ink: plates never meet exactly"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=worst.measure,
            required=least,
            unit="pt",
            count=worst.count,
        )


def _needs_register(paint: Paint) -> bool:
    if paint.is_white:
        return True
    return paint.plates > 1 and not paint.is_mixed_black and not paint.is_four_colour_black
