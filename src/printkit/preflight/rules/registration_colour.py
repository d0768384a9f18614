"""The colour of all plates is for marks outside the page.

Severity: error: it prints as the heaviest black there is. Source: GWG 2022, R0024.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.geometry import touches
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job
from printkit.preflight.tools import ALL, worst_of

ID: Final = "registration-colour"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, what is in the registration colour within the trim."""

    def everywhere(page: Page, mark: Mark) -> float | None:
        on_all = "All" in dict(mark.paint.inks or ()) and not mark.paint.is_white
        return 0.0 if on_all and touches(page.finished, mark.box, 0.5) else None

    for worst in worst_of(document, ALL, everywhere):
        yield error(
            ID,
            _("something on the page is in the registration colour, on every plate at once"),
            _("give it black (0, 0, 0, 100); “All” is for crop marks"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found="All",
            required="K",
            count=worst.count,
        )
