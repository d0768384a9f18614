"""A QR code stands free: nothing but its ground around it, on the paper as cut.

Severity: error. Threshold: four modules on every side, within the trim. Source: ISO/IEC 18004:2015
(quiet zone).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _, number
from printkit.preflight.codes import QUIET_MODULES, codes_of
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job

ID: Final = "qr-quiet-zone"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield codes with something too near."""
    del job
    for page in document.pages:
        for code in codes_of(document, page):
            if code.readable and code.quiet < QUIET_MODULES:
                needed = QUIET_MODULES * code.module_mm
                issue = _("something, or the cut, comes nearer than {margin} mm to a QR code")
                fix = _("leave {margin} mm of its light ground free all around")
                yield error(
                    ID,
                    issue.format(margin=number(needed, 1)),
                    fix.format(margin=number(needed, 1)),
                    page=page.number,
                    rect_mm=page.mm(code.box),
                    found=code.quiet * code.module_mm,
                    required=round(needed, 2),
                    unit="mm",
                )
