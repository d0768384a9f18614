"""Text is large enough to be printed: the size at which it is placed counts.

Severity: warning. Threshold: the printer's least size in one ink (6 pt in most sheets); for calls of
notes and superior letters, up to three signs, three quarters of it.
Source: the printer's sheet.
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

ID: Final = "type-size"

#: So many signs may be a note's call or a superior letter.
_SUPERIOR: Final = 3


def is_fine(paint: Paint) -> bool:
    """Tell whether a text needs more than one plate to meet, or the paper to show through."""
    return paint.is_white or paint.plates > 1


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the smallest text below the least size."""
    least = job.printer.type_pt
    if least is None:
        return

    def size(page: Page, mark: Mark) -> float | None:
        asked = least if mark.signs > _SUPERIOR else 0.75 * least
        small = 0 < mark.size_pt < asked - 0.05
        return mark.size_pt if small and not is_fine(mark.paint) else None

    for worst in worst_of(document, ("text",), size):
        issue = _("text of {found} pt is smaller than {required} pt").format(
            found=number(worst.measure), required=number(least)
        )
        yield warning(
            ID,
            issue,
            _("set it larger"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=worst.measure,
            required=least,
            unit="pt",
            count=worst.count,
        )
