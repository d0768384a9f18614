"""Pages are measured in points: no UserUnit.

Severity: error. Source: GWG 2022, R0002.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job

ID: Final = "user-unit"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield pages measured in a unit of their own."""
    for page in document.pages:
        if abs(page.user_unit - 1) > 1e-6:
            issue = _("the page is measured in units of its own (UserUnit)")
            fix = _("export it at its real size: many programs print it {times} times too small")
            yield error(
                ID,
                issue,
                fix.format(times=round(page.user_unit, 1)),
                page=page.number,
                found=page.user_unit,
                required=1,
            )
