"""No other files are packed into this one.

Severity: error where PDF/X is asked for, else a warning. Source: ISO 15930-7:2010, 6.19.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.objects import entry, leaves
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error, warning
from printkit.preflight.levels import level_of
from printkit.preflight.printer import Job

ID: Final = "embedded-file"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield a file with attachments."""
    count = sum(1 for _one in leaves(entry(document.catalogue, "/Names", "/EmbeddedFiles")))
    if count:
        tell = error if level_of(document, job) is not None else warning
        issue = _("other files are attached to this one")
        yield tell(ID, issue, _("remove the attachments"), found=count, required=0)
