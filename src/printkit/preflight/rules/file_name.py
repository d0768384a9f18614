"""The file's name survives every machine: plain letters, digits, hyphens, dots.

Severity: warning, for printers that ask for it.
Source: https://studiokolor.com.pl/fr/preparation-de-fichiers (no diacritics).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, warning
from printkit.preflight.printer import Job

ID: Final = "file-name"


_PLAIN: Final = re.compile(r"[A-Za-z0-9._-]+")


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield a name with accents, spaces or signs."""
    if job.printer.ascii_names and job.file_name and not _PLAIN.fullmatch(job.file_name):
        issue = _("the file's name has accents, spaces or signs: {name}").format(
            name=job.file_name[:80]
        )
        fix = _("rename it with plain letters, digits and hyphens")
        yield warning(ID, issue, fix, found=job.file_name[:80], required="a-z 0-9 . _ -")
