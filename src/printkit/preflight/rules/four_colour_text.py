"""No text in a black loaded with colours.

Severity: warning. Threshold: black ≥ 85 % and all inks together over 280 %.
Source: GWG 2022, R0015.
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

ID: Final = "four-colour-text"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the text with the most ink."""

    def ink(page: Page, mark: Mark) -> float | None:
        loaded = mark.paint.is_four_colour_black
        return -mark.paint.total if loaded else None

    for worst in worst_of(document, ("text",), ink):
        issue = _("text is in a black of {found} % ink").format(found=number(-worst.measure))
        yield warning(
            ID,
            issue,
            _("set it in black ink alone (0, 0, 0, 100); rich black is for wide grounds"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=-worst.measure,
            required=100,
            unit="%",
            count=worst.count,
        )
