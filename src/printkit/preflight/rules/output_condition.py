"""The printing condition is the one the printer works in.

Severity: warning: the printer converts, or prints with other colours.
Threshold: one of the conditions of the printer's sheet. Source: the printer's sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, warning
from printkit.preflight.intents import press_intents
from printkit.preflight.printer import Job

ID: Final = "output-condition"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield an output intent for another condition."""
    wanted = job.printer.conditions
    for intent in press_intents(document):
        found = intent.identifier
        words = f"{found} {intent.info}".upper().replace(" ", "")
        if wanted and found and not any(one.upper().replace(" ", "") in words for one in wanted):
            issue = _("the file is made for {found}; the printer works in {required}").format(
                found=found[:60], required=", ".join(wanted)
            )
            fix = _("export it for the printer's condition, or ask whether it is converted")
            yield warning(ID, issue, fix, found=found[:60], required=", ".join(wanted))
