"""The cover of a bound book stands where the printer wants it: apart, or with the pages.

Severity: error. Told of publications whose binding is known; of a file from elsewhere nobody can say
whether it is a whole book. Source: the printer's sheet (“cover as a separate file”).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job
from printkit.press.wrap import COVER_PAGES

ID: Final = "cover-file"

_BOUND: Final = ("saddle", "perfect")


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield a book in one file where its cover goes apart, or in two where it does not."""
    if job.kind != "brochure" or job.binding not in _BOUND:
        return
    wanted = job.printer.cover
    count = len(document.pages)
    if wanted == "separate" and not job.pages_apart:
        yield error(
            ID,
            _("cover and pages stand in one file; this printer wants the cover apart"),
            _("order with “printkit package”, which parts the cover from the pages"),
            found=count,
            required=f"{count - COVER_PAGES} + {COVER_PAGES}",
            unit="pages",
        )
    elif wanted == "same-file" and job.pages_apart:
        yield error(
            ID,
            _("the cover is missing: this printer wants it in one file with the pages"),
            _("send the press file of the whole book: printkit build --edition press"),
            found=count,
            required=count + job.pages_apart,
            unit="pages",
        )
