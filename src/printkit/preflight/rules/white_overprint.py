"""White never overprints: it would vanish.

Severity: error for text, warning for drawings. Source: GWG 2022, R0007 and R0008.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, error, warning
from printkit.preflight.printer import Job
from printkit.preflight.tools import spares_plates, worst_of

ID: Final = "white-overprint"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, white that is set to overprint: text first."""

    def vanishes(page: Page, mark: Mark) -> float | None:
        return 0.0 if mark.paint.is_white and spares_plates(mark) else None

    for worst in worst_of(document, ("text", "fill", "stroke"), vanishes):
        text = worst.mark.kind == "text"
        tell = error if text else warning
        yield tell(
            ID,
            _("white text overprints and will vanish")
            if text
            else _("a white shape overprints and will vanish"),
            _("switch its overprint off"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found="OP true",
            required="OP false",
            count=worst.count,
        )
