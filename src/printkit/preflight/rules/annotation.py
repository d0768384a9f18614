"""No notes, links or fields on the page or in its bleed.

Severity: error where PDF/X is asked for. Printer's marks and trap networks are allowed.
Source: ISO 15930-7:2010, 6.17 (annotations within the BleedBox).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.geometry import touches
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, error
from printkit.preflight.levels import level_of
from printkit.preflight.printer import Job

ID: Final = "annotation"


ALLOWED: Final = frozenset({"/PrinterMark", "/TrapNet"})


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield pages with annotations."""
    if level_of(document, job) is None:
        return
    for page in document.pages:
        zone = page.bleed or page.finished
        found = [
            note
            for note in page.notes
            if note.subtype not in ALLOWED and touches(zone, note.box, -0.01)
        ]
        if found:
            kind = found[0].subtype.removeprefix("/")
            issue = _("a note, link or field lies on the page ({kind})").format(kind=kind[:30])
            yield error(
                ID,
                issue,
                _("export without links, comments and form fields"),
                page=page.number,
                rect_mm=page.mm(found[0].box),
                found=kind[:30],
                required=NOTHING,
                count=len(found),
            )
