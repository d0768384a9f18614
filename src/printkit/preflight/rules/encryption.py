"""The file is not locked.

Severity: error: print shops cannot impose a protected file. Source: ISO 15930-7:2010, 6.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, error
from printkit.preflight.printer import Job

ID: Final = "encryption"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield a file that is encrypted, though it opens without a password."""
    if document.encrypted:
        issue = _("the file is protected: it can be read but not changed")
        yield error(
            ID, issue, _("save it again without protection"), found="Encrypt", required=NOTHING
        )
