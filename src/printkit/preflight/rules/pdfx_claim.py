"""The file is of a PDF/X level the printer takes.

Severity: error. What counts is the claim (GTS_PDFXVersion); whether it is true is the other rules'.
Source: ISO 15930-7:2010, 6.3; ISO 15930-4 and -6, 6.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, error
from printkit.preflight.levels import LABELS, claimed
from printkit.preflight.printer import Job

ID: Final = "pdfx-claim"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield a file that claims no level, or another one."""
    wanted = job.printer.levels
    if not wanted or claimed(document) in wanted:
        return
    required = ", ".join(LABELS[one] for one in wanted)
    fix = _("export it as {level}").format(level=LABELS[wanted[0]])
    if not document.x_version:
        issue = _("the file is no PDF/X; the printer takes {required}")
    else:
        issue = _("the file is {found}; the printer takes {required}")
    found = document.x_version[:40] or NOTHING
    yield error(
        ID, issue.format(found=found, required=required), fix, found=found, required=required
    )
