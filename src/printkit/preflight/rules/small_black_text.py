"""Small black text and thin black lines are black ink alone.

Severity: warning. Threshold: text under 12 pt, lines under 2 pt, that look black but have several inks.
Source: GWG 2022, R0011 and R0012.
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

ID: Final = "small-black-text"


_SMALL_PT: Final = 12.0
_THIN_PT: Final = 2.0


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the smallest text or thinnest line in a mixed black."""

    def size(page: Page, mark: Mark) -> float | None:
        most = _SMALL_PT if mark.kind == "text" else _THIN_PT
        small = mark.size_pt < most and mark.paint.is_mixed_black
        return mark.size_pt if small else None

    for worst in worst_of(document, ("text", "stroke"), size):
        text = _("black text of {found} pt is mixed of {count} inks")
        line = _("a black line of {found} pt is mixed of {count} inks")
        issue = (text if worst.mark.kind == "text" else line).format(
            found=number(worst.measure), count=worst.mark.paint.plates
        )
        yield warning(
            ID,
            issue,
            _("set it in black ink alone (0, 0, 0, 100): what is mixed gets coloured rims"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=worst.mark.paint.plates,
            required=1,
            unit="inks",
            count=worst.count,
        )
