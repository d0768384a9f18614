"""No page is empty unless it is meant to be.

Severity: warning. Source: GWG 2022, R0005. Pages left empty on purpose are listed in the job.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, warning
from printkit.preflight.printer import Job
from printkit.preflight.tools import on_paper, visible

ID: Final = "blank-page"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield pages on which nothing is printed."""
    for page in document.pages:
        if page.number not in job.blanks and not any(map(visible, on_paper(page))):
            yield warning(
                ID,
                _("nothing is printed on the page"),
                _("take it out, or tell the printer that it stays blank"),
                page=page.number,
                found=0,
                required=1,
                unit="objects",
            )
