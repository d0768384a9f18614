"""Crop marks stand outside the bleed, and only where the printer wants them.

Severity: error for marks within the bleed, where a part of them may stay on the paper, and for marks that
are missing where the printer asks for them; warning where it asks for none. Source: the printer's sheet
(“none”, “outside trim”, “robots dislike them”); ISO 15930-7:2010, 6.8 (marks outside the BleedBox).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.crops import complete, crop_marks, in_bleed
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error, warning
from printkit.preflight.printer import Job

ID: Final = "printer-marks"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield pages with marks that do harm, that nobody asked for, or without those asked for."""
    for page in document.pages:
        found = crop_marks(page)
        wrong = in_bleed(page, found)
        if wrong:
            issue = _("crop marks stand in the bleed: a part of them may stay after cutting")
            fix = _("export with marks set off by the bleed, or without marks")
            box = page.mm(wrong[0])
            yield error(
                ID,
                issue,
                fix,
                page=page.number,
                rect_mm=box,
                found=len(wrong),
                required=0,
                count=len(wrong),
            )
        elif job.printer.marks == "none" and len(found) > 1:
            issue = _("crop marks stand around the page; this printer wants none")
            fix = _("export without marks; the TrimBox says where to cut")
            box = page.mm(found[0])
            yield warning(
                ID,
                issue,
                fix,
                page=page.number,
                rect_mm=box,
                found=len(found),
                required=0,
                count=len(found),
            )
        elif job.printer.marks == "crop" and not complete(page, found):
            issue = _("crop marks are missing; this printer asks for them")
            fix = _("export with crop marks, outside the bleed")
            yield error(ID, issue, fix, page=page.number, found=len(found), required=8)
