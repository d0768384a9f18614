"""A leaflet names who printed it.

Severity: error for leaflets. Somewhere stands “imprimé par”, “imprimerie”, “impression” or a like
word with a name. Source: French law of 29 July 1881, article 3 (printer's name and domicile).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, error
from printkit.preflight.file_words import text_of
from printkit.preflight.printer import Job

ID: Final = "legal-line"


_PRINTER: Final = re.compile(
    r"imprim(?:é|e\s*́|erie|eur)|impression|imp\.\s|printed\s+by|gedruckt|druck:|ipns|par nos soins",
    re.IGNORECASE,
)


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield a leaflet that does not say who printed it."""
    if job.kind == "leaflet" and not _PRINTER.search(text_of(document)):
        issue = _("the leaflet does not say who printed it")
        fix = _("add the printer's name and address, or “imprimé par nos soins” with yours")
        yield error(ID, issue, fix, found=NOTHING, required="loi du 29 juillet 1881, art. 3")
